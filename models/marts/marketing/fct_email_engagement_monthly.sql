-- One row per month and program with a message: how many were sent, opened and clicked.
with

email_counts as (

    select * from {{ ref('int_email_counts_monthly') }}

),

months as (

    select * from {{ ref('int_months') }}

),

email_engagement as (

    select
        email_counts.month_start,
        email_counts.program,
        months.is_complete,
        email_counts.sent,
        email_counts.delivered,
        email_counts.opened,
        email_counts.clicked,
        email_counts.unsubscribed,
        email_counts.machine_opened,
        {{ rate('opened', 'reached') }} as open_rate,
        {{ rate('clicked', 'reached') }} as click_rate,
        {{ rate('clicked', 'opened') }} as click_to_open_rate

    from email_counts
    inner join months
        on email_counts.month_start = months.month_start

)

select * from email_engagement

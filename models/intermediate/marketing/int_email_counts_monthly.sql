-- One row per month and program with a message: how many were sent, opened and so on.
with

messages as (

    select * from {{ ref('int_email_messages') }}

),

counts as (

    select
        month_start,
        program,
        {{ count_where('is_sent') }} as sent,
        {{ count_where('is_delivered') }} as delivered,
        {{ count_where('is_opened or is_clicked') }} as opened,
        {{ count_where('is_clicked') }} as clicked,
        {{ count_where('is_unsubscribed') }} as unsubscribed,
        {{ count_where('is_machine_opened') }} as machine_opened

    from messages

    group by month_start, program

),

email_counts as (

    select
        month_start,
        program,
        sent,
        delivered,
        opened,
        clicked,
        unsubscribed,
        machine_opened,
        -- A program that never records a delivery is measured by what was sent.
        case
            when sum(delivered) over (partition by program) > 0 then delivered
            else sent
        end as reached

    from counts

)

select * from email_counts

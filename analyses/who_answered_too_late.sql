-- One row per owner of leads: how many hand raises of the twelve latest months waited
-- for longer than agreed, or still do. An owner with many of them may just have many
-- leads: the share says more.
with

answers as (

    select * from {{ ref('fct_speed_to_lead_monthly') }}

    where segment_type = 'owner'

),

latest_months as (

    select distinct month_start from answers

    order by month_start desc

    limit 12

),

owners as (

    select
        answers.segment as owner,
        sum(answers.hand_raises) as hand_raises,
        sum(answers.answered_within_sla) as answered_within_sla,
        sum(answers.answered - answers.answered_within_sla) as answered_too_late,
        sum(answers.unanswered) as unanswered

    from answers
    inner join latest_months
        on answers.month_start = latest_months.month_start

    group by answers.segment

),

late_owners as (

    select
        *,
        {{ rate('answered_too_late + unanswered', 'hand_raises') }} as late_share

    from owners

    where hand_raises > 0

    order by answered_too_late + unanswered desc

)

select * from late_owners

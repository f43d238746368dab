-- One row per month and segment whose MQLs do not add up to what sales did with them,
-- or to the funnel's.
with

dispositions as (

    select * from {{ ref('fct_mql_disposition_monthly') }}

),

funnel as (

    select * from {{ ref('fct_funnel_conversion_monthly') }}

),

compared_segments as (

    select
        dispositions.month_start,
        dispositions.segment_type,
        dispositions.segment,
        dispositions.new_mqls
        = dispositions.accepted
        + dispositions.sent_back
        + dispositions.rejected
        + dispositions.untouched
        and dispositions.untouched >= 0 as adds_up,
        funnel.month_start is null
        and dispositions.segment_type != 'owner' as is_missing,
        coalesce(funnel.new_mqls != dispositions.new_mqls, false) as has_other_mqls,
        -- Who was accepted first became an SQL in time; the reverse need not hold.
        coalesce(
            dispositions.acceptance_rate > funnel.mql_to_sql_rate + 1e-9, false
        ) as has_too_many_accepted,
        coalesce(
            abs(
                dispositions.send_back_rate
                + dispositions.rejection_rate
                - funnel.mql_rejection_rate
            ) > 1e-9,
            false
        ) as has_other_rate

    from dispositions
    left join funnel
        on
            dispositions.month_start = funnel.month_start
            and dispositions.segment_type = funnel.segment_type
            and dispositions.segment = funnel.segment

),

differing_segments as (

    select * from compared_segments

    where
        not adds_up
        or is_missing
        or has_other_mqls
        or has_too_many_accepted
        or has_other_rate

)

select * from differing_segments

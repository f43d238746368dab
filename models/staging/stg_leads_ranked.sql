-- One row per raw row of leads: whether it is a row at all, and which version counts.
with

leads as (

    select * from {{ ref('stg_leads_checked') }}

),

repeated_leads as (

    select * from {{ ref('stg_leads_repeated') }}

),

ranked_leads as (

    select
        *,
        1 as version_number,
        1 as version_rank

    from leads

    where
        not is_version
        or lead_id not in (
            select repeated_leads.lead_id from repeated_leads
        )

    union all

    select * from repeated_leads

)

select * from ranked_leads

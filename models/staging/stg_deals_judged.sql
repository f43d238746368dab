-- One row per raw row of deals: the verdict on it.
with

deals as (

    select * from {{ ref('stg_deals_ranked') }}

),

leads as (

    select * from {{ ref('stg_leads_judged') }}

    where rejected_for = 'excluded'

),

excluded_leads as (

    select distinct lead_id from leads

),

ruled_deals as (

    select
        deals.*,
        case
            when deals.row_rejected_for is not null then deals.row_rejected_for
            when not deals.is_version or deals.version_rank > 1 then null
            when excluded_leads.lead_id is not null then 'excluded'
            when deals.stage_kind = 'ignored' then 'ignored_stage'
        end as rejected_for

    from deals
    left join excluded_leads
        on deals.lead_id = excluded_leads.lead_id

),

judged_deals as (

    select
        *,
        {{ verdict('version_number > 1', 'is_deleted_flag') }} as verdict

    from ruled_deals

)

select * from judged_deals

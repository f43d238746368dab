-- One row per raw row of deals: whether it is a row at all, and which version counts.
with

deals as (

    select * from {{ ref('base_deals') }}

),

deal_stages as (

    select * from {{ ref('stg_deal_stages') }}

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

checked_deals as (

    select
        deals.*,
        report_date.report_end_at,
        deal_stages.stage is null as is_unknown_stage,
        coalesce(deal_stages.stage, 'opportunity') as stage_kind,
        case
            when deals.deal_id is null then 'missing_id'
            -- A deletion needs only its id.
            when deals.is_deleted_flag then null
            when deals.created_at is null then 'missing_timestamp'
            when deals.created_at_utc is null then 'invalid_timestamp'
            when deals.stage is null then 'missing_stage'
        end as row_rejected_for,
        coalesce(deals.created_at_utc >= report_date.report_end_at, false) as is_later

    from deals
    cross join report_date
    left join deal_stages
        on lower(deals.stage) = deal_stages.crm_stage_key

),

ranked_deals as (

    select
        *,
        row_rejected_for is null and not is_later as is_version,
        row_number() over (
            partition by deal_id, row_rejected_for, is_later
            order by {{ version_order('deals') }}
        ) as version_number,
        -- Rows identical to the one that counts share its rank.
        rank() over (
            partition by deal_id, row_rejected_for, is_later
            order by {{ version_order('deals') }}
        ) as version_rank

    from checked_deals

)

select * from ranked_deals

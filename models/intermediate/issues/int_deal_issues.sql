-- One row per issue of a raw row of deals.
with

deals as (

    select * from {{ ref('stg_deals_classified') }}

),

complete_deals as (

    select * from {{ ref('int_deals') }}

),

flagged as (

    select
        deals.*,
        deals.amount is not null and deals.amount_number is null as invalid_amount,
        case
            when complete_deals.is_credit then false
            else coalesce(deals.amount_number < 0, false)
        end as negative_amount,
        complete_deals.is_missing_rate as missing_exchange_rate,
        complete_deals.has_stale_rate as stale_exchange_rate,
        deals.is_unknown_stage as unknown_stage,
        deals.lead_id is not null and complete_deals.lead_id is null as orphan_lead,
        complete_deals.is_closed_before_created as closed_before_created,
        complete_deals.is_close_date_missing as close_date_missing,
        complete_deals.is_close_in_future as close_date_in_future,
        case
            when complete_deals.is_credit then false
            else coalesce(
                complete_deals.opportunity_at < complete_deals.lead_created_at
                or complete_deals.commit_at < complete_deals.lead_created_at
                or complete_deals.closed_at < complete_deals.lead_created_at,
                false
            )
        end as closed_before_lead,
        {{
            any_invalid([
                ('deals.updated_at', 'deals.updated_at_utc'),
                ('deals.closed_at', 'deals.closed_at_utc'),
                ('deals.is_deleted', 'deals.is_deleted_flag'),
            ])
        }} as invalid_optional_value

    from deals
    left join complete_deals
        on deals.deal_id = complete_deals.deal_id

),

issues as (

    {{
        issues('deals', 'flagged', [
            'invalid_amount', 'negative_amount', 'missing_exchange_rate',
            'stale_exchange_rate', 'unknown_stage', 'orphan_lead',
            'closed_before_created', 'close_date_missing', 'close_date_in_future',
            'closed_before_lead', 'invalid_optional_value',
        ])
    }}

)

select * from issues

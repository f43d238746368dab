-- One row per deal: its close, and its stage at the end of the report.
with

deals as (

    select * from {{ ref('stg_deals') }}

),

deal_changes as (

    select * from {{ ref('int_deal_changes') }}

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

dated_deals as (

    select
        deals.*,
        deal_changes.first_advanced_at,
        deal_changes.first_commit_at,
        coalesce(deal_changes.was_prospect, false) as was_prospect,
        case
            when deals.updated_at < report_date.report_end_at then deals.updated_at
        end as last_updated_at,
        case deals.stage_kind
            when 'won' then deal_changes.first_won_at
            when 'lost' then deal_changes.first_lost_at
        end as first_closing_change_at,
        coalesce(deals.closed_at >= report_date.report_end_at, false)
            as is_close_in_future

    from deals
    cross join report_date
    left join deal_changes
        on deals.deal_id = deal_changes.deal_id

),

closed_deals as (

    select
        *,
        case
            when stage_kind not in ('won', 'lost') then null
            when is_close_in_future then first_closing_change_at
            else coalesce(
                closed_at, first_closing_change_at, last_updated_at, created_at
            )
        end as close_at

    from dated_deals

),

-- Events after the report have not happened yet: such a deal is still open.
staged_deals as (

    select
        deal_id,
        named_lead_id,
        account_id,
        owner,
        region,
        currency,
        case
            when stage_kind not in ('won', 'lost') or close_at is not null or is_credit
                then stage_kind
            when first_commit_at is not null then 'commit'
            else 'opportunity'
        end as stage,
        original_amount,
        is_credit,
        is_dated,
        was_prospect,
        stage_kind in ('won', 'lost') and closed_at is null as is_close_date_missing,
        stage_kind in ('won', 'lost') and is_close_in_future as is_close_in_future,
        created_at,
        first_advanced_at,
        first_commit_at,
        last_updated_at,
        close_at as closed_at,
        case when close_at is null then closed_at end as expected_close_at

    from closed_deals

)

select * from staged_deals

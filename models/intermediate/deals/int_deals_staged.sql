-- One row per deal: the moments of its stages, and its known lead.
with

deals as (

    select * from {{ ref('int_deals_closed') }}

),

leads as (

    select * from {{ ref('stg_leads') }}

),

staged_deals as (

    select
        deals.deal_id,
        leads.lead_id,
        deals.account_id,
        deals.owner,
        deals.region,
        deals.currency,
        deals.stage,
        deals.original_amount,
        deals.is_close_date_missing,
        deals.is_close_in_future,
        deals.stage = 'won' as is_won,
        deals.stage = 'lost' as is_lost,
        coalesce(
            {{ local_date('deals.closed_at') }} < {{ local_date('deals.created_at') }},
            false
        ) as is_closed_before_created,
        deals.created_at,
        case
            when deals.stage != 'prospect' and not deals.was_prospect
                then deals.created_at
            when deals.first_advanced_at is not null then deals.first_advanced_at
            when deals.stage = 'won' then deals.closed_at
        end as opportunity_at,
        case
            when deals.first_commit_at is not null then deals.first_commit_at
            when deals.stage = 'commit'
                then coalesce(deals.last_updated_at, deals.created_at)
        end as commit_at,
        deals.closed_at,
        deals.expected_close_at,
        leads.created_at as lead_created_at

    from deals
    left join leads
        on deals.named_lead_id = leads.lead_id

)

select * from staged_deals

-- One row per deal: the version that counts, its stage by the seed deal_stages.
with

deals as (

    select * from {{ ref('stg_deals_classified') }}

    where row_status = 'accepted'

),

accepted_deals as (

    select
        deal_id,
        lead_id as named_lead_id,
        account_id,
        pipeline,
        mapped_stage as stage_kind,
        currency,
        owner,
        region,
        -- A negative amount is none.
        case when amount_number >= 0 then amount_number end as original_amount,
        created_at_utc as created_at,
        updated_at_utc as updated_at,
        closed_at_utc as closed_at

    from deals

)

select * from accepted_deals

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
        -- A negative amount is none, but for a deal that is won: that is a credit.
        case when amount_number >= 0 or mapped_stage = 'won' then amount_number end
            as original_amount,
        coalesce(amount_number < 0 and mapped_stage = 'won', false) as is_credit,
        -- A mere date, without a time.
        {{ dbt.length('created_at') }} = 10 as is_dated,
        created_at_utc as created_at,
        updated_at_utc as updated_at,
        closed_at_utc as closed_at

    from deals

)

select * from accepted_deals

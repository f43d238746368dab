-- One row per lead that counts.
with

leads as (

    select * from {{ ref('int_leads') }}

),

public_leads as (

    select
        lead_id,
        company_name,
        country,
        region,
        industry,
        employee_count,
        owner,
        persona,
        first_touch_channel,
        first_touch_campaign,
        is_marketing_sourced,
        cast(fit_score as {{ double() }}) as fit_score,
        cast(engagement_score as {{ double() }}) as engagement_score,
        cast(lead_score as {{ double() }}) as lead_score,
        lead_grade,
        current_stage,
        lead_at,
        mql_at,
        sql_at,
        opportunity_at,
        commit_at,
        customer_at,
        mql_is_implied,
        sql_is_implied,
        opportunity_is_implied,
        commit_is_implied,
        customer_is_implied,
        first_hand_raise_at,
        pql_at,
        service_qualified_at

    from leads

)

select * from public_leads

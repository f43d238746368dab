-- One row per issue: a raw row that was rejected, or kept with a warning.
with

spend as (

    select * from {{ ref('stg_marketing_spend_classified') }}

),

spend_issues as (

    {{
        issues('marketing_spend', 'spend', [
            'stale_exchange_rate', 'unknown_channel', 'unknown_cost_type',
            'identical_rows',
        ])
    }}

),

traffic as (

    select * from {{ ref('stg_web_traffic_classified') }}

),

traffic_issues as (

    {{
        issues('web_traffic', 'traffic', [
            'identical_rows', 'invalid_optional_value',
        ])
    }}

),

issues as (

    {% for model in [
        'int_lead_issues', 'int_touchpoint_issues', 'int_deal_issues',
        'int_change_issues',
    ] -%}
    select
        source_table,
        record_id,
        severity,
        reason,
        raw_row

    from {{ ref(model) }}

    union all

    {% endfor -%}
    select * from spend_issues

    union all

    select * from traffic_issues

)

select * from issues

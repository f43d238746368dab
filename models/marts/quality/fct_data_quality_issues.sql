-- One row per issue: a raw row that was rejected, or kept with a warning.
with

issues as (

    {% for model in [
        'int_lead_issues', 'int_touchpoint_issues', 'int_deal_issues',
        'int_deal_stage_change_issues', 'int_lead_status_change_issues',
        'int_marketing_spend_issues', 'int_web_traffic_issues',
    ] -%}
    select
        source_table,
        record_id,
        severity,
        reason,
        raw_row

    from {{ ref(model) }}
    {{ "union all" if not loop.last }}

    {% endfor %}
)

select * from issues

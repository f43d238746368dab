-- One row per key that a model of single records, or of their events, holds twice.
{%- set keys = {
    'int_deals': ['deal_id'],
    'int_deal_events': ['deal_id', 'event'],
    'int_lead_events': ['lead_id', 'event', 'occurred_at'],
} %}
with

repeated_keys as (

    {% for model, columns in keys.items() -%}
    select
        '{{ model }}' as model_name,
        {{ columns[0] }} as record_id,
        count(*) as copies

    from {{ ref(model) }}

    group by {{ columns | join(', ') }}

    having count(*) > 1
    {{ "union all" if not loop.last }}

    {% endfor %}
)

select * from repeated_keys

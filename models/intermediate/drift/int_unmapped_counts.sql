-- One row per column that a rule looks up, value that no rule knows (null: all known
-- ones) and day: how many records have it.
with

touchpoints as (

    select * from {{ ref('int_unmapped_touchpoints') }}

),

costs as (

    select * from {{ ref('int_unmapped_costs') }}

),

deals as (

    select * from {{ ref('stg_deals_classified') }}

    where row_status = 'accepted'

),

stage_changes as (

    select * from {{ ref('stg_deal_stage_changes') }}

),

status_changes as (

    select * from {{ ref('stg_lead_status_changes') }}

),

leads as (

    select * from {{ ref('int_unmapped_lead_sources') }}

),

looked_up_values as (

    {% for rows, columns in [
        ('touchpoints', ['touch_type', 'channel', 'utm_values']),
        ('costs', ['cost_type', 'channel', 'utm_values']),
        ('leads', ['lead_source']),
    ] -%}
    {% for column in columns -%}
    select
        source_table,
        '{{ column.replace("utm_values", "utm_source / utm_medium") }}' as column_name,
        {{ column }} as value,
        event_date,
        records

    from {{ rows }}

    union all

    {% endfor -%}
    {% endfor -%}
    {% for rows, source_table, column_name, raw_column, moment in [
        ('deals', 'deals', 'stage', 'stage', 'created_at_utc'),
        ('stage_changes', 'deal_stage_changes', 'stage', 'stage', 'changed_at'),
        ('status_changes', 'lead_status_changes', 'status', 'crm_status', 'changed_at'),
    ] -%}
    select
        '{{ source_table }}' as source_table,
        '{{ column_name }}' as column_name,
        case when is_unknown_{{ column_name }} then {{ lookup_key(raw_column) }} end
            as value,
        {{ local_date(moment) }} as event_date,
        1 as records

    from {{ rows }}
    {{ "union all" if not loop.last }}

    {% endfor %}
),

unmapped_counts as (

    select
        source_table,
        column_name,
        value,
        event_date,
        cast(sum(records) as bigint) as records

    from looked_up_values

    group by source_table, column_name, value, event_date

)

select * from unmapped_counts

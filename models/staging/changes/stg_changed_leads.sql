-- One row per lead that a changed row names: a touch, a version, a status, a deal or a
-- stage change. Empty in a full run.
{%- set moments = {
    'base_leads': ['created_at_utc', 'updated_at_utc'],
    'base_lead_status_changes': ['changed_at_utc'],
    'base_deals': ['created_at_utc', 'updated_at_utc', 'closed_at_utc'],
} %}
with

deals as (

    select * from {{ ref('base_deals') }}

),

stage_changes as (

    select * from {{ ref('base_deal_stage_changes') }}

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

-- Another version of the same deal may name another lead.
touched_deals as (

    {% for table in ['deals', 'deal_stage_changes'] if is_increment() -%}
    select deal_id from {{ changed_rows(table) }}

    union all

    {% endfor -%}
    {% for column in moments.base_deals -%}
    select deal_id
    from deals
    where {{ is_between_reports(column, 'report_date') }}

    union all

    {% endfor -%}
    select deal_id
    from stage_changes
    where {{ is_between_reports('changed_at_utc', 'report_date') }}

),

touchpoints as (

    select * from {{ ref('stg_changed_touchpoints') }}

),

named_leads as (

    select lead_id from touchpoints

    {% for table in ['leads', 'lead_status_changes', 'deals'] if is_increment() -%}
    union all

    select lead_id from {{ changed_rows(table) }}

    {% endfor -%}
    {% for model, columns in moments.items() if model != 'base_deals' -%}
    {% for column in columns -%}
    union all

    select lead_id
    from {{ ref(model) }}
    where {{ is_between_reports(column, 'report_date') }}

    {% endfor -%}
    {% endfor -%}
    union all

    select lead_id
    from deals
    where deal_id in (select touched_deals.deal_id from touched_deals)

),

changed_leads as (

    select distinct lead_id

    from named_leads

    where lead_id is not null

)

select * from changed_leads

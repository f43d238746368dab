-- One row per lead and stage before customer that it entered: how it left the stage.
{%- set next_stages = {
    'lead': 'mql', 'mql': 'sql', 'sql': 'opportunity', 'opportunity': 'commit',
    'commit': 'customer',
} %}
with

stage_entries as (

    select * from {{ ref('int_lead_stage_entries') }}

    where stage != 'customer'

),

leads as (

    select * from {{ ref('int_leads') }}

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

dated_entries as (

    select
        *,
        case stage
            {% for stage, next_stage in next_stages.items() -%}
            when '{{ stage }}' then {{ next_stage }}_at
            {% endfor %}
        end as advanced_at

    from stage_entries

),

stage_exits as (

    select
        dated_entries.lead_id,
        dated_entries.stage,
        dated_entries.month_start,
        dated_entries.channel,
        dated_entries.persona,
        case
            when dated_entries.advanced_at is not null then 'advanced'
            when leads.current_stage in ('recycled', 'disqualified')
                then leads.current_stage
            else 'still_open'
        end as outcome,
        {{
            is_within_days(
                'dated_entries.entered_at', 'report_date.report_end_at',
                -(var('stall_days') | int)
            )
        }} as is_past_stall_days,
        {{ days_between('dated_entries.entered_at', 'dated_entries.advanced_at') }}
            as days_to_advance

    from dated_entries
    inner join leads
        on dated_entries.lead_id = leads.lead_id
    cross join report_date

)

select * from stage_exits

-- One row per period of a lead in a stage, or out of the funnel, in order of time.
{%- set stages = ['lead', 'mql', 'sql', 'opportunity', 'commit', 'customer'] %}
{%- set so_far = 'partition by lead_id order by edge_at asc rows unbounded preceding' %}
with

stage_dates as (

    select * from {{ of_leads_to_recompute(ref('int_lead_stage_dates')) }}

),

funnel_status as (

    select * from {{ of_leads_to_recompute(ref('int_lead_funnel_status')) }}

),

-- Everything that can end a period or begin one; below, one row per time.
boundaries as (

    {% for stage in stages -%}
    select
        lead_id,
        {{ stage }}_at as edge_at,
        {{ loop.index }} as stage_number,
        0 as status_number,
        0 as reopenings

    from stage_dates

    where {{ stage }}_at is not null

    union all
    {% endfor -%}
    select
        lead_id,
        occurred_at as edge_at,
        0 as stage_number,
        status_number,
        case when state = 'in_funnel' then 1 else 0 end as reopenings

    from funnel_status

),

spans as (

    select
        lead_id,
        edge_at as entered_at,
        lead(edge_at) over (partition by lead_id order by edge_at asc) as left_at,
        max(max(stage_number)) over ({{ so_far }}) as stage_number,
        max(max(status_number)) over ({{ so_far }}) as status_number,
        1 + sum(sum(reopenings)) over ({{ so_far }}) as visit

    from boundaries

    group by lead_id, edge_at

),

staged_spans as (

    select
        spans.lead_id,
        case
            when funnel_status.state != 'in_funnel' then funnel_status.state
            {% for stage in stages -%}
            when spans.stage_number = {{ loop.index }} then '{{ stage }}'
            {% endfor -%}
        end as stage,
        spans.entered_at,
        spans.left_at,
        spans.visit
    from spans
    left join funnel_status
        on
            spans.lead_id = funnel_status.lead_id
            and spans.status_number = funnel_status.status_number

),

-- A stage reached while the lead is out does not cut the time outside in two.
stage_history as (

    select
        lead_id,
        stage,
        cast(visit as bigint) as visit,
        min(entered_at) as entered_at,
        nullif(max(coalesce(left_at, {{ never() }})), {{ never() }}) as left_at

    from staged_spans

    group by lead_id, stage, visit
    order by entered_at asc

)

select * from stage_history

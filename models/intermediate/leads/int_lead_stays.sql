-- One row per stay of a lead in a stage, or out of the funnel, in the order of time.
{%- set stages = ['lead', 'mql', 'sql', 'opportunity', 'commit', 'customer'] %}
{#- No two borders of a lead share a moment. #}
{%- set so_far = 'partition by lead_id order by border_at asc '
    'rows between unbounded preceding and current row' %}
with

moments as (

    select * from {{ of_leads_to_recompute(ref('int_lead_moments')) }}

),

turns as (

    select * from {{ of_leads_to_recompute(ref('int_lead_turns')) }}

),

-- Everything that can end a stay or begin one.
borders as (

    {% for stage in stages -%}
    select
        lead_id,
        {{ stage }}_at as border_at,
        {{ loop.index }} as stage_number,
        0 as turn_number,
        0 as reopenings

    from moments

    where {{ stage }}_at is not null

    union all
    {% endfor -%}
    select
        lead_id,
        occurred_at as border_at,
        0 as stage_number,
        turn_number,
        case when state = 'in_funnel' then 1 else 0 end as reopenings

    from turns

),

spans as (

    select
        lead_id,
        border_at as entered_at,
        lead(border_at) over (partition by lead_id order by border_at asc) as left_at,
        max(max(stage_number)) over ({{ so_far }}) as stage_number,
        max(max(turn_number)) over ({{ so_far }}) as turn_number,
        1 + sum(sum(reopenings)) over ({{ so_far }}) as visit

    from borders

    group by lead_id, border_at

),

staged_spans as (

    select
        spans.lead_id,
        case
            when turns.state != 'in_funnel' then turns.state
            {% for stage in stages -%}
            when spans.stage_number = {{ loop.index }} then '{{ stage }}'
            {% endfor -%}
        end as stage,
        spans.entered_at,
        spans.left_at,
        spans.visit
    from spans
    left join turns
        on spans.lead_id = turns.lead_id and spans.turn_number = turns.turn_number

),

-- A stage reached while the lead is out does not cut the time outside in two.
stays as (

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

select * from stays

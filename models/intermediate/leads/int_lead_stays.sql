-- One row per stay of a lead in a stage, or out of the funnel.
with

moments as (

    select * from {{ ref('int_lead_moments') }}

),

turns as (

    select * from {{ ref('int_lead_turns') }}

),

-- Everything that can end a stay or begin one.
borders as (

    {% for stage in ['lead', 'mql', 'sql', 'opportunity', 'commit', 'customer'] -%}
    select
        lead_id,
        {{ stage }}_at as border_at,
        {{ loop.index }} as stage_number,
        0 as turn_number,
        0 as returns

    from moments

    where {{ stage }}_at is not null

    union all

    {% endfor -%}
    select
        lead_id,
        occurred_at as border_at,
        0 as stage_number,
        turn_number,
        case when state = 'in_funnel' then 1 else 0 end as returns

    from turns

),

distinct_borders as (

    select
        lead_id,
        border_at,
        max(stage_number) as stage_number,
        max(turn_number) as turn_number,
        sum(returns) as returns

    from borders

    group by lead_id, border_at

),

spans as (

    select
        lead_id,
        border_at as entered_at,
        lead(border_at) over by_moment as left_at,
        max(stage_number) over so_far as stage_number,
        max(turn_number) over so_far as turn_number,
        1 + sum(returns) over so_far as visit

    from distinct_borders

    window
        by_moment as (
            partition by lead_id
            order by border_at asc
        ),
        so_far as (
            partition by lead_id
            order by border_at asc
            rows between unbounded preceding and current row
        )

),

staged_spans as (

    select
        spans.lead_id,
        case
            when turns.state in ('recycled', 'disqualified') then turns.state
            {% for stage in ['lead', 'mql', 'sql', 'opportunity', 'commit'] -%}
            when spans.stage_number = {{ loop.index }} then '{{ stage }}'
            {% endfor -%}
            else 'customer'
        end as stage,
        spans.entered_at,
        spans.left_at,
        spans.visit

    from spans
    left join turns
        on
            spans.lead_id = turns.lead_id
            and spans.turn_number = turns.turn_number

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

)

select * from stays

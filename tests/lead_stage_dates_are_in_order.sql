-- One row per lead that skips a stage or reaches one too early, or whose stage history
-- disagrees with its dates.
{%- set stages = ['lead', 'mql', 'sql', 'opportunity', 'commit', 'customer'] %}
with

leads as (

    select * from {{ ref('dim_leads') }}

),

stage_history as (

    select * from {{ ref('fct_lead_stages') }}

),

leads_out_of_order as (

    {% for stage in stages[1:] -%}
    {% set before = stages[loop.index0] -%}
    select
        lead_id,
        '{{ stage }} before {{ before }}' as finding

    from leads

    where
        {{ stage }}_at is not null
        and ({{ before }}_at is null or {{ before }}_at > {{ stage }}_at)

    union all

    {% endfor -%}
    select
        lead_id,
        'outcomes before their time' as finding

    from leads

    where
        {% if var('hand_raise_min_fit_score') is none -%}
        first_hand_raise_at < coalesce(sql_at, {{ never() }})
        or {% endif -%}
        pql_at < first_hand_raise_at
        or pql_at >= customer_at
        or service_qualified_at <= coalesce(customer_at, {{ never() }})

),

-- Until a lead leaves the funnel, it enters each stage on that stage's date.
periods_out_of_order as (

    select
        stage_history.lead_id,
        'first time in ' || stage_history.stage as finding

    from stage_history
    inner join leads
        on stage_history.lead_id = leads.lead_id

    where
        stage_history.visit = 1
        and stage_history.entered_at != case stage_history.stage
            {% for stage in stages -%}
            when '{{ stage }}' then leads.{{ stage }}_at
            {% endfor -%}
            else stage_history.entered_at
        end

),

leads_with_broken_history as (

    select
        leads.lead_id,
        'the history does not reach from creation to today' as finding

    from leads
    left join stage_history
        on leads.lead_id = stage_history.lead_id

    group by leads.lead_id, leads.lead_at

    having
        coalesce(min(stage_history.entered_at), {{ never() }}) != leads.lead_at
        or {{
            count_where(
                'stage_history.lead_id is not null and stage_history.left_at is null'
            )
        }} != 1

),

findings as (

    select * from leads_out_of_order
    union all
    select * from periods_out_of_order
    union all
    select * from leads_with_broken_history

)

select * from findings

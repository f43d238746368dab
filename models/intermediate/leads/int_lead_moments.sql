-- One row per lead: the moment of each stage. Nobody skips a stage.
{%- set stages = ['mql', 'sql', 'opportunity', 'commit', 'customer'] %}
with

evidence as (

    select * from {{ ref('int_lead_evidence') }}

),

moments as (

    select
        *,
        {% for stage in stages -%}
        -- The earliest evidence of this stage or a later one.
        {% set later_evidence = [] -%}
        {% for later in stages[loop.index0:] -%}
        {% do later_evidence.append(later ~ '_evidence_at') -%}
        {% endfor -%}
        {{ earliest(later_evidence) }} as {{ stage }}_at{{ "," if not loop.last }}
        {% endfor %}
    from evidence

),

lead_moments as (

    select
        lead_id,
        {% for stage in stages -%}
        coalesce({{ stage }}_at < coalesce({{ stage }}_evidence_at, {{ never() }}), false)
            as {{ stage }}_is_implied,
        {% endfor -%}
        lead_evidence_at as lead_at,
        mql_at,
        sql_at,
        opportunity_at,
        commit_at,
        customer_at,
        first_hand_raise_at,
        first_deal_created_at

    from moments

)

select * from lead_moments

-- One row per lead: the moment of each stage. Nobody skips a stage.
{%- set stages = ['mql', 'sql', 'opportunity', 'commit', 'customer'] %}
{%- set evidence = [
    'mql_evidence_at', 'sql_evidence_at', 'opportunity_evidence_at', 'commit_evidence_at',
    'customer_evidence_at',
] %}
with

evidence as (

    select * from {{ ref('int_lead_evidence') }}

),

-- A stage's moment is the earliest evidence of it or of a later one.
moments as (

    select
        *,
        {{ earliest(evidence) }} as mql_at,
        {{ earliest(evidence[1:]) }} as sql_at,
        {{ earliest(evidence[2:]) }} as opportunity_at,
        {{ earliest(evidence[3:]) }} as commit_at,
        {{ earliest(evidence[4:]) }} as customer_at

    from evidence

),

lead_moments as (

    select
        lead_id,
        {% for stage in stages -%}
        {{ stage }}_at is not null
        and {{ stage }}_at < coalesce({{ stage }}_evidence_at, {{ never() }})
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

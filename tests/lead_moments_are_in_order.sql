-- One row per lead that skips a stage or reaches one too early, or whose stays tell
-- another story than its moments.
{%- set stages = ['lead', 'mql', 'sql', 'opportunity', 'commit', 'customer'] %}
with

leads as (

    select * from {{ ref('dim_leads') }}

),

stays as (

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
        'answers before their time' as finding

    from leads

    where
        first_hand_raise_at < coalesce(sql_at, {{ never() }})
        or pql_at < first_hand_raise_at
        or pql_at >= customer_at
        or service_qualified_at <= coalesce(customer_at, {{ never() }})

),

-- Until a lead leaves the funnel, it enters each stage at that stage's moment.
stays_out_of_order as (

    select
        stays.lead_id,
        'first stay in ' || stays.stage as finding

    from stays
    inner join leads
        on stays.lead_id = leads.lead_id

    where
        stays.visit = 1
        and stays.entered_at != case stays.stage
            {% for stage in stages -%}
            when '{{ stage }}' then leads.{{ stage }}_at
            {% endfor -%}
            else stays.entered_at
        end

),

leads_with_broken_stays as (

    select
        leads.lead_id,
        'stays do not reach from creation to today' as finding

    from leads
    left join stays
        on leads.lead_id = stays.lead_id

    group by leads.lead_id, leads.lead_at

    having
        coalesce(min(stays.entered_at), {{ never() }}) != leads.lead_at
        or {{ count_where('stays.lead_id is not null and stays.left_at is null') }} != 1

),

findings as (

    select * from leads_out_of_order
    union all
    select * from stays_out_of_order
    union all
    select * from leads_with_broken_stays

)

select * from findings

-- One row per lead and stage that it reached, with what months and segments ask of it.
with

leads as (

    select * from {{ ref('int_leads') }}

),

stage_entries as (

    {% for stage in ['lead', 'mql', 'sql', 'opportunity', 'commit', 'customer'] -%}
    select
        lead_id,
        '{{ stage }}' as stage,
        first_touch_channel as channel,
        coalesce(first_touch_campaign, 'unknown') as campaign,
        coalesce(direction, 'unknown') as direction,
        persona,
        coalesce(region, 'unknown') as region,
        coalesce(owner, 'unknown') as owner,
        lead_at,
        mql_at,
        sql_at,
        opportunity_at,
        commit_at,
        customer_at,
        mql_hand_raise_at,
        mql_disqualified_at,
        {{ stage }}_at as entered_at,
        {{ month_of(stage ~ '_at') }} as month_start

    from leads

    where {{ stage }}_at is not null
    {{ "union all" if not loop.last }}

    {% endfor %}
)

select * from stage_entries

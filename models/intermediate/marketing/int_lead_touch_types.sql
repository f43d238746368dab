-- One row per touch type, asset and lead (null: visitors that are no lead): how often,
-- when first, how old the lead was then, and whether an opportunity followed.
with

touchpoints as (

    select * from {{ of_leads_to_recompute(ref('int_touchpoints_scored')) }}

    {% if is_increment() -%}
    where lead_id is not null

    union all

    select * from {{ ref('int_touchpoints_scored') }}

    where lead_id is null
    {%- endif %}

),

leads as (

    select * from {{ ref('int_leads') }}

),

touch_types_of_leads as (

    select
        touch_type,
        coalesce(asset, 'unknown') as asset,
        lead_id,
        is_hand_raise or is_outreach as is_buying_signal,
        count(*) as touches,
        cast(sum(points) as {{ points_type() }}) as points,
        min(occurred_at) as first_touch_at

    from touchpoints

    group by
        touch_type, coalesce(asset, 'unknown'), lead_id, is_hand_raise or is_outreach

),

lead_touch_types as (

    select
        touch_types_of_leads.touch_type,
        touch_types_of_leads.asset,
        touch_types_of_leads.lead_id,
        touch_types_of_leads.is_buying_signal,
        touch_types_of_leads.touches,
        touch_types_of_leads.points,
        touch_types_of_leads.first_touch_at,
        case
            {% for days in touch_landmarks() | reverse -%}
            when
                touch_types_of_leads.first_touch_at
                >= {{ dbt.dateadd('day', days, 'leads.lead_at') }}
                then {{ days }}
            {% endfor -%}
        end as landmark_days,
        -- A touch cannot win an opportunity that was there by then.
        leads.lead_id is not null
        and touch_types_of_leads.first_touch_at >= leads.lead_at
        and (
            leads.opportunity_at > touch_types_of_leads.first_touch_at
            or leads.opportunity_at is null
        ) as could_convert,
        leads.opportunity_at > touch_types_of_leads.first_touch_at
        and {{
            is_within_days(
                'leads.opportunity_at',
                'touch_types_of_leads.first_touch_at',
                var('conversion_window_days')
            )
        }} as is_converted

    from touch_types_of_leads
    left join leads
        on touch_types_of_leads.lead_id = leads.lead_id

)

select * from lead_touch_types

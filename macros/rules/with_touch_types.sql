{#-
    Judged touches with what their types mean.
    Arguments: touchpoints, the CTE of accepted rows; touch_types, that of the rule seed.
    Returns: SQL of a query, whose columns are those of stg_touchpoints.
-#}
{% macro with_touch_types(touchpoints, touch_types) -%}
    select
        {{ touchpoints }}.touchpoint_id,
        {{ touchpoints }}.lead_id as named_lead_id,
        {{ touchpoints }}.anonymous_id,
        coalesce({{ touch_types }}.touch_type, {{ touchpoints }}.touch_type) as touch_type,
        {{ touchpoints }}.channel as named_channel,
        {{ touchpoints }}.utm_source,
        {{ touchpoints }}.utm_medium,
        {{ touchpoints }}.utm_campaign as campaign,
        {{ touchpoints }}.asset,
        {{ touchpoints }}.program,
        coalesce({{ touch_types }}.default_channel, 'direct') as default_channel,
        {{ touch_types }}.email_event,
        coalesce({{ touch_types }}.type_points, 0) as type_points,
        {{ touch_types }}.max_times,
        coalesce({{ touch_types }}.is_interaction, false) as is_interaction,
        coalesce({{ touch_types }}.is_outreach, false) as is_outreach,
        coalesce({{ touch_types }}.is_hand_raise, false) as is_hand_raise,
        coalesce({{ touch_types }}.is_product_use, false) as is_product_use,
        {{ touchpoints }}.occurred_at_utc as occurred_at

    from {{ touchpoints }}
    left join {{ touch_types }}
        on lower({{ touchpoints }}.touch_type) = {{ touch_types }}.touch_type_key
{%- endmacro %}

{#-
    The ages of leads, in days, at which fct_touch_effect compares those with a touch and
    those without.
    Returns: a list of whole numbers, ascending.
-#}
{% macro touch_landmarks() -%}
    {{ return([0, 1, 7, 30, 90]) }}
{%- endmacro %}


{#-
    The leads that stand at each landmark: no opportunity by that age, and old enough for
    conversion_window_days after it.

    Arguments: leads, the CTE of int_leads; report_date, that of stg_report_date.
    Returns: SQL of a query with one row per landmark and lead.
-#}
{% macro landmark_leads(leads, report_date) -%}
    {%- set window = var("conversion_window_days") | int -%}
    {%- for days in touch_landmarks() -%}
    {%- set landmark_at = dbt.dateadd("day", days, leads ~ ".lead_at") -%}
    {%- set window_end_at = dbt.dateadd("day", days + window, leads ~ ".lead_at") -%}
    select
        {{ days }} as landmark_days,
        {{ leads }}.lead_id,
        {{ landmark_at }} as landmark_at,
        {{ report_date }}.report_end_at,
        coalesce({{ leads }}.opportunity_at < {{ window_end_at }}, false) as is_converted
    from {{ leads }}
    cross join {{ report_date }}
    where
        {{ window_end_at }} <= {{ report_date }}.report_end_at
        and ({{ leads }}.opportunity_at > {{ landmark_at }} or {{ leads }}.opportunity_at is null)
    {% if not loop.last %}union all
    {% endif %}
    {%- endfor -%}
{%- endmacro %}


{#-
    For each touch type, asset and landmark: the leads whose first such touch came at that
    age, and all others at the landmark that had no such touch before it; with how many of
    either became an opportunity within conversion_window_days, of the touch or the
    landmark. A lead with a touch stands at its landmark, so the others are never none.

    Arguments: touches, the CTE of int_lead_touch_types; leads, that of landmark_leads().
    Returns: SQL of a query with one row per touch type, asset and landmark.
-#}
{% macro landmark_touches(touches, leads) -%}
    {%- set is_eligible -%}
    could_convert
    and touches_at.landmark_days = touches_at.first_landmark_days
    and {{ dbt.dateadd("day", var("conversion_window_days"), "first_touch_at") }} <= report_end_at
    {%- endset -%}
    select
        touches_at.touch_type,
        touches_at.asset,
        {{ count_where(is_eligible) }} as leads,
        {{ count_where(is_eligible ~ " and has_touch_converted") }} as opportunities,
        max(all_leads.leads) - {{ count_where("landmark_at > first_touch_at") }} as other_leads,
        max(all_leads.opportunities)
        - {{ count_where("landmark_at > first_touch_at and is_converted") }} as other_opportunities
    from (
        select
            {{ leads }}.*,
            {{ touches }}.touch_type,
            {{ touches }}.asset,
            {{ touches }}.first_touch_at,
            {{ touches }}.landmark_days as first_landmark_days,
            {{ touches }}.could_convert,
            {{ touches }}.is_converted as has_touch_converted
        from {{ touches }}
        inner join {{ leads }}
            on {{ touches }}.lead_id = {{ leads }}.lead_id
    ) as touches_at
    inner join (
        select
            landmark_days,
            count(*) as leads,
            {{ count_where("is_converted") }} as opportunities
        from {{ leads }}
        group by landmark_days
    ) as all_leads
        on touches_at.landmark_days = all_leads.landmark_days
    group by touches_at.touch_type, touches_at.asset, touches_at.landmark_days
{%- endmacro %}

{#-
    The targets of some metrics, side by side, one row a month, to be joined to a table with
    on_month_and_segment(): targets hold for the whole company only. Reads the CTE targets
    (stg_targets).

    Arguments: metrics, a list of names of targets.
    Returns: SQL of a query with the columns month_start, segment_type, segment and
    <metric>_target.
-#}
{% macro targets_of(metrics) -%}
    select
        month_start,
        'company' as segment_type,
        'all' as segment
        {%- for metric in metrics %},
        max(case when metric = '{{ metric }}' then target end) as {{ metric }}_target
        {%- endfor %}
    from targets
    group by month_start
{%- endmacro %}


{#-
    The targets of some metrics, each whole and to date: its share by the business days
    of the month that have passed (business_days of business_days_in_month, see
    int_months).

    Arguments: metrics, as in targets_of; targets, the alias of its query; table, the alias
    of what has the months' business days.
    Returns: <metric>_target of each, then <metric>_target_to_date of each, without a comma
    at the end.
-#}
{% macro target_columns(metrics, targets, table) -%}
    {%- for metric in metrics -%}
    {{ targets }}.{{ metric }}_target,
    {% endfor -%}
    {%- for metric in metrics -%}
    {{ target_to_date(targets ~ "." ~ metric ~ "_target", table) }}
        as {{ metric }}_target_to_date{{ "," if not loop.last }}
    {% endfor -%}
{%- endmacro %}


{#-
    The part of a month's target that should be reached by the end of the report.
    Arguments: target, SQL of a double; table, as above. Returns: SQL of a double.
-#}
{% macro target_to_date(target, table) -%}
    {{ target }} * {{ rate(table ~ ".business_days", table ~ ".business_days_in_month") }}
{%- endmacro %}


{#-
    What is due of a target by the end of the report: of what flows its part to date, of all
    else nothing before the month ends. Reads targets and months.
    Arguments: kind, SQL of a kind of scorecard_metrics(). Returns: SQL of a double.
-#}
{% macro target_due(kind) -%}
    case
        when {{ kind }} = 'flow' then {{ target_to_date("targets.target", "months") }}
        when months.is_complete then targets.target
    end
{%- endmacro %}


{#-
    Whether a value meets its target: that of the whole month, or in a running month the
    target to date, which only what flows has. Reads target, target_to_date, better_when and
    is_complete.

    Arguments: value, SQL of a number.
    Returns: SQL of a text: met or missed, null where the value or the target is, or better
    is in_band.
-#}
{% macro target_status(value) -%}
    {%- set due = "case when is_complete then target else target_to_date end" -%}
    case
        when {{ value }} is null or {{ due }} is null or better_when = 'in_band' then null
        when better_when = 'lower' and {{ value }} > {{ due }} then 'missed'
        when better_when <> 'lower' and {{ value }} < {{ due }} then 'missed'
        else 'met'
    end
{%- endmacro %}


{#-
    Where a running month ends if its days to come are like those gone; null for what does
    not flow, for a complete month, and before its first business day. Reads value, kind,
    is_complete and the month's business days.
    Returns: SQL of a double.
-#}
{% macro projected_value() -%}
    case
        when kind = 'flow' and not is_complete
            then {{ rate("value * business_days_in_month", "business_days") }}
    end
{%- endmacro %}


{#-
    What each business day left of a running month must bring to meet the target; 0 where it
    is met, null for what does not flow or is better lower. Reads as projected_value().
    Returns: SQL of a double.
-#}
{% macro needed_per_business_day() -%}
    case
        when kind != 'flow' or is_complete or better_when = 'lower' then null
        when value >= target then 0
        else {{ rate("target - value", "business_days_in_month - business_days") }}
    end
{%- endmacro %}

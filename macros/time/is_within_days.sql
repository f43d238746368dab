{#-
    Whether a later timestamp is strictly before an earlier one plus some days of 24
    hours.
    Arguments: later, earlier, SQL of timestamps; days, a whole number.
    Returns: SQL of a boolean, null where either timestamp is null.
-#}
{% macro is_within_days(later, earlier, days) -%}
    {{ later }} < {{ dbt.dateadd("day", days, earlier) }}
{%- endmacro %}

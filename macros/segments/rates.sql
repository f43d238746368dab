{#-
    A quotient of two counts or amounts; null where the denominator is 0.
    Arguments: numerator, denominator, SQL of numbers. Returns: SQL of a double.
-#}
{% macro rate(numerator, denominator) -%}
    {{
        dbt_utils.safe_divide(
            "cast(" ~ numerator ~ " as " ~ double() ~ ")",
            "cast(" ~ denominator ~ " as " ~ double() ~ ")"
        )
    }}
{%- endmacro %}


{#-
    The rate of a month's cohort; null until the month is mature.
    Arguments: numerator, denominator, SQL of counts; is_mature, SQL of a boolean.
    Returns: SQL of a double.
-#}
{% macro mature_rate(numerator, denominator, is_mature="is_mature") -%}
    case when {{ is_mature }} then {{ rate(numerator, denominator) }} end
{%- endmacro %}


{#-
    A quotient from or by costs; null in a month in which the company has no row of
    marketing cost: a mean cost is not free where nothing is known. Reads
    has_marketing_cost.
    Arguments: numerator, denominator, SQL of numbers. Returns: SQL of a double.
-#}
{% macro rate_of_cost(numerator, denominator) -%}
    case when has_marketing_cost then {{ rate(numerator, denominator) }} end
{%- endmacro %}


{#-
    The change of a value against an earlier month's, as a share of that; null where
    either is missing, the earlier one is not above 0 or the month is not complete.
    Arguments: column, SQL of a number of a table of months and segments; keys, months, as
    in last_months.
    Returns: SQL of a double.
-#}
{% macro change_of(column, keys="segment_type, segment", months=1) -%}
    {%- set last = last_months(column, keys, months) -%}
    case when is_complete and {{ last }} > 0 then {{ rate(column ~ " - " ~ last, last) }} end
{%- endmacro %}


{#-
    The change of a rate or share against an earlier month's, in points: their
    difference; null where either is missing or the month is not complete.
    Arguments, returns: as change_of.
-#}
{% macro change_points_of(column, keys="segment_type, segment", months=1) -%}
    case when is_complete then {{ column }} - {{ last_months(column, keys, months) }} end
{%- endmacro %}


{#-
    What a number was some months before; null where the table does not reach so far back.
    Arguments: column, SQL of a number of a table of months and segments; keys, what makes
    a series of months of its rows (none: each row is a month); months, how many.
    Returns: SQL of its value.
-#}
{% macro last_months(column, keys="segment_type, segment", months=1) -%}
    lag({{ column }}, {{ months }}) over ({{ "partition by " ~ keys if keys }} order by month_start asc)
{%- endmacro %}


{#-
    A sum over the three months that end with a row's; null in the first two of the table's
    months.
    Arguments: column, SQL of a number of a table of months and segments; keys, as in
    last_months. Returns: SQL of a number.
-#}
{% macro three_month_sum(column, keys="segment_type, segment") -%}
    case
        when {{ last_months("month_start", keys, 2) }} is not null
            then sum({{ column }}) over (
                {{ "partition by " ~ keys if keys }} order by month_start asc
                rows between 2 preceding and current row
            )
    end
{%- endmacro %}


{#-
    A quotient of sums over the three months that end with a row's; null in the first two
    of the table's months, and where the denominator is 0.
    Arguments: numerator, denominator, SQL of numbers of a table of months and segments;
    keys, as in last_months; condition, what must hold in all three months, SQL of a boolean.
    Returns: SQL of a double.
-#}
{% macro three_month_rate(numerator, denominator, keys="segment_type, segment", condition=none) -%}
    {%- set quotient = rate(three_month_sum(numerator, keys), three_month_sum(denominator, keys)) -%}
    {%- if not condition -%}
    {{ quotient }}
    {%- else -%}
    case
        when {{ three_month_sum("case when " ~ condition ~ " then 0 else 1 end", keys) }} = 0
            then {{ quotient }}
    end
    {%- endif -%}
{%- endmacro %}


{#-
    How many rows meet a condition.
    Arguments: condition, SQL of a boolean. Returns: SQL of a whole number.
-#}
{% macro count_where(condition) -%}
    count(case when {{ condition }} then 1 end)
{%- endmacro %}


{#-
    The sum of an amount over the rows that meet a condition; 0 where none does.
    Arguments: condition, SQL of a boolean; amount, SQL of a double.
    Returns: SQL of a double.
-#}
{% macro sum_where(condition, amount) -%}
    cast(coalesce(sum(case when {{ condition }} then {{ amount }} end), 0) as {{ double() }})
{%- endmacro %}


{#-
    The earliest timestamp of the rows that meet a condition; null where none does.
    Arguments: condition, SQL of a boolean; timestamp, SQL of a timestamp.
    Returns: SQL of a timestamp.
-#}
{% macro first_where(condition, timestamp) -%}
    min(case when {{ condition }} then {{ timestamp }} end)
{%- endmacro %}

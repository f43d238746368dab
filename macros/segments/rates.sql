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
    Arguments: numerator, denominator, SQL of counts. Returns: SQL of a double.
-#}
{% macro mature_rate(numerator, denominator) -%}
    case when is_mature then {{ rate(numerator, denominator) }} end
{%- endmacro %}


{#-
    The change of a value against last month's, as a share of last month's; null where
    either is missing, last month's is 0 or the month is not complete.
    Arguments: column, SQL of a number of a table of months and segments; keys, as in
    last_months.
    Returns: SQL of a double.
-#}
{% macro change_of(column, keys="segment_type, segment") -%}
    {%- set last = last_months(column, keys) -%}
    case when is_complete then {{ rate(column ~ " - " ~ last, last) }} end
{%- endmacro %}


{#-
    What a number was in the month before; null in the first month of
    int_months_counted.
    Arguments: column, SQL of a number of a table of months and segments; keys, what makes
    a series of months of its rows (none: each row is a month). Returns: SQL of its value.
-#}
{% macro last_months(column, keys="segment_type, segment") -%}
    lag({{ column }}) over ({{ "partition by " ~ keys if keys }} order by month_start asc)
{%- endmacro %}


{#-
    A quotient of sums over the three months that end with a row's; null in the first two
    of int_months_counted, and where the denominator is 0.
    Arguments: numerator, denominator, SQL of numbers of a table of months and segments;
    keys, as in last_months. Returns: SQL of a double.
-#}
{% macro three_month_rate(numerator, denominator, keys="segment_type, segment") -%}
    {%- set series = ("partition by " ~ keys if keys else "") ~ " order by month_start asc" -%}
    {%- set three_months = "over (" ~ series ~ " rows between 2 preceding and current row)" -%}
    case
        when lag(month_start, 2) over ({{ series }}) is not null
            then {{
                rate(
                    "sum(" ~ numerator ~ ") " ~ three_months,
                    "sum(" ~ denominator ~ ") " ~ three_months
                )
            }}
    end
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

{#-
    Where a value lies against its benchmark: below, within (both ends included) or above;
    null where there is no value or no benchmark, or the benchmark has no width: it is a
    reference then. An end that is null is open.

    Arguments: value, SQL of a number; reads benchmark_low and benchmark_high.
    Returns: SQL of a text.
-#}
{% macro benchmark_status(value) -%}
    case
        when benchmark_low = benchmark_high then null
        when {{ value }} < benchmark_low then 'below'
        when {{ value }} > benchmark_high then 'above'
        when {{ value }} is not null and coalesce(benchmark_low, benchmark_high) is not null then 'within'
    end
{%- endmacro %}

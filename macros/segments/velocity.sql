{#-
    The velocity: money that flows out of the pipeline in a day. Reads pipeline_sqls and the
    three factors win_rate, average_deal_size and average_sales_cycle_days.
    Arguments: suffix, of the names of the factors. Returns: SQL of a double.
-#}
{% macro velocity(suffix="") -%}
    pipeline_sqls * win_rate{{ suffix }}
    * {{ rate("average_deal_size" ~ suffix, "average_sales_cycle_days" ~ suffix) }}
{%- endmacro %}

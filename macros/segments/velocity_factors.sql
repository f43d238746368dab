{#-
    The three factors of the velocity that are quotients: win rate, average deal size and
    average sales cycle in days.

    Arguments: summed_by, the name of a macro that sums a column over several months (none:
    the month by itself); suffix, of the names of the columns.
    Returns: three columns, without a comma at the end.
-#}
{% macro velocity_factors(summed_by=none, suffix="") -%}
    {%- set quotients = {
        "win_rate": ("won_deals", "won_deals + lost_deals"),
        "average_deal_size": ("won_amount", "won_deals_with_amount"),
        "average_sales_cycle_days": ("won_cycle_days", "won_deals_with_cycle"),
    } -%}
    {%- for name, parts in quotients.items() -%}
    {%- if summed_by -%}
    {{ rate(context[summed_by](parts[0]), context[summed_by](parts[1])) }} as {{ name ~ suffix }}
    {%- else -%}
    {{ rate(parts[0], parts[1]) }} as {{ name }}
    {%- endif -%}
    {{ "," if not loop.last }}
    {% endfor %}
{%- endmacro %}


{#-
    The velocity: money that flows out of the pipeline in a day, from velocity_factors().
    Arguments: suffix, as there. Returns: SQL of a double.
-#}
{% macro velocity(suffix="") -%}
    pipeline_sqls * win_rate{{ suffix }}
    * {{ rate("average_deal_size" ~ suffix, "average_sales_cycle_days" ~ suffix) }}
{%- endmacro %}

{#-
    The condition to join stg_exchange_rates (as exchange_rates) on: at most one of its
    rows applies. An empty currency is the reporting currency.
    Arguments: currency, SQL of a text; month, SQL of a date, the first of its month.
    Returns: SQL of a boolean.
-#}
{% macro rate_applies(currency, month) -%}
    exchange_rates.currency_key = {{ lookup_key("coalesce(" ~ currency ~ ", '" ~ var("reporting_currency") ~ "')") }}
    and exchange_rates.valid_from <= {{ month }}
    and (exchange_rates.valid_before > {{ month }} or exchange_rates.valid_before is null)
{%- endmacro %}


{#-
    Whether the rate that applies is of an earlier month.
    Arguments: month, SQL of a date, the first of its month. Returns: SQL of a boolean.
-#}
{% macro rate_is_stale(month) -%}
    coalesce(
        exchange_rates.valid_from < {{ month }}
        and not exchange_rates.is_reporting_currency,
        false
    )
{%- endmacro %}

{#-
    A timestamp plus some days, months or minutes. It overrides dbt-spark's macro, which
    drops fractions of a second.
    Arguments: datepart; interval, SQL of a whole number; from_date_or_timestamp, SQL.
    Returns: SQL of a timestamp.
-#}
{% macro spark__dateadd(datepart, interval, from_date_or_timestamp) -%}
    timestampadd({{ datepart }}, cast({{ interval }} as int), {{ from_date_or_timestamp }})
{%- endmacro %}


{#-
    The same for BigQuery, where dbt's own macro returns a datetime without a zone.
    Arguments: as above. Returns: SQL of a timestamp.
-#}
{% macro bigquery__dateadd(datepart, interval, from_date_or_timestamp) -%}
    cast(
        datetime_add(
            cast({{ from_date_or_timestamp }} as datetime), interval {{ interval }} {{ datepart }}
        ) as timestamp
    )
{%- endmacro %}

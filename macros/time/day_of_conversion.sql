{#-
    The day of a conversion, counted from the day of what is converted in whole days of 24
    hours. A window of so many days between the two days then ends at the very hour at
    which it began, as is_within_days() has it, whatever the time zone.

    Arguments: day, SQL of the date of the earlier timestamp; earlier, later, SQL of
    timestamps. Returns: SQL of a date, null where a timestamp is null or later is the earlier.
-#}
{% macro day_of_conversion(day, earlier, later) -%}
    cast(
        case
            when {{ later }} >= {{ earlier }} then {{
                dbt.dateadd(
                    "day", "cast(floor(" ~ days_between(earlier, later) ~ ") as integer)", day
                )
            }}
        end as date
    )
{%- endmacro %}

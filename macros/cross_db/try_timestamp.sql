{#-
    A text as a timestamp in UTC; null if it is none.

    The whole text is checked first, so that no cast can fail on any engine: a date, or
    a date and a time with `T` or a blank between, fractions of a second or none (cut to
    microseconds), and no offset (UTC), `Z`, `±hh`, `±hhmm` or `±hh:mm`. A date alone is
    the start of that day in reporting_timezone. Anything before 1990 is null.

    Arguments: text, SQL of a trimmed text. Returns: SQL of a timestamp in UTC.
-#}
{% macro try_timestamp(text) -%}
    {{ return(adapter.dispatch("try_timestamp", "beyond_mql")(text)) }}
{%- endmacro %}

{% macro default__try_timestamp(text) -%}
    {%- set clock = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?" -%}
    {%- set offset = "(Z|[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?" -%}
    {%- set shape = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([T ]" ~ clock ~ offset ~ ")?$" -%}
    {%- set first_timestamp = "cast('1990-01-01' as timestamp)" -%}
    case
        when
            {{ matches(text, shape) }}
            {#- One year of slack: the offset may carry a timestamp of 1989 into 1990. #}
            and substr({{ text }}, 1, 4) >= '1989'
            and {{ is_day_of_month(text) }}
            and {{ known_timestamp(text) }} >= {{ first_timestamp }}
            then {{ known_timestamp(text) }}
    end
{%- endmacro %}

{#- The common form, in UTC, costs one match and one cast; others take longer. -#}
{% macro duckdb__try_timestamp(text) -%}
    {%- set usual = "^[0-9]{4}-(0[1-9]|1[0-2])-([0-2][0-9]|3[01])[T ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,6})?Z?$" -%}
    case
        when {{ text }} >= '1990' and {{ matches(text, usual) }}
            then try_cast({{ text }} as timestamp)
        else {{ default__try_timestamp(text) }}
    end
{%- endmacro %}


{#-
    Whether the month of a date has its day: no 31 April, no 29 February 2025.
    Arguments: text, SQL of a text that starts as yyyy-mm-dd. Returns: SQL of a boolean.
-#}
{% macro is_day_of_month(text) -%}
    {%- set leap_year = "^([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)" -%}
    (
        substr({{ text }}, 9, 2) <= '28'
        or substr({{ text }}, 6, 2) in ('01', '03', '05', '07', '08', '10', '12')
        or (substr({{ text }}, 6, 2) <> '02' and substr({{ text }}, 9, 2) <= '30')
        or (substr({{ text }}, 9, 2) = '29' and {{ matches(text, leap_year) }})
    )
{%- endmacro %}


{#-
    The timestamp of a text that try_timestamp has found valid.
    Arguments: text, SQL of a text. Returns: SQL of a timestamp in UTC.
-#}
{% macro known_timestamp(text) -%}
    {%- set clock = "substr(" ~ text ~ ", 12)" -%}
    {%- set offset = "replace(regexp_replace(" ~ clock ~ ", '^[0-9:.]+', ''), ':', '')" -%}
    {%- set time = "regexp_replace(" ~ clock ~ ", '[Z+-].*$', '')" -%}
    {#- BigQuery wants seconds. -#}
    {%- set seconds = "coalesce(nullif(substr(" ~ time ~ ", 6, 10), ''), ':00')" -%}
    {%- set naive = "cast(substr(" ~ text ~ ", 1, 10) || ' ' || substr(" ~ time ~ ", 1, 5) || " ~ seconds ~ " as timestamp)" -%}
    {%- set minutes -%}
        (
            case when substr({{ offset }}, 1, 1) = '-' then 1 else -1 end * (
                60 * cast(substr({{ offset }}, 2, 2) as integer)
                + cast(substr({{ offset }} || '00', 4, 2) as integer)
            )
        )
    {%- endset -%}
    case
        when length({{ text }}) = 10 then {{ utc_timestamp("cast(" ~ text ~ " as timestamp)") }}
        when {{ matches(clock, "[+-]") }} then {{ dbt.dateadd("minute", minutes, naive) }}
        else {{ naive }}
    end
{%- endmacro %}

{#-
    A text as a timestamp in UTC; null if it is none.

    The whole text is checked first, so that no cast can fail on any engine: a date, or
    a date and a time with `T` or a blank between, an hour of one digit or two, fractions
    of a second or none (cut to microseconds). After it, with or without a blank, stands
    nothing (a time of input_timezone), `Z`, `UTC`, `GMT`, `±hh`, `±hhmm` or `±hh:mm`;
    ` UTC` after an offset is ignored. A date alone is the start of that day in
    reporting_timezone. Anything before 1990 is null.

    Arguments: text, SQL of a trimmed text; zone, input_timezone unless given.
    Returns: SQL of a timestamp in UTC.
-#}
{% macro try_timestamp(text, zone=none) -%}
    {{ return(adapter.dispatch("try_timestamp", "beyond_mql")(text, zone or var("input_timezone"))) }}
{%- endmacro %}

{% macro default__try_timestamp(text, zone) -%}
    {%- set clock = "([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?" -%}
    {%- set offset = "( ?(Z|UTC|GMT|[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?( UTC)?))?" -%}
    {%- set shape = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([T ]" ~ clock ~ offset ~ ")?$" -%}
    {%- set first_timestamp = "cast('1990-01-01' as timestamp)" -%}
    case
        when
            {{ matches(text, shape) }}
            {#- One year of slack: the offset may carry a timestamp of 1989 into 1990. #}
            and substr({{ text }}, 1, 4) >= '1989'
            and {{ is_day_of_month(text) }}
            and {{ known_timestamp(text, zone) }} >= {{ first_timestamp }}
            then {{ known_timestamp(text, zone) }}
    end
{%- endmacro %}

{#- The common forms, in UTC, cost one match and one cast; others take longer. -#}
{% macro duckdb__try_timestamp(text, zone) -%}
    {%- set offset = "(Z| UTC)" ~ ("?" if zone == "UTC") -%}
    {%- set usual = "^[0-9]{4}-(0[1-9]|1[0-2])-([0-2][0-9]|3[01])[T ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,6})?" ~ offset ~ "$" -%}
    case
        when {{ text }} >= '1990' and {{ matches(text, usual) }}
            then try_cast({{ text }} as timestamp)
        else {{ default__try_timestamp(text, zone) }}
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
    Arguments: text, SQL of a text; zone, of a time that names none.
    Returns: SQL of a timestamp in UTC.
-#}
{% macro known_timestamp(text, zone) -%}
    {%- set clock = "substr(" ~ text ~ ", 12)" -%}
    {%- set offset = replace_all(clock, "^[0-9:.]+|[A-Z: ]", "") -%}
    {%- set time = "regexp_replace(" ~ clock ~ ", '[ ZUG+-].*$', '')" -%}
    {%- set hour = "substr('0' || " ~ time ~ ", case when substr(" ~ time ~ ", 2, 1) = ':' then 1 else 2 end, 2)" -%}
    {%- set rest = "substr(" ~ time ~ ", case when substr(" ~ time ~ ", 2, 1) = ':' then 2 else 3 end, 13)" -%}
    {#- BigQuery wants seconds. -#}
    {%- set seconds = "case when length(" ~ rest ~ ") = 3 then ':00' else '' end" -%}
    {%- set naive = "cast(substr(" ~ text ~ ", 1, 10) || ' ' || " ~ hour ~ " || " ~ rest ~ " || " ~ seconds ~ " as timestamp)" -%}
    {%- set minutes -%}
        (
            case when substr({{ offset }}, 1, 1) = '-' then 1 else -1 end * (
                60 * cast(substr({{ offset }}, 2, 2) as integer)
                + cast(substr({{ offset }} || '00', 4, 2) as integer)
            )
        )
    {%- endset -%}
    case
        when length({{ text }}) = 10 then {{ start_of_day("cast(" ~ text ~ " as date)") }}
        when {{ matches(clock, "[+-]") }} then {{ dbt.dateadd("minute", minutes, naive) }}
        {%- if zone != "UTC" %}
        when not {{ matches(clock, "[A-Z]") }} then {{ utc_timestamp(naive, zone) }}
        {%- endif %}
        else {{ naive }}
    end
{%- endmacro %}

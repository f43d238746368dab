{#-
    The lower end of the 95% Wilson interval of a rate of counts.
    Arguments: successes, trials, SQL of counts. Returns: SQL of a double between 0 and 1,
    null where there is no trial or the successes are no part of the trials.
-#}
{% macro wilson_low(successes, trials) -%}
    {{ wilson_end(successes, trials, "-") }}
{%- endmacro %}


{#-
    The upper end of the 95% Wilson interval of a rate of counts.
    Arguments, returns: as wilson_low.
-#}
{% macro wilson_high(successes, trials) -%}
    {{ wilson_end(successes, trials, "+") }}
{%- endmacro %}


{#-
    One end of the interval, with z = 1.96:
    (s + z²/2 ± z √(s (n − s) / n + z²/4)) / (n + z²) for s successes of n trials.

    Arguments: successes, trials, as above; sign, - for the lower end, + for the upper.
    Returns: as above.
-#}
{% macro wilson_end(successes, trials, sign) -%}
    {%- set z = 1.96 -%}
    {%- set s = "cast(" ~ successes ~ " as " ~ double() ~ ")" -%}
    {%- set n = "cast(" ~ trials ~ " as " ~ double() ~ ")" -%}
    case
        {#- Rounding must not carry an end out of the bounds. #}
        when {{ successes }} = {{ "0" if sign == "-" else trials }} and {{ trials }} > 0
            then {{ "0" if sign == "-" else "1" }}
        when {{ trials }} > 0 and {{ successes }} between 0 and {{ trials }}
            then (
                {{ s }} + {{ z * z / 2 }}
                {{ sign }} {{ z }} * sqrt({{ s }} * ({{ n }} - {{ s }}) / {{ n }} + {{ z * z / 4 }})
            ) / ({{ n }} + {{ z * z }})
    end
{%- endmacro %}

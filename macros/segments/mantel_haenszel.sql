{#-
    The lift of a first group over a second one (the ratio of their rates, minus 1), pooled
    over strata after Mantel and Haenszel, or an end of its 95% limits after Greenland and
    Robins. A stratum in which one group is empty adds nothing.

    Arguments: successes, trials, of the first group in each stratum; other_successes,
    other_trials, of the second; SQL of counts; z, 0 for the lift, -1.96 for the lower end,
    1.96 for the upper.
    Returns: SQL of a double, an aggregate; null where either side of the ratio is 0.
-#}
{% macro pooled_lift(successes, trials, other_successes, other_trials, z=0) -%}
    {%- set a, n = "cast(" ~ successes ~ " as " ~ double() ~ ")", "cast(" ~ trials ~ " as " ~ double() ~ ")" -%}
    {%- set b, m = "cast(" ~ other_successes ~ " as " ~ double() ~ ")", "cast(" ~ other_trials ~ " as " ~ double() ~ ")" -%}
    {%- set first = "sum(" ~ a ~ " * " ~ m ~ " / (" ~ n ~ " + " ~ m ~ "))" -%}
    {%- set second = "sum(" ~ b ~ " * " ~ n ~ " / (" ~ n ~ " + " ~ m ~ "))" -%}
    case
        when {{ first }} > 0 and {{ second }} > 0
            then {{ first }} / {{ second }}
                {%- if z %}
                {#- Equal to n m (a + b) − a b (n + m), but no rounding makes it negative. #}
                * exp({{ z }} * sqrt(
                    sum(
                        ({{ a }} * {{ n }} * ({{ m }} - {{ b }}) + {{ b }} * {{ m }} * ({{ n }} - {{ a }}))
                        / (({{ n }} + {{ m }}) * ({{ n }} + {{ m }}))
                    ) / ({{ first }} * {{ second }})
                ))
                {%- endif %} - 1
    end
{%- endmacro %}

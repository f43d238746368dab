{#-
    The fewest rows that are usual in a period: the usual number divided by
    drift_volume_factor, or fewer where chance may take more than that.
    Arguments: usual, SQL of a double. Returns: SQL of a double, null where usual is.
-#}
{% macro lowest_usual(usual) -%}
    case
        when {{ usual }} is not null
            then greatest(
                least({{ usual }} / {{ var("drift_volume_factor") }}, {{ usual }} - {{ chance(usual) }}),
                0
            )
    end
{%- endmacro %}


{#-
    The most rows that are usual in a period: drift_volume_factor times the usual number,
    or more where chance may add more than that, or where as many came before: costs may be
    booked once a month.
    Arguments: usual, greatest, SQL of doubles: the median and the greatest number of the
    periods before. Returns: SQL of a double, null where usual is.
-#}
{% macro highest_usual(usual, greatest) -%}
    case
        when {{ usual }} is not null
            then greatest(
                {{ usual }} * {{ var("drift_volume_factor") }}, {{ usual }} + {{ chance(usual) }}, {{ greatest }}
            )
    end
{%- endmacro %}


{#-
    The greatest share that is usual: the usual one and drift_share_rise, or more where
    chance may add more to so few rows.
    Arguments: usual, SQL of a double; rows_seen, SQL of a whole number above 0.
    Returns: SQL of a double, null where usual is.
-#}
{% macro highest_usual_share(usual, rows_seen) -%}
    case
        when {{ usual }} is not null
            then {{ usual }} + greatest(
                {{ var("drift_share_rise") }},
                {{ chance(usual ~ " * " ~ rows_seen) }} / {{ rows_seen }}
            )
    end
{%- endmacro %}


{#-
    What chance does to a count of rows, nearly always: three times its root, and three
    rows where none is expected.
    Arguments: expected, SQL of a double. Returns: SQL of a double.
-#}
{% macro chance(expected) -%}
    3 * sqrt(greatest({{ expected }}, 1))
{%- endmacro %}

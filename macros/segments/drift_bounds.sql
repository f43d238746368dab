{#-
    The fewest rows that are usual in a period: the usual number divided by
    drift_volume_factor, or fewer where chance may take more than that.
    Arguments: usual, SQL of a double. Returns: SQL of a double, null where usual is.
-#}
{% macro lower_bound(usual) -%}
    case
        when {{ usual }} is not null
            then greatest(
                least({{ usual }} / {{ var("drift_volume_factor") }}, {{ usual }} - {{ noise(usual) }}),
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
{% macro upper_bound(usual, greatest) -%}
    case
        when {{ usual }} is not null
            then greatest(
                {{ usual }} * {{ var("drift_volume_factor") }}, {{ usual }} + {{ noise(usual) }}, {{ greatest }}
            )
    end
{%- endmacro %}


{#-
    The greatest share that is usual: the usual one and drift_share_rise, or more where
    chance may add more to so few rows.
    Arguments: usual, SQL of a double; rows_seen, SQL of a whole number above 0.
    Returns: SQL of a double, null where usual is.
-#}
{% macro upper_bound_of_share(usual, rows_seen) -%}
    case
        when {{ usual }} is not null
            then {{ usual }} + greatest(
                {{ var("drift_share_rise") }},
                {{ noise(usual ~ " * " ~ rows_seen) }} / {{ rows_seen }}
            )
    end
{%- endmacro %}


{#-
    The greatest share of rows without a date that is usual: drift_undated_share, or what
    three rows are. A table younger than drift_weeks has none; but where no row has a date,
    nobody knows how young it is. Reads undated_shares and report_date.
    Returns: SQL of a double.
-#}
{% macro upper_bound_of_undated_share() -%}
    case
        when
            undated_shares.first_event_date is null
            or {{ period_age("undated_shares.first_event_date") }} >= {{ var("drift_weeks") }}
            then greatest({{ var("drift_undated_share") }}, 3.0 / undated_shares.rows_seen)
    end
{%- endmacro %}


{#-
    What chance does to a count of rows, nearly always: three times its root, and three
    rows where none is expected.
    Arguments: expected, SQL of a double. Returns: SQL of a double.
-#}
{% macro noise(expected) -%}
    3 * sqrt(greatest({{ expected }}, 1))
{%- endmacro %}

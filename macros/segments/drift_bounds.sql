{#-
    The lower bound of a period's row count: the baseline divided by
    drift_volume_factor, or less if noise is larger than that.
    Arguments: baseline, SQL of a double. Returns: SQL of a double, null where baseline is.
-#}
{% macro lower_bound(baseline) -%}
    case
        when {{ baseline }} is not null
            then greatest(
                least({{ baseline }} / {{ var("drift_volume_factor") }}, {{ baseline }} - {{ noise(baseline) }}),
                0
            )
    end
{%- endmacro %}


{#-
    The upper bound of a period's row count: drift_volume_factor times the baseline, or
    more if noise is larger than that, or if an earlier period had as many: costs may be
    booked once a month.
    Arguments: baseline, greatest, SQL of doubles: the median and the greatest number of the
    periods before. Returns: SQL of a double, null where baseline is.
-#}
{% macro upper_bound(baseline, greatest) -%}
    case
        when {{ baseline }} is not null
            then greatest(
                {{ baseline }} * {{ var("drift_volume_factor") }}, {{ baseline }} + {{ noise(baseline) }}, {{ greatest }}
            )
    end
{%- endmacro %}


{#-
    The upper bound of a share: the baseline plus drift_share_rise, or more if noise is
    larger with so few rows.
    Arguments: baseline, SQL of a double; rows_seen, SQL of a whole number above 0.
    Returns: SQL of a double, null where baseline is.
-#}
{% macro upper_bound_of_share(baseline, rows_seen) -%}
    case
        when {{ baseline }} is not null
            then {{ baseline }} + greatest(
                {{ var("drift_share_rise") }},
                {{ noise(baseline ~ " * " ~ rows_seen) }} / {{ rows_seen }}
            )
    end
{%- endmacro %}


{#-
    The upper bound of the share of rows without a date: drift_undated_share, or the
    share of three rows. A table younger than drift_weeks has none, unless no row has a
    date and its age is unknown. Reads undated_shares and report_date.
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
    The noise in a count of rows: three times its root, and three rows where none is
    expected.
    Arguments: expected, SQL of a double. Returns: SQL of a double.
-#}
{% macro noise(expected) -%}
    3 * sqrt(greatest({{ expected }}, 1))
{%- endmacro %}

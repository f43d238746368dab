{#-
    The channel of a row: the one that it names (`unknown` if the seed does not know
    it), else that of its utm values, else a default.

    Arguments: rows, the alias of the rows, joined to utm_channels by on_utm_values;
    named_channel, SQL of the channel that a row names; known_channel, SQL of the same as
    stg_channels spells it, null where it does not know it; default, SQL of a channel for
    rows that name nothing.
    Returns: SQL of a text.
-#}
{% macro resolved_channel(rows, named_channel, known_channel, default) -%}
    case
        when {{ named_channel }} is not null then coalesce({{ known_channel }}, 'unknown')
        else {{ channel_by_utm_values(rows, default) }}
    end
{%- endmacro %}


{#-
    The channel that channel_rules makes of a row's utm values. Reads utm_channels
    (int_utm_channels), joined by on_utm_values.

    Arguments: rows, the alias of the rows; default, SQL of a channel for rows without utm
    values.
    Returns: SQL of a text.
-#}
{% macro channel_by_utm_values(rows, default) -%}
    case
        when {{ rows }}.utm_source is null and {{ rows }}.utm_medium is null
            then {{ default }}
        else coalesce(utm_channels.channel, 'unknown')
    end
{%- endmacro %}


{#-
    The condition to join int_utm_channels (as utm_channels) on.
    Arguments: rows, the alias of the rows. Returns: SQL of a boolean.
-#}
{% macro on_utm_values(rows) -%}
    coalesce(lower({{ rows }}.utm_source), '') = utm_channels.utm_source_key
    and coalesce(lower({{ rows }}.utm_medium), '') = utm_channels.utm_medium_key
{%- endmacro %}

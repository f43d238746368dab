{#-
    The channel of a row: the one that it names (unknown if the seed has none such), else
    what channel_rules makes of its utm values, else a default. Reads named_channels
    (stg_channels) and utm_channels (int_utm_channels), joined by on_named_channel and
    on_utm_values.

    Arguments: rows, the alias of the rows; default, SQL of a channel for rows that name
    neither.
    Returns: SQL of a text.
-#}
{% macro resolved_channel(rows, default) -%}
    case
        when {{ rows }}.named_channel is not null
            then coalesce(named_channels.channel, 'unknown')
        when {{ rows }}.utm_source is null and {{ rows }}.utm_medium is null
            then {{ default }}
        else coalesce(utm_channels.channel, 'unknown')
    end
{%- endmacro %}


{#-
    The condition to join stg_channels (as named_channels) on.
    Arguments: rows, the alias of the rows. Returns: SQL of a boolean.
-#}
{% macro on_named_channel(rows) -%}
    lower({{ rows }}.named_channel) = named_channels.channel_key
{%- endmacro %}


{#-
    The condition to join int_utm_channels (as utm_channels) on.
    Arguments: rows, the alias of the rows. Returns: SQL of a boolean.
-#}
{% macro on_utm_values(rows) -%}
    coalesce(lower({{ rows }}.utm_source), '') = utm_channels.utm_source_key
    and coalesce(lower({{ rows }}.utm_medium), '') = utm_channels.utm_medium_key
{%- endmacro %}

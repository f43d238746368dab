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
    The channel that channel_rules makes of a row's utm values; a payment page's are none.
    Reads utm_channels
    (int_utm_channels), joined by on_utm_values.

    Arguments: rows, the alias of the rows; default, SQL of a channel for rows without utm
    values.
    Returns: SQL of a text.
-#}
{% macro channel_by_utm_values(rows, default) -%}
    case
        when {{ rows }}.utm_source is null and {{ rows }}.utm_medium is null
            then {{ default }}
        when utm_channels.is_payment then {{ default }}
        else coalesce(utm_channels.channel, 'unknown')
    end
{%- endmacro %}


{#-
    The campaign of a row; none where its source is a payment page. Reads utm_channels
    (int_utm_channels), joined by on_utm_values.
    Arguments: campaign, SQL of the campaign that the row names. Returns: SQL of a text.
-#}
{% macro campaign_by_utm_values(campaign) -%}
    case when not coalesce(utm_channels.is_payment, false) then {{ campaign }} end
{%- endmacro %}


{#-
    Whether utm values meet a rule of channel_rules: what a rule leaves open matches
    anything, what a row lacks matches nothing else.
    Arguments: pairs, rules, the aliases of utm values, with the category of their source,
    and of typed rules. Returns: SQL of a boolean.
-#}
{% macro meets_channel_rule(pairs, rules) -%}
    {%- for pattern in ["utm_source", "utm_medium"] %}
    (
        {{ rules }}.{{ pattern }}_pattern is null
        or nullif({{ pairs }}.{{ pattern }}_key, '') like {{ rules }}.{{ pattern }}_pattern
    ) and
    {%- endfor %}
    (
        {{ rules }}.source_category is null
        or {{ pairs }}.category = {{ rules }}.source_category
    )
{%- endmacro %}


{#-
    The condition to join int_utm_channels (as utm_channels) on.
    Arguments: rows, the alias of the rows. Returns: SQL of a boolean.
-#}
{% macro on_utm_values(rows) -%}
    coalesce(lower({{ rows }}.utm_source), '') = utm_channels.utm_source_key
    and coalesce(lower({{ rows }}.utm_medium), '') = utm_channels.utm_medium_key
{%- endmacro %}

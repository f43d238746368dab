{#-
    The utm values of a row of which no rule makes a channel, as fct_unmapped_values shows
    them. Reads utm_channels (int_utm_channels), joined by on_utm_values.
    Arguments: rows, the alias of the rows; names_channel, whether they have a channel of
    their own, which goes first.
    Returns: SQL of a text: `source / medium`, `(none)` for an empty one; null where a rule
    knows them or there are none.
-#}
{% macro unmapped_utm_values(rows, names_channel=true) -%}
    case
        when
            {% if names_channel %}{{ rows }}.channel is null
            and {% endif %}coalesce({{ rows }}.utm_source, {{ rows }}.utm_medium) is not null
            and coalesce(utm_channels.channel, 'unknown') = 'unknown'
            and not coalesce(utm_channels.is_payment, false)
            then
                coalesce({{ lookup_key(rows ~ '.utm_source') }}, '(none)')
                || ' / ' || coalesce({{ lookup_key(rows ~ '.utm_medium') }}, '(none)')
    end
{%- endmacro %}

{#-
    Whether a source holds a medium, too, as in `google / cpc`: one slash with blanks on
    both sides, and a medium of its own that says nothing or the same.
    Arguments: utm_source, utm_medium, SQL of trimmed texts. Returns: SQL of a boolean,
    null for a null source.
-#}
{% macro is_utm_pair(utm_source, utm_medium) -%}
    {#- Asked first: few sources have a slash. -#}
    (
        {{ dbt.position("' / '", utm_source) }} > 0
        and not {{ matches(utm_source, " / (.* )?/ ") }}
        and (
            {{ utm_medium }} is null
            or {{ means_nothing(utm_medium, ["(direct)"]) }}
            or {{ lookup_key(utm_medium) }}
            = {{ lookup_key(part_of_utm_pair(utm_source, 2)) }}
        )
    )
{%- endmacro %}


{#-
    A part of a source that is_utm_pair().
    Arguments: utm_source, SQL of a text; number, 1 (the source) or 2 (the medium).
    Returns: SQL of a text.
-#}
{% macro part_of_utm_pair(utm_source, number) -%}
    {{ without_outer_blanks(part_of_text(utm_source, " / ", number)) }}
{%- endmacro %}

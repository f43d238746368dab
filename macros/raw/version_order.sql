{#-
    The order in which the versions of a lead or a deal count, the one that counts first:
    a deletion without updated_at; then the latest updated_at within the report, null
    being earliest of all; then, if there is none, the earliest of the later ones. Ties
    go to the greatest row by all its other values.

    Arguments: table, leads or deals. Returns: SQL to put into `order by`; it reads the
    columns is_deleted_flag, updated_at_utc and report_end_at.
-#}
{% macro version_order(table) -%}
    case
        when updated_at_utc is null and is_deleted_flag then 1
        when updated_at_utc < report_end_at then 2
        when updated_at_utc is null then 3
        else 4
    end asc,
    case when updated_at_utc < report_end_at then updated_at_utc end desc,
    updated_at_utc asc,
    {{ in_canonical_order(table, direction="desc", leading=["updated_at"]) }}
{%- endmacro %}

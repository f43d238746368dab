{#-
    What becomes of a raw row, in the contract's order. Reads rejected_for and is_later.
    Arguments: is_duplicate, SQL of a boolean: another row counts instead; is_deleted, SQL
    of a boolean, for tables that have deletions.
    Returns: SQL of a text: rejected, not_yet, duplicate, deleted or accepted.
-#}
{% macro verdict(is_duplicate, is_deleted=none) -%}
    case
        when rejected_for is not null then 'rejected'
        when is_later then 'not_yet'
        when {{ is_duplicate }} then 'duplicate'
        {%- if is_deleted %}
        when {{ is_deleted }} then 'deleted'
        {%- endif %}
        else 'accepted'
    end
{%- endmacro %}

{#-
    The status of a raw row, in the contract's order. Reads rejected_for.
    Arguments: SQL of booleans. is_duplicate, another row counts instead; is_deleted, for
    tables that have deletions; is_later, the report ends before the row.
    Returns: SQL of a text: rejected, not_yet, duplicate, deleted or accepted.
-#}
{% macro row_status(is_duplicate, is_deleted=none, is_later="is_later") -%}
    case
        when rejected_for is not null then 'rejected'
        when {{ is_later }} then 'not_yet'
        when {{ is_duplicate }} then 'duplicate'
        {%- if is_deleted %}
        when {{ is_deleted }} then 'deleted'
        {%- endif %}
        else 'accepted'
    end
{%- endmacro %}

{#- Fails for every value outside the bounds, which are numbers or SQL. A null passes. -#}
{% test accepted_range(
    model, column_name, min_value=none, max_value=none, inclusive=true
) %}
    {%- if min_value is none and max_value is none -%}
        {{ exceptions.raise_compiler_error(
            "accepted_range needs a min_value, a max_value, or both."
        ) }}
    {%- endif -%}
    {%- set equal = "=" if inclusive else "" -%}
    {%- set bounds = [] -%}
    {%- if min_value is not none -%}
        {%- do bounds.append(column_name ~ " >" ~ equal ~ " " ~ min_value) -%}
    {%- endif -%}
    {%- if max_value is not none -%}
        {%- do bounds.append(column_name ~ " <" ~ equal ~ " " ~ max_value) -%}
    {%- endif %}
    select *
    from {{ model }}
    where not ({{ bounds | join(") or not (") }})
{% endtest %}

{#- The md5 of the given fields, as text, joined by hyphens. A null counts as a text of
    its own, so that (null, 'a') and ('', 'a') are different keys. -#}
{%- macro generate_surrogate_key(field_list) -%}
    {%- if var('surrogate_key_treat_nulls_as_empty_strings', false) -%}
        {%- set null_text = "" -%}
    {%- else -%}
        {%- set null_text = "_dbt_utils_surrogate_key_null_" -%}
    {%- endif -%}
    {%- set texts = [] -%}
    {%- for field in field_list -%}
        {%- if not loop.first -%}{%- do texts.append("'-'") -%}{%- endif -%}
        {%- do texts.append(
            "coalesce(cast(" ~ field ~ " as " ~ dbt.type_string() ~ "), '" ~ null_text ~ "')"
        ) -%}
    {%- endfor -%}
    {{ dbt.hash(dbt.concat(texts)) }}
{%- endmacro -%}

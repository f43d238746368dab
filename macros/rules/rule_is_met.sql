{#-
    Whether an attribute of a lead meets a rule of fit_rules or exclusions, read from the
    columns operator, rule_value, low_value and high_value of stg_lead_rules.
    Arguments: attribute, SQL of a text. Returns: SQL of a boolean; a null attribute meets
    no rule.
-#}
{% macro rule_is_met(attribute) -%}
    {%- set lower_attribute = "lower(" ~ attribute ~ ")" -%}
    coalesce(
        case operator
            when 'equals' then {{ lower_attribute }} = rule_value
            when 'contains' then {{ dbt.position("rule_value", lower_attribute) }} > 0
            when 'in'
                then
                    {{ dbt.position("'|' || " ~ lower_attribute ~ " || '|'", "rule_value") }} > 0
                    and {{ dbt.position("'|'", attribute) }} = 0
            when 'between'
                then
                    {{ try_number(attribute) }} >= low_value
                    and {{ try_number(attribute) }} <= high_value
        end,
        false
    )
{%- endmacro %}

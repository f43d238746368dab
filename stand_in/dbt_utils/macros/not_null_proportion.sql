{#- Fails where the share of values that are not null is outside [at_least, at_most]. -#}
{% test not_null_proportion(
    model, column_name, at_least, at_most=1.0, group_by_columns=[]
) %}
    {%- set groups = (group_by_columns | join(", ")) ~ "," if group_by_columns else "" %}
    with shares as (
        select
            {{ groups }}
            sum(case when {{ column_name }} is null then 0.0 else 1.0 end)
            / count(*) as not_null_proportion
        from {{ model }}
        {{ "group by " ~ group_by_columns | join(", ") if group_by_columns }}
    )
    select *
    from shares
    where not_null_proportion < {{ at_least }} or not_null_proportion > {{ at_most }}
{% endtest %}

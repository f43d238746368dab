-- The constraints of the contracts of those marts whose engine does not keep them.
with

breaches as (

    {% for table in marts_without_kept_constraints() -%}
    select * from ({{ broken_constraints(table) }}) as {{ table }}
    {{ "union all" if not loop.last }}

    {% endfor %}
)

select * from breaches

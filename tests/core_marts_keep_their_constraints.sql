-- The constraints of the contracts of the core marts, which are views on DuckDB.
{%- set tables = ['dim_leads', 'fct_deals', 'fct_lead_stages', 'fct_touchpoints'] %}
with

breaches as (

    {% for table in tables -%}
    select * from ({{ broken_constraints(table) }}) as {{ table }}
    {{ "union all" if not loop.last }}

    {% endfor %}
)

select * from breaches

-- One row per row of a company's own rules, its cells in the order of the columns.
with

own_rules as (

    {{ own_rule_rows() }}

)

select * from own_rules

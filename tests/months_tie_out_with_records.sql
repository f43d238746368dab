-- One row per month and figure in which a monthly table says something else about the
-- company than the leads, deals and costs that it is made of, from its first month on.
{%- set figures = [] %}
{%- for stage, count in [
    ('lead', 'new_leads'), ('mql', 'new_mqls'), ('sql', 'new_sqls'),
    ('opportunity', 'new_opportunity_leads'), ('commit', 'new_commits'),
    ('customer', 'new_customer_leads'),
] -%}
{%- do figures.append((
    'fct_funnel_conversion_monthly', count,
    'dim_leads', month_of(stage ~ '_at'), '1', stage ~ '_at is not null',
)) -%}
{%- endfor -%}
{%- for table, column, value, condition in [
    ('fct_cost_per_mql_monthly', 'won_revenue', 'amount', 'is_won'),
    ('fct_cost_per_mql_monthly', 'new_customers', '1', 'is_new_customer'),
    ('fct_marketing_sourced_customers_monthly', 'new_customers', '1', 'is_new_customer'),
    ('fct_marketing_sourced_customers_monthly', 'marketing_sourced_customers', '1',
        'is_new_customer and is_marketing_sourced'),
    ('fct_marketing_sourced_customers_monthly', 'new_customer_revenue', 'amount',
        'is_new_customer'),
    ('fct_pipeline_velocity_monthly', 'won_deals', '1', 'is_won'),
    ('fct_pipeline_velocity_monthly', 'lost_deals', '1', "stage = 'lost'"),
    ('fct_pipeline_velocity_monthly', 'won_amount', 'amount', 'is_won'),
] -%}
{%- do figures.append(
    (table, column, 'fct_deals', month_of('closed_at'), value, condition)
) -%}
{%- endfor -%}
{%- for column, condition in [
    ('marketing_cost', "kind != 'sales'"),
    ('sales_cost', "kind = 'sales'"),
    ('program_cost', "kind != 'sales' and channel is not null"),
] -%}
{%- do figures.append((
    'fct_cost_per_mql_monthly', column, 'fct_spend',
    'cast(' ~ dbt.date_trunc('month', 'spend_date') ~ ' as date)', 'amount', condition,
)) -%}
{%- endfor %}
with

values_of_figures as (

    {% for table, column, records, month, value, condition in figures -%}
    select
        '{{ table }}' as table_name,
        '{{ column }}' as column_name,
        month_start,
        cast({{ column }} as {{ double() }}) as value_of_month,
        0 as value_of_records

    from {{ ref(table) }}

    where segment_type = 'company'

    union all

    select
        '{{ table }}' as table_name,
        '{{ column }}' as column_name,
        {{ month }} as month_start,
        0 as value_of_month,
        {{ value }} as value_of_records

    from {{ ref(records) }}

    where {{ condition }} and {{ is_from_first_month(month) }}
    {{ "union all" if not loop.last }}

    {% endfor %}
),

compared_figures as (

    select
        table_name,
        column_name,
        month_start,
        sum(value_of_month) as value_of_month,
        sum(coalesce(value_of_records, 0)) as value_of_records,
        1e-9 * (1 + sum(abs(coalesce(value_of_records, 0)))) as tolerance

    from values_of_figures

    group by table_name, column_name, month_start

),

differing_figures as (

    select * from compared_figures

    where abs(value_of_month - value_of_records) > tolerance

)

select * from differing_figures

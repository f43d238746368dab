-- One row per figure that is another one in a table of revenue than in the records, or
-- in the headline table, that it is made of.
{%- set last_month = '(select max(month_start) from ' ~ ref('int_months') ~ ')' %}
{%- set company = "segment_type = 'company'" %}
{%- set company_now = company ~ ' and month_start = ' ~ last_month %}
{%- set figures = [
    ('fct_pipeline_created_monthly', 'open_deals', company_now, 'fct_deals', '1',
        'is_open'),
    ('fct_pipeline_created_monthly', 'open_pipeline_amount', company_now, 'fct_deals',
        'amount', 'is_open'),
    ('fct_pipeline_forecast', 'open_deals', 'true', 'fct_deals', '1', 'is_open'),
    ('fct_pipeline_forecast', 'open_amount', 'true', 'fct_deals', 'amount', 'is_open'),
    ('fct_web_traffic_monthly', 'visitors', company, 'int_web_traffic', 'visitors',
        is_from_first_month('month_start')),
] %}
{%- for column in [
    'program_cost', 'new_leads', 'new_mqls', 'new_sqls', 'new_customers', 'won_revenue',
] -%}
{%- do figures.append((
    'fct_campaign_results_monthly', column, 'true',
    'fct_cost_per_mql_monthly', column, company,
)) -%}
{%- endfor %}
with

compared_figures as (

    {% for table, column, where, records, value, condition in figures -%}
    select
        '{{ table }}' as table_name,
        '{{ column }}' as column_name,
        figures_of_table.figure as value_of_table,
        figures_of_records.figure as value_of_records
    from (
        select {{ sum_where(where, column) }} as figure from {{ ref(table) }}
    ) as figures_of_table
    cross join (
        select {{ sum_where(condition, value) }} as figure from {{ ref(records) }}
    ) as figures_of_records
    {{ "union all" if not loop.last }}

    {% endfor %}
),

differing_figures as (

    select * from compared_figures

    where
        abs(value_of_table - value_of_records) > 1e-9 * (1 + abs(value_of_records))

)

select * from differing_figures

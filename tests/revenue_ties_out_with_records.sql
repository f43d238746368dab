-- One row per figure that is another one in a table of revenue than in the records, or
-- in the headline table, that it is made of.
{%- set first_month = '(select min(month_start) from ' ~ ref('int_months') ~ ')' %}
{%- set last_month = '(select max(month_start) from ' ~ ref('int_months') ~ ')' %}
{%- set company = "segment_type = 'company'" %}
{%- set at_the_end = company ~ ' and month_start = ' ~ last_month %}
{%- set is_created = month_of('opportunity_at') ~ ' >= ' ~ first_month %}
{%- set is_closed = month_of('closed_at') ~ ' >= ' ~ first_month %}
{%- set figures = [
    ('fct_revenue_monthly', 'won_deals', company, 'fct_deals', '1',
        'is_won and ' ~ is_closed),
    ('fct_revenue_monthly', 'won_revenue', company, 'fct_deals', 'amount',
        'is_won and ' ~ is_closed),
    ('fct_revenue_monthly', 'new_customer_revenue', company, 'fct_deals', 'amount',
        'is_new_customer and ' ~ is_closed),
    ('fct_sales_cycle_monthly', 'won_deals', company, 'fct_deals', '1',
        'is_won and ' ~ is_closed),
    ('fct_sales_cycle_monthly', 'lost_deals', company, 'fct_deals', '1',
        "stage = 'lost' and " ~ is_closed),
    ('fct_pipeline_created_monthly', 'opportunities', company, 'fct_deals', '1',
        is_created),
    ('fct_pipeline_created_monthly', 'new_pipeline_amount', company, 'fct_deals',
        'amount', is_created),
    ('fct_pipeline_created_monthly', 'open_deals', at_the_end, 'fct_deals', '1',
        'is_open'),
    ('fct_pipeline_created_monthly', 'open_pipeline_amount', at_the_end, 'fct_deals',
        'amount', 'is_open'),
    ('fct_pipeline_forecast', 'open_deals', 'true', 'fct_deals', '1', 'is_open'),
    ('fct_pipeline_forecast', 'open_amount', 'true', 'fct_deals', 'amount', 'is_open'),
    ('fct_web_traffic_monthly', 'visitors', company, 'stg_web_traffic', 'visitors',
        'traffic_date >= ' ~ first_month),
    ('fct_web_traffic_monthly', 'new_leads', company, 'dim_leads', '1',
        month_of('lead_at') ~ ' >= ' ~ first_month),
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

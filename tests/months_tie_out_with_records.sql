-- One row per month and figure in which a table by segment says something else about
-- the company than the leads, deals and costs that it is made of. Each such table is
-- asked for every one of these figures that it has.
{%- set spend_month = 'cast(' ~ dbt.date_trunc('month', 'spend_date') ~ ' as date)' %}
{%- set is_revenue = '(is_won or is_credit) and closed_at is not null' %}
{%- set figures = [] %}
{%- for column, moment in [
    ('new_leads', 'lead_at'), ('new_mqls', 'mql_at'), ('new_sqls', 'sql_at'),
    ('new_opportunity_leads', 'opportunity_at'), ('new_commits', 'commit_at'),
    ('new_customer_leads', 'customer_at'), ('new_pqls', 'pql_at'),
    ('new_service_qualified', 'service_qualified_at'),
] -%}
{%- do figures.append(
    (column, ref('dim_leads'), month_of(moment), '1', moment ~ ' is not null')
) -%}
{%- endfor -%}
{%- do figures.append(
    ('implied_mqls', ref('dim_leads'), month_of('mql_at'), '1', 'mql_is_implied')
) -%}
{%- for column, moment, value, condition in [
    ('opportunities', 'opportunity_at', '1', 'opportunity_at is not null'),
    ('new_pipeline_amount', 'opportunity_at', 'amount', 'opportunity_at is not null'),
    ('won_deals', 'closed_at', '1', 'is_won'),
    ('lost_deals', 'closed_at', '1', "stage = 'lost'"),
    ('won_amount', 'closed_at', 'amount', 'is_won'),
    ('won_revenue', 'closed_at', 'amount', is_revenue),
    ('new_customers', 'closed_at', '1', 'is_new_customer'),
    ('expansion_revenue', 'closed_at', 'amount', is_revenue ~ ' and is_expansion'),
    ('marketing_sourced_customers', 'closed_at', '1',
        'is_new_customer and is_marketing_sourced'),
    ('marketing_sourced_revenue', 'closed_at', 'amount',
        'is_new_customer and is_marketing_sourced'),
] -%}
{%- do figures.append(
    (column, ref('int_deals'), month_of(moment), value, condition)
) -%}
{%- endfor -%}
{%- for column, condition in [
    ('marketing_cost', "kind != 'sales'"),
    ('sales_cost', "kind = 'sales'"),
    ('labor_cost', "kind = 'labor'"),
    ('technology_cost', "kind = 'technology'"),
    ('agency_cost', "kind = 'agency'"),
    ('program_cost', "kind != 'sales' and channel is not null"),
] -%}
{%- do figures.append((column, ref('fct_spend'), spend_month, 'amount', condition)) -%}
{%- endfor -%}
{%- set found = [] %}
{%- for table in marts() %}
{%- set relation = ref(table) %}
{%- for column, records, month, value, condition in figures
    if segment_types_of(table) and column in contract_of(table).columns %}
{%- do found.append((table, relation, column, records, month, value, condition)) %}
{%- endfor %}
{%- endfor %}
with

months as (

    select * from {{ ref('int_months') }}

),

values_of_figures as (

    {% for table, relation, column, records, month, value, condition in found -%}
    select
        '{{ table }}' as table_name,
        '{{ column }}' as column_name,
        month_start,
        cast({{ column }} as {{ double() }}) as value_of_month,
        0 as value_of_records

    from {{ relation }}

    where segment_type = 'company'

    union all

    select
        '{{ table }}' as table_name,
        '{{ column }}' as column_name,
        {{ month }} as month_start,
        0 as value_of_month,
        {{ value }} as value_of_records

    from {{ records }}

    where {{ condition }}

    union all

    {% endfor -%}
    select
        null as table_name,
        null as column_name,
        null as month_start,
        0 as value_of_month,
        0 as value_of_records

),

-- Records may lie before the first month that is shown.
compared_figures as (

    select
        values_of_figures.table_name,
        values_of_figures.column_name,
        values_of_figures.month_start,
        sum(values_of_figures.value_of_month) as value_of_month,
        sum(coalesce(values_of_figures.value_of_records, 0)) as value_of_records,
        1e-9 * (1 + sum(abs(coalesce(values_of_figures.value_of_records, 0))))
            as tolerance

    from values_of_figures
    inner join months
        on values_of_figures.month_start = months.month_start

    group by
        values_of_figures.table_name,
        values_of_figures.column_name,
        values_of_figures.month_start

),

differing_figures as (

    select * from compared_figures

    where abs(value_of_month - value_of_records) > tolerance

)

select * from differing_figures

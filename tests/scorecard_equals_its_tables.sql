-- One row per month and metric of the scorecard that says something else than the table
-- it comes from, or is no quotient of its numerator and denominator.
{%- set unknown_at_times =
    "('cost_per_lead', 'cost_per_mql', 'customer_acquisition_cost', 'roi', 'inbound_revenue_share')"
%}
{%- set sources = [
    ('fct_lead_volume_monthly', {
        'leads': 'new_leads', 'mqls': 'new_mqls', 'sqls': 'new_sqls', 'pqls': 'new_pqls',
    }, ['reopened_leads', 'leads_per_business_day']),
    ('fct_funnel_conversion_monthly', {}, [
        'mql_to_sql_rate', 'mql_to_opportunity_rate', 'mql_to_commit_rate',
        'mql_to_customer_rate', 'lead_to_mql_rate', 'lead_to_customer_rate',
        'mql_to_sql_rate_own', 'mql_rejection_rate',
    ]),
    ('fct_pipeline_created_monthly', {}, [
        'opportunities', 'new_pipeline_amount', 'open_pipeline_amount',
        'marketing_sourced_pipeline_share',
    ]),
    ('fct_pipeline_velocity_monthly', {}, [
        'win_rate', 'average_deal_size', 'average_sales_cycle_days', 'velocity_per_day',
        'stale_sqls', 'velocity_capture',
    ]),
    ('fct_speed_to_lead_monthly', {'median_hours_to_answer': 'median_hours'}, []),
    ('fct_revenue_monthly', {'revenue': 'won_revenue'}, [
        'revenue_growth', 'inbound_revenue_share',
    ]),
    ('fct_marketing_sourced_customers_monthly', {'customers': 'new_customers'}, [
        'marketing_sourced_share',
    ]),
    ('fct_cost_per_mql_monthly', {}, [
        'marketing_cost', 'cost_per_lead', 'cost_per_mql', 'revenue_per_mql',
        'customer_acquisition_cost', 'roi',
    ]),
    ('fct_web_traffic_monthly', {}, ['visitors', 'visitor_to_lead_rate', 'bounce_rate']),
    ('fct_sales_cycle_monthly', {}, ['average_marketing_touches_to_close']),
    ('fct_speed_to_lead_monthly', {'median_hours_to_answer': 'median_hours'}, []),
] %}
{%- for table, columns, same_names in sources -%}
{%- for name in same_names -%}
{%- do columns.update({name: name}) -%}
{%- endfor -%}
{%- endfor %}
with

scorecard as (

    select * from {{ ref('fct_kpi_scorecard_monthly') }}

),

-- A program that said once what was delivered is measured by that in every month.
tracked_programs as (

    select distinct program from {{ ref('int_email_counts_monthly') }}

    where delivered > 0

),

engagement as (

    select
        engagement.*,
        case
            when tracked_programs.program is not null then engagement.delivered
            else engagement.sent
        end as reached

    from {{ ref('fct_email_engagement_monthly') }} as engagement
    left join tracked_programs
        on engagement.program = tracked_programs.program

),

table_values as (

    {% for table, columns, same_names in sources -%}
    {% for metric, column in columns.items() -%}
    select
        month_start,
        '{{ metric }}' as metric,
        cast({{ column }} as {{ double() }}) as table_value
    from {{ ref(table) }}
    where segment_type = 'company'
    union all
    {% endfor -%}
    {% endfor -%}
    {% for metric, column in [('open_rate', 'opened'), ('click_rate', 'clicked')] -%}
    select
        month_start,
        '{{ metric }}' as metric,
        {{ rate('sum(' ~ column ~ ')', 'sum(reached)') }} as table_value
    from engagement
    group by month_start
    {{ "union all" if not loop.last }}
    {% endfor %}
),

compared_values as (

    select
        scorecard.month_start,
        scorecard.metric,
        scorecard.value,
        scorecard.denominator,
        table_values.table_value,
        {{ rate('scorecard.numerator', 'scorecard.denominator') }} as quotient,
        -- A cost is null where none is known, a share of revenue where that is not above 0.
        scorecard.denominator is not null
        and scorecard.metric not in {{ unknown_at_times }} as is_quotient

    from scorecard
    left join table_values
        on
            scorecard.month_start = table_values.month_start
            and scorecard.metric = table_values.metric

    -- The lift of all programs together stands in no other table.
    where scorecard.metric != 'nurture_lift'

),

differing_values as (

    select
        *,
        1e-9 * (1 + abs(coalesce(table_value, 0))) as tolerance

    from compared_values

),

differences as (

    select * from differing_values

    where
        (value is null) != (table_value is null)
        or abs(value - table_value) > tolerance
        or (is_quotient and (value is null) != (quotient is null))
        or (denominator is not null and abs(value - quotient) > tolerance)

)

select * from differences

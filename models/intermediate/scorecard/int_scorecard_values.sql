-- One row per month and metric of the scorecard: its value and its parts.
with

company_months as (

    select * from {{ ref('int_company_months') }}

),

program_months as (

    select * from {{ ref('int_program_months') }}

),

paced_months as (

    select
        *,
        {{ three_month_rate('won_deals', 'won_deals + lost_deals', keys=none) }}
            as win_rate_3m,
        {{ three_month_rate('won_amount', 'won_deals_with_amount', keys=none) }}
            as average_deal_size_3m,
        {{ three_month_rate('won_cycle_days', 'won_deals_with_cycle', keys=none) }}
            as average_sales_cycle_days_3m,
        {{ change_of('won_amount', keys=none) }} as revenue_growth

    from company_months

),

measured_months as (

    select
        paced_months.*,
        program_months.opened,
        program_months.clicked,
        program_months.reached,
        program_months.nurture_lift,
        {{ velocity('_3m') }} as velocity_per_day

    from paced_months
    inner join program_months
        on paced_months.month_start = program_months.month_start

),

metric_values as (

    {% for metric, kind, better_when, numerator, denominator in scorecard_metrics() -%}
    select
        month_start,
        '{{ metric }}' as metric,
        '{{ kind }}' as kind,
        '{{ better_when }}' as better_when,
        {{ metric_value(kind, numerator, denominator) }} as value,
        cast({{ numerator if denominator else 'null' }} as {{ double() }}) as numerator,
        cast({{ denominator or 'null' }} as {{ double() }}) as denominator

    from measured_months
    {{ "union all" if not loop.last }}

    {% endfor %}
)

select * from metric_values

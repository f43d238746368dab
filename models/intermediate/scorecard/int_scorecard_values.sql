-- One row per month and metric of the scorecard: its value and its parts.
with

company_months as (

    select * from {{ ref('int_company_months') }}

),

program_months as (

    select * from {{ ref('int_program_months') }}

),

velocities as (

    select * from {{ ref('int_velocity_monthly') }}

    where segment_type = 'company'

),

grown_months as (

    select
        *,
        {{ change_of('won_revenue', keys=none) }} as revenue_growth

    from company_months

),

measured_months as (

    select
        grown_months.*,
        program_months.opened,
        program_months.clicked,
        program_months.reached,
        program_months.nurture_lift,
        program_months.nurture_smaller_group,
        velocities.stale_sqls,
        velocities.won_deals_3m,
        velocities.velocity_per_day,
        velocities.velocity_capture

    from grown_months
    inner join program_months on grown_months.month_start = program_months.month_start
    inner join velocities on grown_months.month_start = velocities.month_start

),

metric_values as (

    {% for metric, kind, better_when, numerator, denominator in scorecard_metrics() -%}
    {% set is_mature = maturity_of(kind) -%}
    select
        month_start,
        '{{ metric }}' as metric,
        '{{ kind }}' as kind,
        '{{ better_when }}' as better_when,
        {{ metric_value(kind, numerator, denominator) }} as value,
        {{ metric_part(kind, numerator if denominator) }} as numerator,
        {{ metric_part(kind, denominator) }} as denominator,
        {{ metric_part(kind, sample_of(metric, kind, denominator)) }} as sample_size,
        {{ is_mature }} as is_mature,
        {{ is_mature if 'cohort' in kind or metric == 'nurture_lift' else 'is_complete' }}
            as is_settled,
        {{ 'has_marketing_cost' if kind == 'cost_ratio' else 'true' }} as is_known

    from measured_months
    {{ "union all" if not loop.last }}

    {% endfor %}
)

select * from metric_values

-- One row per month, segment and cause: what moved the velocity since last month.
{%- set factors = [
    'pipeline_sqls', 'win_rate_3m', 'average_deal_size_3m',
    'average_sales_cycle_days_3m',
] %}
with

velocities as (

    select * from {{ ref('int_velocity_monthly') }}

),

compared_months as (

    select
        month_start,
        segment_type,
        segment,
        is_complete,
        velocity_per_day as velocity,
        {{ last_months('velocity_per_day') }} as previous_velocity,
        {{ factors | join(', ') }},
        {% for factor in factors -%}
        {{ last_months(factor) }} as previous_{{ factor }}{{ "," if not loop.last }}
        {% endfor %}
    from velocities

),

-- The logarithmic mean of both, by its series where a logarithm of nearly 1 is inexact.
weighted_months as (

    select
        *,
        case
            when abs(velocity / previous_velocity - 1) < 1e-4
                then
                    (velocity + previous_velocity) / 2
                    - power(velocity - previous_velocity, 2) / (12 * previous_velocity)
            else (velocity - previous_velocity) / ln(velocity / previous_velocity)
        end as mean_velocity

    from compared_months

    where
        is_complete
        and velocity > 0
        and previous_velocity > 0

),

velocity_causes as (

    -- A longer cycle slows the flow down.
    {% for cause, factor, now, before in [
        ('sqls', 'pipeline_sqls', '', 'previous_'),
        ('win_rate', 'win_rate_3m', '', 'previous_'),
        ('deal_size', 'average_deal_size_3m', '', 'previous_'),
        ('cycle', 'average_sales_cycle_days_3m', 'previous_', ''),
    ] -%}
    select
        month_start,
        segment_type,
        segment,
        '{{ cause }}' as cause,
        is_complete,
        previous_velocity,
        velocity,
        mean_velocity * ln({{ rate(now ~ factor, before ~ factor) }}) as contribution

    from weighted_months
    {{ "union all" if not loop.last }}

    {% endfor %}
),

shown_causes as (

    {{ shown_months('velocity_causes') }}

)

select * from shown_causes

-- One row per month of the report, from the first in which something happened (or from
-- first_month, where that is earlier).
{%- set first_events = [
    ('stg_leads', month_of('created_at')),
    ('int_touchpoints_scored', month_of('occurred_at')),
    ('int_deals_staged', month_of('created_at')),
    ('int_deals_staged', month_of('closed_at')),
    ('int_spend', 'month_start'),
    ('int_web_traffic', 'month_start'),
] %}
with

calendar_months as (

    select * from {{ ref('int_calendar_months') }}

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

costs as (

    select * from {{ ref('int_spend') }}

    where kind != 'sales'

),

cost_months as (

    select distinct month_start from costs

),

first_events as (

    {% for model, month in first_events -%}
    select min({{ month }}) as month_start from {{ ref(model) }}
    {{ "union all" if not loop.last or var('first_month') }}
    {% endfor -%}
    {% if var('first_month') -%}
    select {{ first_month() }} as month_start
    {% endif %}
),

first_months as (

    select min(month_start) as month_start from first_events

),

months as (

    select
        calendar_months.month_start,
        calendar_months.next_month_start,
        -- The first instant after the month, or after the report.
        least(
            {{ start_of_day('calendar_months.next_month_start') }},
            report_date.report_end_at
        ) as month_end_at,
        {{
            dbt.datediff(
                'calendar_months.month_start',
                'least(calendar_months.next_month_start, '
                ~ date_after('day', 1, 'report_date.as_of_date') ~ ')',
                'day'
            )
        }} as days_so_far,
        calendar_months.business_days,
        calendar_months.business_days_in_month,
        calendar_months.next_month_start
        <= {{ date_after('day', 1, 'report_date.as_of_date') }} as is_complete,
        {% for flag, window in [
            ('is_mature', 'conversion_window_days'),
            ('is_lead_mature', 'lead_conversion_window_days'),
        ] -%}
        {{
            date_after('day', var(window), 'calendar_months.next_month_start')
        }} <= {{ date_after('day', 1, 'report_date.as_of_date') }} as {{ flag }},
        {% endfor -%}
        cost_months.month_start is not null as has_marketing_cost,
        {{ fiscal_year('calendar_months.month_start') }} as fiscal_year,
        {{ fiscal_quarter('calendar_months.month_start') }} as fiscal_quarter

    from calendar_months
    cross join report_date
    left join cost_months on calendar_months.month_start = cost_months.month_start
    inner join first_months
        on calendar_months.month_start >= first_months.month_start

    where calendar_months.month_start <= report_date.as_of_date

)

select * from months

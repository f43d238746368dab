-- One row per month: how many records are known of it and of all months before.
{%- set records = [
    ('stg_leads', month_of('created_at')),
    ('int_touchpoints_scored', month_of('occurred_at')),
    ('int_deals_staged', month_of('created_at')),
    ('int_deals_staged', month_of('closed_at')),
    ('stg_deal_stage_changes', month_of('changed_at')),
    ('stg_lead_status_changes', month_of('changed_at')),
    ('int_spend', 'month_start'),
    ('int_web_traffic', 'month_start'),
] %}
with

months as (

    select * from {{ ref('int_months_known') }}

),

new_records as (

    {% for model, month in records -%}
    select
        {{ month }} as month_start,
        count(*) as records

    from {{ ref(model) }}

    group by {{ month }}
    {{ "union all" if not loop.last }}

    {% endfor %}
),

monthly_records as (

    select
        month_start,
        sum(records) as records

    from new_records

    group by month_start

),

month_records as (

    select
        months.month_start,
        cast(
            sum(coalesce(monthly_records.records, 0)) over (
                order by months.month_start asc
                rows between unbounded preceding and current row
            ) as bigint
        ) as records

    from months
    left join monthly_records
        on months.month_start = monthly_records.month_start

)

select * from month_records

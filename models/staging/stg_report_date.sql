-- One row per report: the day that it is as of.
-- Comes after the check of the rule seeds, and so do all models that read it.
-- depends_on: {{ ref('stg_rule_faults') }}
with

deals as (

    select * from {{ ref('stg_deals_mapped') }}

),

newest_events as (

    {% for table, timestamp in raw_timestamps().items() %}
    select max({{ timestamp }}) as event_at
    from {{ ref('base_' ~ table) }}
    where {{ local_date(timestamp) }} <= {{ today() }}

    union all
    {% endfor %}
    select max(closed_at_utc) as event_at
    from deals
    where
        mapped_stage in ('won', 'lost')
        and {{ local_date('closed_at_utc') }} <= {{ today() }}

),

report_dates as (

    select
        {% if var("as_of_date") -%}
        coalesce(
            cast('{{ var("as_of_date") }}' as date), max({{ local_date('event_at') }})
        )
        {%- else -%}
        coalesce(max({{ local_date('event_at') }}), {{ today() }})
        {%- endif %} as as_of_date

    from newest_events

),

report_ends as (

    select
        as_of_date,
        -- The first instant after the report.
        {{ start_of_day(dbt.dateadd('day', 1, 'cast(as_of_date as timestamp)')) }}
            as report_end_at,
        cast('{{ var("reporting_currency") | upper }}' as {{ dbt.type_string() }})
            as reporting_currency

    from report_dates

)

select * from report_ends

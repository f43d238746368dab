-- One row per raw table, verdict and day of its rows: how many raw rows met it.
with

verdicts as (

    {% for table, moment in raw_moments().items() -%}
    select
        '{{ table }}' as source_table,
        verdict,
        {{ local_date(moment) }} as event_date

    from {{ ref('stg_' ~ table ~ '_judged') }}
    {{ "union all" if not loop.last }}

    {% endfor %}
),

verdict_counts as (

    select
        source_table,
        verdict,
        event_date,
        count(*) as raw_rows

    from verdicts

    group by source_table, verdict, event_date

)

select * from verdict_counts

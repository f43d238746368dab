-- One row per raw table, verdict and day of its rows: how many raw rows met it.
with

touchpoints as (

    select * from {{ ref('stg_touchpoints_checked') }}

),

repeated_touchpoints as (

    select * from {{ ref('stg_touchpoints_repeated') }}

    where copy_number > 1

),

verdicts as (

    {% for table, moment in raw_moments().items() if table != 'touchpoints' -%}
    select
        '{{ table }}' as source_table,
        verdict,
        {{ local_date(moment) }} as event_date,
        1 as raw_rows

    from {{ ref('stg_' ~ table ~ '_judged') }}

    union all

    {% endfor -%}
    -- The verdicts on touches say the same, but compare the ids of all of them for it.
    select
        'touchpoints' as source_table,
        {{ verdict('1 = 0') }} as verdict,
        {{ local_date('occurred_at_utc') }} as event_date,
        1 as raw_rows

    from touchpoints

    {% for verdict, sign in {'accepted': '-1', 'duplicate': '1'}.items() -%}
    union all

    select
        'touchpoints' as source_table,
        '{{ verdict }}' as verdict,
        {{ local_date('occurred_at_utc') }} as event_date,
        {{ sign }} as raw_rows

    from repeated_touchpoints
    {% endfor %}
),

verdict_counts as (

    select
        source_table,
        verdict,
        event_date,
        cast(sum(raw_rows) as bigint) as raw_rows

    from verdicts

    group by source_table, verdict, event_date

    having sum(raw_rows) > 0

)

select * from verdict_counts

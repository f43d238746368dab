-- One row per raw table and verdict: how many raw rows met it.
with

verdicts as (

    {% for table in raw_tables() -%}
    select
        '{{ table }}' as source_table,
        verdict

    from {{ ref('stg_' ~ table ~ '_judged') }}
    {{ "union all" if not loop.last }}

    {% endfor %}
),

verdict_counts as (

    select
        source_table,
        verdict,
        count(*) as raw_rows

    from verdicts

    group by source_table, verdict

)

select * from verdict_counts

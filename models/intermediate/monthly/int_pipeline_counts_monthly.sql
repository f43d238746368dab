-- One row per month and segment with open deals, or SQLs without a deal, at its end.
with

months as (

    select * from {{ ref('int_months_counted') }}

),

opportunities as (

    select * from {{ ref('int_deal_events') }}

    where event = 'opportunity'

),

sqls as (

    select * from {{ ref('int_lead_events') }}

    where event = 'sql'

),

stage_history as (

    select * from {{ ref('int_lead_stage_history') }}

    where stage = 'sql'

),

pipeline as (

    select
        {{ deal_segments() | join(', ') }},
        'deal' as kind,
        amount,
        occurred_at as entered_at,
        closed_at as left_at,
        null as sql_at

    from opportunities

    union all

    select
        sqls.{{ deal_segments() | join(', sqls.') }},
        'sql' as kind,
        null as amount,
        stage_history.entered_at,
        {{ earliest(['stage_history.left_at', 'sqls.first_deal_created_at']) }} as left_at,
        sqls.occurred_at as sql_at

    from stage_history
    inner join sqls
        on stage_history.lead_id = sqls.lead_id

),

pipeline_at_month_end as (

    select
        months.month_start,
        pipeline.*,
        coalesce(
            not {{
                is_within_days(
                    'months.month_end_at', 'pipeline.sql_at', var('sql_shelf_days')
                )
            }},
            false
        ) as is_stale

    from months
    inner join pipeline
        on
            pipeline.entered_at < months.month_end_at
            and coalesce(pipeline.left_at, {{ never() }}) >= months.month_end_at

),

pipeline_counts as (

    select
        month_start,
        {{ segment_columns(deal_segments()) }},
        {{ count_where('not is_stale') }} as pipeline_sqls,
        {{ count_where('is_stale') }} as stale_sqls,
        {{ count_where("kind = 'deal'") }} as open_deals,
        {{ sum_where("kind = 'deal'", 'amount') }} as open_pipeline_amount

    from pipeline_at_month_end

    group by {{ grouped_by_segment(['month_start'], deal_segments()) }}

)

select * from pipeline_counts

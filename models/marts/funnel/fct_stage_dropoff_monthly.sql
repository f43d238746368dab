-- One row per month, segment and stage that a lead entered: where the leads went next.
{%- set segment_types = ['channel', 'persona'] %}
{%- set still_open =
    "advanced_at is null and current_stage not in ('recycled', 'disqualified')" %}
with

stage_entries as (

    select * from {{ ref('int_lead_events') }}

    where event in ('lead', 'mql', 'sql', 'opportunity', 'commit')

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

months as (

    select * from {{ ref('int_months') }}

),

dated_entries as (

    select
        stage_entries.*,
        case stage_entries.event
            when 'lead' then stage_entries.mql_at
            when 'mql' then stage_entries.sql_at
            when 'sql' then stage_entries.opportunity_at
            when 'opportunity' then stage_entries.commit_at
            when 'commit' then stage_entries.customer_at
        end as advanced_at,
        {{
            is_within_days(
                'stage_entries.occurred_at', 'report_date.report_end_at',
                -(var('stall_days') | int)
            )
        }} as is_past_stall_days

    from stage_entries
    cross join report_date

),

exit_counts as (

    select
        month_start,
        {{ segment_columns(segment_types) }},
        event as stage,
        count(*) as entered,
        count(advanced_at) as advanced,
        {{ count_where("advanced_at is null and current_stage = 'recycled'") }}
            as recycled,
        {{ count_where("advanced_at is null and current_stage = 'disqualified'") }}
            as disqualified,
        {{ count_where(still_open) }} as still_open,
        {{ count_where(still_open ~ ' and is_past_stall_days') }} as stalled,
        {{ percentile(days_between('occurred_at', 'advanced_at'), 0.5) }}
            as median_days_to_advance

    from dated_entries

    group by {{ grouped_by_segment(['month_start', 'event'], segment_types) }}

),

stage_dropoff as (

    select
        exit_counts.month_start,
        exit_counts.segment_type,
        exit_counts.segment,
        exit_counts.stage,
        months.is_complete,
        exit_counts.entered,
        exit_counts.advanced,
        exit_counts.recycled,
        exit_counts.disqualified,
        exit_counts.still_open,
        exit_counts.stalled,
        exit_counts.median_days_to_advance

    from exit_counts
    inner join months
        on exit_counts.month_start = months.month_start

)

select * from stage_dropoff

-- One row per month, segment and stage that a lead entered: where the leads went next.
{%- set segment_types = ['channel', 'persona'] %}
with

stage_exits as (

    select * from {{ ref('int_lead_stage_exits') }}

),

months as (

    select * from {{ ref('int_months') }}

),

exit_counts as (

    select
        month_start,
        {{ segment_columns(segment_types) }},
        stage,
        count(*) as entered,
        {{ count_where("outcome = 'advanced'") }} as advanced,
        {{ count_where("outcome = 'recycled'") }} as recycled,
        {{ count_where("outcome = 'disqualified'") }} as disqualified,
        {{ count_where("outcome = 'still_open'") }} as still_open,
        {{ count_where("outcome = 'still_open' and is_past_stall_days") }} as stalled,
        {{ percentile('days_to_advance', 0.5) }} as median_days_to_advance

    from stage_exits

    group by {{ grouped_by_segment(['month_start', 'stage'], segment_types) }}

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

-- One row per month and segment: how soon sales answered the month's hand raises.
{%- set segment_types = ['channel', 'region', 'owner'] %}
{%- set in_time = 'hours_to_answer <= ' ~ var('speed_to_lead_sla_hours') %}
{%- set is_later = '(hours_to_answer is null or not ' ~ in_time ~ ')' %}
{%- set could_convert = '(opportunity_at is null or opportunity_at >= raised_at)' %}
{%- set is_converted = 'opportunity_at >= raised_at and ' ~ is_within_days(
    'opportunity_at', 'raised_at', var('conversion_window_days')
) %}
with

hand_raises as (

    select * from {{ ref('int_hand_raises_answered') }}

),

months as (

    select * from {{ ref('int_months') }}

),

segments as (

    select * from {{ ref('int_segments') }}

),

raise_counts as (

    select
        month_start,
        {{ segment_columns(segment_types) }},
        count(*) as hand_raises,
        count(answered_at) as answered,
        {{ count_where(in_time) }} as answered_within_sla,
        {{ count_where('answered_at is null') }} as unanswered,
        {{ percentile('hours_to_answer', 0.5) }} as median_hours,
        {{ percentile('hours_to_answer', 0.9) }} as p90_hours,
        {{ percentile('clock_hours_to_answer', 0.5) }} as median_clock_hours,
        {{ rate(
            count_where(in_time ~ ' and ' ~ is_converted),
            count_where(in_time ~ ' and ' ~ could_convert)
        ) }} as rate_within_sla,
        {{ rate(
            count_where(is_later ~ ' and ' ~ is_converted),
            count_where(is_later ~ ' and ' ~ could_convert)
        ) }} as rate_later

    from hand_raises

    group by {{ grouped_by_segment(['month_start'], segment_types) }}

),

dense_counts as (

    {{
        dense_months('months', 'segments', {
            'raise_counts': [
                'hand_raises', 'answered', 'answered_within_sla', 'unanswered',
            ],
        }, segment_types, values={
            'raise_counts': [
                'median_hours', 'p90_hours', 'median_clock_hours', 'rate_within_sla',
                'rate_later',
            ],
        })
    }}

),

speed_to_lead as (

    select
        month_start,
        segment_type,
        segment,
        is_complete,
        is_mature,
        hand_raises,
        answered,
        answered_within_sla,
        unanswered,
        median_hours,
        p90_hours,
        median_clock_hours,
        case when is_mature then rate_within_sla end as opportunity_rate_within_sla,
        case when is_mature then rate_later end as opportunity_rate_later

    from dense_counts

)

select * from speed_to_lead

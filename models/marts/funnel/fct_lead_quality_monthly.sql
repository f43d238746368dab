-- One row per month and segment: how good the new leads were at the month's end.
{%- set segment_types = ['channel', 'persona'] %}
{%- set graded = [
    'fit_a', 'fit_b', 'fit_c', 'fit_d', 'engagement_1', 'engagement_2', 'engagement_3',
    'engagement_4',
] %}
with

leads as (

    select * from {{ ref('int_lead_scores_dated') }}

),

months as (

    select * from {{ ref('int_months') }}

),

segments as (

    select * from {{ ref('int_segments') }}

),

graded_leads as (

    select
        *,
        fit_score + month_end_engagement as score,
        'fit_' || lower({{ fit_grade('fit_score') }}) as fit_grade,
        'engagement_' || {{ engagement_grade('month_end_engagement') }}
            as engagement_grade

    from leads

),

lead_counts as (

    select
        month_start,
        {{ segment_columns(segment_types) }},
        count(*) as new_leads,
        {% for grade in graded -%}
        {{ count_where("'" ~ grade ~ "' in (fit_grade, engagement_grade)") }}
            as {{ grade }},
        {% endfor -%}
        avg(cast(score as {{ double() }})) as average_score,
        {{ percentile('score', 0.5) }} as median_score

    from graded_leads

    group by {{ grouped_by_segment(['month_start'], segment_types) }}

),

dense_counts as (

    {{
        dense_months('months', 'segments', {
            'lead_counts': ['new_leads'] + graded,
        }, segment_types, values={'lead_counts': ['average_score', 'median_score']})
    }}

),

lead_quality as (

    select
        month_start,
        segment_type,
        segment,
        is_complete,
        new_leads,
        average_score,
        median_score,
        {{ graded | join(', ') }}

    from dense_counts

)

select * from lead_quality

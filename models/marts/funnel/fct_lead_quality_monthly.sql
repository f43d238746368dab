-- One row per month and segment: how good the leads were that came, by the month's end.
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

grid as (

    {{ months_with_segments(['lead_counts'], segment_types) }}

),

lead_quality as (

    select
        grid.month_start,
        grid.segment_type,
        grid.segment,
        grid.is_complete,
        {{ zero_filled('lead_counts', ['new_leads']) }},
        lead_counts.average_score,
        lead_counts.median_score,
        {{ zero_filled('lead_counts', graded) }}

    from grid
    left join lead_counts
        on {{ on_month_and_segment('lead_counts') }}

)

select * from lead_quality

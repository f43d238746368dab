-- Each month, what reached a stage is the same in every view: as the month's entries,
-- summed over the cohorts, and as what dropped off or went on from there.
{%- set stages = {
    'mql': 'new_mqls', 'sql': 'new_sqls', 'opportunity': 'new_opportunity_leads',
    'commit': 'new_commits', 'customer': 'new_customer_leads',
} %}
{%- set months_since = 'cast(months_since as integer)' %}
{%- set reached_in = dbt.dateadd('month', months_since, 'cohort_month') %}
with

cohort_steps as (

    select
        cohort_stage,
        {{ reached_in }} as month_start,
        segment_type,
        segment,
        to_stage,
        converted - coalesce(
            lag(converted) over (
                partition by cohort_stage, cohort_month, segment_type, segment, to_stage
                order by months_since asc
            ),
            0
        ) as converted

    from {{ ref('fct_funnel_cohorts_monthly') }}

    union all

    -- The table ends after a year, and some leads take longer. Those who came before
    -- its first month went on, too.
    select
        cohort_stage,
        {{ reached_in }} as month_start,
        segment_type,
        segment,
        to_stage,
        leads as converted

    from {{ ref('int_cohort_conversions_monthly') }}

    where months_since > 12 or not {{ is_from_first_month('cohort_month') }}

),

entries as (

    {% for stage, counted in stages.items() -%}
    select
        'months' as seen_in,
        month_start,
        segment_type,
        segment,
        '{{ stage }}' as stage,
        {{ counted }} as entered

    from {{ ref('fct_funnel_conversion_monthly') }}

    union all

    {% endfor -%}
    select
        'drop-off' as seen_in,
        month_start,
        segment_type,
        segment,
        stage,
        entered

    from {{ ref('fct_stage_dropoff_monthly') }}

    where stage != 'lead'

    union all

    select
        cohort_stage || ' cohorts' as seen_in,
        cast(month_start as date) as month_start,
        segment_type,
        segment,
        to_stage as stage,
        sum(converted) as entered

    from cohort_steps

    group by cohort_stage, month_start, segment_type, segment, to_stage

),

differing_entries as (

    select
        month_start,
        segment_type,
        segment,
        stage,
        min(entered) as least_entered,
        max(entered) as most_entered

    from entries

    where
        entered > 0
        and segment_type != 'persona'
        and {{ is_from_first_month('month_start') }}

    group by month_start, segment_type, segment, stage

    having
        min(entered) != max(entered)
        or count(*) != case when stage in ('mql', 'customer') then 3 else 4 end

)

select * from differing_entries

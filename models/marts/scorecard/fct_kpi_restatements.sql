-- One row per change of a published number: a metric in a month that was closed.
{%- set history = 'partition by month_start, metric order by version_number' %}
{%- set so_far = 'rows between unbounded preceding and current row' %}
with

all_versions as (

    select * from {{ ref('int_kpi_versions') }}

),

all_states as (

    select * from {{ ref('int_month_states') }}

),

month_states as (

    select
        month_start,
        noted_at,
        {{ causes_of_state() }} as causes

    from all_states

    where is_sample = {{ is_sample() }}

),

compared_versions as (

    select
        month_start,
        metric,
        version_number,
        value,
        as_of_date,
        published_at,
        first_value(value) over ({{ history }} asc {{ so_far }}) as published_value,
        first_value(published_at) over ({{ history }} asc {{ so_far }})
            as first_published_at,
        first_value(value) over ({{ history }} desc {{ so_far }}) as value_now,
        lag(value) over ({{ history }} asc) as previous_value,
        lag(as_of_date) over ({{ history }} asc) as previous_as_of_date

    from all_versions

    where is_sample = {{ is_sample() }}

),

restatements as (

    select
        compared_versions.month_start,
        compared_versions.metric,
        cast(compared_versions.version_number - 1 as integer) as change_number,
        compared_versions.published_value,
        compared_versions.previous_value,
        compared_versions.value as changed_value,
        compared_versions.value_now,
        case
            when month_states.causes != '' then month_states.causes
            when compared_versions.as_of_date > compared_versions.previous_as_of_date
                then 'corrected or later rows'
            else 'corrected rows'
        end as changed_by,
        compared_versions.first_published_at as published_at,
        compared_versions.published_at as changed_at

    from compared_versions
    left join month_states
        on
            compared_versions.month_start = month_states.month_start
            and compared_versions.published_at = month_states.noted_at

    where
        compared_versions.version_number > 1
        and {{ is_from_first_month('compared_versions.month_start') }}

)

select * from restatements

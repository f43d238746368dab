-- One row per raw touch that an increment classifies again: it has come, shares its id with
-- one that came or went, or lies between the ends of the last report and this one. Also
-- one per row that came or went, for what it names. None in a full run.
with

touchpoints as (

    select * from {{ ref('base_touchpoints') }}

),

-- Read by itself: what two read, an engine may first write down, with all its columns.
touchpoint_moments as (

    select * from {{ ref('base_touchpoints') }}

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

changed_ids as (

    {% if is_increment() -%}
    select touchpoint_id from {{ changed_rows('touchpoints') }}

    union all

    {% endif -%}
    select touchpoint_id

    from touchpoint_moments

    where {{ is_between_reports('occurred_at_utc', 'report_date') }}

),

changed_touchpoints as (

    select *

    from touchpoints

    where touchpoint_id in (select changed_ids.touchpoint_id from changed_ids)

    {% if is_increment() -%}
    union all

    -- Old and new; the new ones are above, too, to be classified.
    select
        {{ raw_tables().touchpoints.columns | join(', ') }},
        loaded_at,
        occurred_at_utc,
        'changed' as rejected_for

    from {{ changed_rows('touchpoints') }}
    {%- endif %}

)

select * from changed_touchpoints

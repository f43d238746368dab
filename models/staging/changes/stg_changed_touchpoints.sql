-- One row per raw touch that an incremental run classifies again: it is new, shares its
-- id with a row that came or went, or lies between the ends of the last report and this
-- one. Also one row per row that came or went, for its lead and visitor. Empty in a
-- full run.
with

touchpoints as (

    select * from {{ ref('base_touchpoints') }}

),

-- Its own import: an engine may materialize a shared one, all columns included.
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

    -- Old and new rows; the new ones are above, too, to be classified.
    select
        {{ cleaned_columns('touchpoints') | join(', ') }},
        loaded_at,
        occurred_at_utc,
        'changed' as rejected_for

    from {{ changed_rows('touchpoints') }}
    {%- endif %}

)

select * from changed_touchpoints

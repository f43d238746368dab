-- One row per kind of record and day: how many records there are, and how many have a
-- stage, status or type that its rule seed does not know.
with

touchpoints as (

    select * from {{ ref('int_touchpoints_scored') }}

),

touch_types as (

    select * from {{ ref('stg_touch_types') }}

),

deals as (

    select * from {{ ref('stg_deals_classified') }}

    where row_status = 'accepted'

),

stage_changes as (

    select * from {{ ref('stg_deal_stage_changes') }}

),

status_changes as (

    select * from {{ ref('stg_lead_status_changes') }}

),

records as (

    select
        'touchpoints' as source_table,
        {{ local_date('touchpoints.occurred_at') }} as event_date,
        touch_types.touch_type_key is null as is_unmapped

    from touchpoints
    left join touch_types
        on {{ lookup_key('touchpoints.touch_type') }} = touch_types.touch_type_key

    union all

    select
        'deals' as source_table,
        {{ local_date('created_at_utc') }} as event_date,
        is_unknown_stage as is_unmapped

    from deals

    union all

    select
        'deal_stage_changes' as source_table,
        {{ local_date('changed_at') }} as event_date,
        is_unknown_stage as is_unmapped

    from stage_changes

    union all

    select
        'lead_status_changes' as source_table,
        {{ local_date('changed_at') }} as event_date,
        is_unknown_status as is_unmapped

    from status_changes

),

unmapped_counts as (

    select
        source_table,
        event_date,
        count(*) as records,
        {{ count_where('is_unmapped') }} as unmapped_records

    from records

    group by source_table, event_date

)

select * from unmapped_counts

-- One row per raw touch that is not rejected and whose id repeats: the earliest counts;
-- values break ties.
with

touchpoints as (

    select * from {{ of_changed_touchpoints(ref('base_touchpoints')) }}

    where rejected_for is null

),

-- Its own import: an engine may materialize a shared one, all columns included.
touchpoint_ids as (

    select * from {{ of_changed_touchpoints(ref('base_touchpoints')) }}

    where rejected_for is null

),

-- Few ids repeat: only their rows are sorted.
repeated_ids as (

    select {{ text_hash('touchpoint_id') }} as id_hash

    from touchpoint_ids

    group by {{ text_hash('touchpoint_id') }}

    having count(*) > 1

),

ranked_touchpoints as (

    select
        *,
        row_number() over (
            partition by touchpoint_id
            order by
                occurred_at_utc asc,
                {{ in_canonical_order('touchpoints', leading=['occurred_at']) }}
        ) as copy_number

    from touchpoints

    where
        {{ text_hash('touchpoint_id') }}
        in (select repeated_ids.id_hash from repeated_ids)

)

select * from ranked_touchpoints

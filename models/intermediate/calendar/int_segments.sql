-- One row per segment that every monthly table shows, even where nothing happened.
with

channels as (

    select * from {{ ref('stg_channels') }}

),

personas as (

    select * from {{ ref('stg_personas') }}

),

segments as (

    select
        'company' as segment_type,
        'all' as segment

    union distinct

    select
        'channel' as segment_type,
        channel as segment

    from channels

    union distinct

    select
        'persona' as segment_type,
        persona as segment

    from personas

)

select * from segments

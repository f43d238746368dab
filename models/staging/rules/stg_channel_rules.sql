-- One row per rule of the channels.
with

channel_rules as (

    select * from {{ of_own_rules(ref('channel_rules')) }}

),

channels as (

    select * from {{ ref('stg_channels') }}

),

typed_channel_rules as (

    select
        cast({{ rule_text('channel_rules.priority') }} as integer) as priority,
        {{ rule_key('channel_rules.source_category') }} as source_category,
        {{ rule_key('channel_rules.utm_source_pattern') }} as utm_source_pattern,
        {{ rule_key('channel_rules.utm_medium_pattern') }} as utm_medium_pattern,
        channels.channel

    from channel_rules
    inner join channels
        on {{ rule_lookup_key('channel_rules.channel') }} = channels.channel_key

)

select * from typed_channel_rules

-- One row per channel of the seed channels.
with

channels as (

    select * from {{ of_own_rules(ref('channels')) }}

),

typed_channels as (

    select
        {{ rule_lookup_key('channel') }} as channel_key,
        -- The SQL names these two channels, so their case must be fixed.
        case
            when {{ rule_key('channel') }} in ('direct', 'unknown')
                then {{ rule_key('channel') }}
            else {{ rule_text('channel') }}
        end as channel,
        {{ rule_key('direction') }} as direction,
        {{ try_boolean(rule_text('is_marketing')) }} as is_marketing

    from channels

)

select * from typed_channels

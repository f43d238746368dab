-- One row per lead source of the CRM: the channel that it stands for.
with

lead_source_channels as (

    select * from {{ of_own_rules(ref('lead_source_channels')) }}

),

channels as (

    select * from {{ ref('stg_channels') }}

),

typed_lead_sources as (

    select
        {{ rule_lookup_key('lead_source_channels.lead_source') }} as lead_source_key,
        channels.channel

    from lead_source_channels
    inner join channels
        on {{ rule_lookup_key('lead_source_channels.channel') }} = channels.channel_key

)

select * from typed_lead_sources

-- One row per name that an ad platform has for a campaign: what links call it.
with

campaign_names as (

    select * from {{ of_own_rules(ref('campaign_names'), with_lines=true) }}

),

typed_campaign_names as (

    select
        {{ rule_lookup_key('source') }} as source_key,
        {{ clean_campaign(rule_text('campaign')) }} as campaign,
        {{ clean_campaign(rule_text('utm_campaign')) }} as utm_campaign,
        -- Where the engine does not know the lines, the name of a source goes first.
        row_number() over (
            order by
                seed_line asc nulls last,
                {{ rule_lookup_key('source') }} asc nulls last
        ) as priority

    from campaign_names

)

select * from typed_campaign_names

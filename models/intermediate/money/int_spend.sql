-- One row per cost that counts, in the reporting currency, with its channel; null where
-- it names none.
with

spend as (

    select * from {{ ref('stg_marketing_spend_classified') }}

    where row_status = 'accepted'

),

utm_channels as (

    select * from {{ ref('int_utm_channels') }}

),

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

),

named_spend as (

    select
        spend.*,
        -- The first row of the seed that fits.
        case
            when
                general_campaigns.priority
                < coalesce(source_campaigns.priority, 2147483647)
                then general_campaigns.utm_campaign
            else coalesce(source_campaigns.utm_campaign, spend.campaign)
        end as utm_campaign

    from spend
    left join typed_campaign_names as source_campaigns
        on
            lower(spend.campaign) = source_campaigns.campaign
            and {{ lookup_key('spend.utm_source') }} = source_campaigns.source_key
    left join typed_campaign_names as general_campaigns
        on
            lower(spend.campaign) = general_campaigns.campaign
            and general_campaigns.source_key is null

),

resolved_spend as (

    select
        named_spend.spend_id,
        named_spend.cost_type,
        named_spend.kind,
        {{
            resolved_channel(
                'named_spend', 'named_spend.channel', 'named_spend.known_channel', 'null'
            )
        }} as channel,
        {{ campaign_by_utm_values('named_spend.utm_campaign') }} as campaign,
        named_spend.amount_number * named_spend.rate as amount,
        {{ local_date('named_spend.spend_date_utc') }} as spend_date,
        {{ month_of('named_spend.spend_date_utc') }} as month_start

    from named_spend
    left join utm_channels
        on {{ on_utm_values('named_spend') }}

)

select * from resolved_spend

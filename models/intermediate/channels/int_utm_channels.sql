-- One row per pair of utm values that occurs: the channel of its first matching rule.
-- Comes after the check of the rule seeds.
-- depends_on: {{ ref('stg_rule_faults') }}
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
        {{ rule_key('channel_rules.utm_source_pattern') }} as utm_source_pattern,
        {{ rule_key('channel_rules.utm_medium_pattern') }} as utm_medium_pattern,
        channels.channel

    from channel_rules
    inner join channels
        on {{ rule_key('channel_rules.channel') }} = channels.channel_key

),

utm_values as (

    {% for model in [
        'base_touchpoints', 'base_marketing_spend', 'base_web_traffic',
    ] -%}
    select
        utm_source,
        utm_medium

    from {{ ref(model) }}
    {{ "union distinct" if not loop.last }}

    {% endfor %}
),

utm_pairs as (

    select distinct
        coalesce(lower(utm_source), '') as utm_source_key,
        coalesce(lower(utm_medium), '') as utm_medium_key

    from utm_values

    where utm_source is not null or utm_medium is not null

),

matched_pairs as (

    select
        utm_pairs.utm_source_key,
        utm_pairs.utm_medium_key,
        typed_channel_rules.channel,
        row_number() over (
            partition by utm_pairs.utm_source_key, utm_pairs.utm_medium_key
            order by typed_channel_rules.priority asc
        ) as match_number

    from utm_pairs
    inner join typed_channel_rules
        on
            (
                typed_channel_rules.utm_source_pattern is null
                or nullif(utm_pairs.utm_source_key, '')
                like typed_channel_rules.utm_source_pattern
            )
            and (
                typed_channel_rules.utm_medium_pattern is null
                or nullif(utm_pairs.utm_medium_key, '')
                like typed_channel_rules.utm_medium_pattern
            )

),

first_matches as (

    select
        utm_source_key,
        utm_medium_key,
        channel

    from matched_pairs

    where match_number = 1

)

select * from first_matches

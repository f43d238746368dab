-- One row per pair of utm values that occurs: the channel of its first matching rule,
-- and whether its source is a payment page, which takes no part in channels.
-- Comes after the check of the rule seeds.
-- depends_on: {{ ref('stg_rule_faults') }}
with

channel_rules as (

    select * from {{ ref('stg_channel_rules') }}

),

source_categories as (

    select * from {{ ref('stg_source_categories') }}

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

known_pairs as (

    select
        utm_pairs.utm_source_key,
        utm_pairs.utm_medium_key,
        source_categories.category

    from utm_pairs
    left join source_categories
        on
            {{ lookup_key('utm_pairs.utm_source_key') }}
            = source_categories.utm_source_key

),

matched_pairs as (

    select
        known_pairs.utm_source_key,
        known_pairs.utm_medium_key,
        coalesce(channel_rules.channel, 'unknown') as channel,
        coalesce(known_pairs.category = 'payment', false) as is_payment,
        row_number() over (
            partition by known_pairs.utm_source_key, known_pairs.utm_medium_key
            order by channel_rules.priority asc
        ) as match_number

    from known_pairs
    left join channel_rules
        on {{ meets_channel_rule('known_pairs', 'channel_rules') }}

),

first_matches as (

    select
        utm_source_key,
        utm_medium_key,
        channel,
        is_payment

    from matched_pairs

    where match_number = 1

)

select * from first_matches

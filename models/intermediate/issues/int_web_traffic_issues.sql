-- One row per issue of a raw row of web_traffic.
with

traffic as (

    select * from {{ ref('stg_web_traffic_judged') }}

),

flagged as (

    select
        *,
        copies > 1 as identical_rows,
        {{
            any_invalid([
                ('visitors', 'visitors_number'),
                ('sessions', 'sessions_number'),
                ('page_views', 'page_views_number'),
                ('bounces', 'bounces_number'),
                ('social_shares', 'social_shares_number'),
                ('search_position', 'search_position_number'),
            ])
        }} as invalid_optional_value

    from traffic

),

issues as (

    {{ issues('web_traffic', ['identical_rows', 'invalid_optional_value']) }}

)

select * from issues

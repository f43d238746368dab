-- One row per raw row of web_traffic: its text as it came, and its typed values.
with

web_traffic as (

    select * from {{ raw('web_traffic') }}

),

typed_web_traffic as (

    select
        *,
        {{ try_number('visitors') }} as visitors_number,
        {{ try_number('sessions') }} as sessions_number,
        {{ try_number('page_views') }} as page_views_number,
        {{ try_number('bounces') }} as bounces_number,
        {{ try_number('social_shares') }} as social_shares_number,
        {{ try_number('search_position') }} as search_position_number,
        {{ try_timestamp('traffic_date') }} as traffic_date_utc

    from {{ cleaned_rows('web_traffic', 'web_traffic') }}

)

select * from typed_web_traffic

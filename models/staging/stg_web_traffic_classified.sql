-- One row per raw row of web_traffic: its status and its warnings.
with

traffic as (

    select * from {{ ref('base_web_traffic') }}

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

checked_traffic as (

    select
        traffic.*,
        case
            when traffic.traffic_date is null then 'missing_timestamp'
            when traffic.traffic_date_utc is null then 'invalid_timestamp'
        end as rejected_for,
        coalesce(traffic.traffic_date_utc >= report_date.report_end_at, false)
            as is_later,
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
    cross join report_date

),

numbered_traffic as (

    select
        *,
        {{ copy_number('web_traffic') }} as copy_number,
        {{ has_copies('web_traffic') }} as identical_rows,
        {{ row_number_in_table('web_traffic') }} as row_number_in_table

    from checked_traffic

),

classified_traffic as (

    select
        *,
        {{ row_status('copy_number > 1') }} as row_status

    from numbered_traffic

)

select * from classified_traffic

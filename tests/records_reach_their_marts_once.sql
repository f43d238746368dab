-- One row per record that is missing in its mart, stands there twice, or came from
-- nowhere.
{%- set marts = {
    'dim_leads': ('stg_leads', 'lead_id'),
    'fct_deals': ('stg_deals', 'deal_id'),
    'fct_touchpoints': ('stg_touchpoints', 'touchpoint_id'),
    'fct_spend': ('stg_marketing_spend', 'spend_id'),
} %}
with

sightings as (

    {% for mart, (staged, id) in marts.items() -%}
    select
        '{{ mart }}' as mart,
        {{ id }} as record_id,
        1 as accepted_rows,
        0 as shown_rows

    from {{ ref(staged) }}

    union all

    select
        '{{ mart }}' as mart,
        {{ id }} as record_id,
        0 as accepted_rows,
        1 as shown_rows

    from {{ ref(mart) }}
    {{ "union all" if not loop.last }}

    {% endfor %}
),

counted_sightings as (

    select
        mart,
        record_id,
        sum(accepted_rows) as accepted_rows,
        sum(shown_rows) as shown_rows

    from sightings

    group by mart, record_id

),

-- Costs without an id share one row here.
astray_records as (

    select * from counted_sightings

    where
        accepted_rows != shown_rows
        or (shown_rows > 1 and record_id is not null)

)

select * from astray_records

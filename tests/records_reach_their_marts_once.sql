-- One row per mart that shows other records than were accepted, or one of them twice:
-- if no id stands alone, and there are as many pairs as ids on either side, none does.
{%- set marts = {
    'dim_leads': ('stg_leads_classified', 'lead_id'),
    'fct_deals': ('stg_deals_classified', 'deal_id'),
    'fct_touchpoints': ('stg_touchpoints_classified', 'touchpoint_id'),
    'fct_spend': ('stg_marketing_spend_classified', 'spend_id'),
} %}
with

-- By hash: of many millions of rows no more than a number each is kept.
{% for mart, (classified, id) in marts.items() -%}
accepted_in_{{ mart }} as (

    select {{ text_hash(id) }} as id_hash

    from {{ ref(classified) }}

    where row_status = 'accepted' and {{ id }} is not null

),

shown_in_{{ mart }} as (

    select {{ text_hash(id) }} as id_hash

    from {{ ref(mart) }}

    where {{ id }} is not null

),

{% endfor -%}
sightings as (

    {% for mart in marts -%}
    select
        '{{ mart }}' as mart,
        accepted_in_{{ mart }}.id_hash is null as is_from_nowhere,
        shown_in_{{ mart }}.id_hash is null as is_missing

    from accepted_in_{{ mart }}
    full outer join shown_in_{{ mart }}
        on accepted_in_{{ mart }}.id_hash = shown_in_{{ mart }}.id_hash
    {{ "union all" if not loop.last }}

    {% endfor %}
),

sighting_counts as (

    select
        mart,
        {{ count_where('is_missing') }} as missing,
        {{ count_where('is_from_nowhere') }} as from_nowhere,
        {{ count_where('not is_missing and not is_from_nowhere') }} as pairs

    from sightings

    group by mart

),

-- Costs without an id can only be counted.
accepted_counts as (

    {% for mart, (classified, id) in marts.items() -%}
    select
        '{{ mart }}' as mart,
        count(*) as accepted_rows,
        count({{ id }}) as accepted_ids

    from {{ ref(classified) }}

    where row_status = 'accepted'
    {{ "union all" if not loop.last }}

    {% endfor %}
),

shown_counts as (

    {% for mart, (classified, id) in marts.items() -%}
    select
        '{{ mart }}' as mart,
        count(*) as shown_rows,
        count({{ id }}) as shown_ids

    from {{ ref(mart) }}
    {{ "union all" if not loop.last }}

    {% endfor %}
),

compared_counts as (

    select
        accepted_counts.mart,
        accepted_counts.accepted_rows,
        shown_counts.shown_rows,
        accepted_counts.accepted_ids,
        shown_counts.shown_ids,
        coalesce(sighting_counts.pairs, 0) as pairs,
        coalesce(sighting_counts.missing, 0) as missing,
        coalesce(sighting_counts.from_nowhere, 0) as from_nowhere

    from accepted_counts
    inner join shown_counts
        on accepted_counts.mart = shown_counts.mart
    left join sighting_counts
        on accepted_counts.mart = sighting_counts.mart

),

differing_marts as (

    select * from compared_counts

    where
        accepted_rows != shown_rows
        or accepted_ids != pairs
        or shown_ids != pairs
        or missing > 0
        or from_nowhere > 0

)

select * from differing_marts

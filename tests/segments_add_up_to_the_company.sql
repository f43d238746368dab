-- One row per period and segment type whose counts or amounts do not add up to the
-- company's, with the columns that do not: of every table by segment.
{%- set comparisons = [] %}
{%- for table in marts() %}
{%- set relation = ref(table) %}
{%- for segment_type in segment_types_of(table) if counts_and_amounts(table) %}
{%- do comparisons.append(segments_that_differ(table, segment_type)) %}
{%- endfor %}
{%- endfor %}
with

compared_segments as (

    {{ comparisons | join(' union all ') or 'select null as columns_that_differ' }}

),

findings as (

    select * from compared_segments

    where columns_that_differ != ''

)

select * from findings

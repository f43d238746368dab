-- One row per month and segment with open deals, or SQLs without a deal, at its end.
{%- set segment_types = ['channel', 'direction', 'region', 'owner'] %}
with

months as (

    select * from {{ ref('int_months_counted') }}

),

deals as (

    select * from {{ ref('int_deals_segmented') }}

),

stays as (

    select * from {{ ref('int_lead_stays') }}

    where stage = 'sql'

),

sql_entries as (

    select * from {{ ref('int_lead_stage_entries') }}

    where stage = 'sql'

),

leads as (

    select * from {{ ref('int_leads') }}

),

pipeline as (

    select
        channel,
        direction,
        region,
        owner,
        'deal' as kind,
        amount,
        opportunity_at as entered_at,
        closed_at as left_at

    from deals

    union all

    select
        sql_entries.channel,
        sql_entries.direction,
        sql_entries.region,
        sql_entries.owner,
        'sql' as kind,
        null as amount,
        stays.entered_at,
        {{ earliest(['stays.left_at', 'leads.first_deal_created_at']) }} as left_at

    from stays
    inner join sql_entries on stays.lead_id = sql_entries.lead_id
    inner join leads on stays.lead_id = leads.lead_id

),

pipeline_at_month_end as (

    select
        months.month_start,
        pipeline.*

    from months
    inner join pipeline
        on
            pipeline.entered_at < months.month_end_at
            and coalesce(pipeline.left_at, {{ never() }}) >= months.month_end_at

),

pipeline_counts as (

    select
        month_start,
        {{ segment_columns(segment_types) }},
        count(*) as pipeline_sqls,
        {{ count_where("kind = 'deal'") }} as open_deals,
        {{ sum_where("kind = 'deal'", 'amount') }} as open_pipeline_amount

    from pipeline_at_month_end

    group by {{ grouped_by_segment(['month_start'], segment_types) }}

)

select * from pipeline_counts

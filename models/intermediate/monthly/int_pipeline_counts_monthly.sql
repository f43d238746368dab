-- One row per month and segment with something in the pipeline at the month's end: open
-- deals, and SQLs that have no deal yet.
{%- set segment_types = ['channel', 'direction', 'region', 'owner'] %}
with

months as (

    select * from {{ ref('int_months') }}

),

deals as (

    select * from {{ ref('int_deals_segmented') }}

),

sqls as (

    select
        stage_entries.channel,
        stage_entries.direction,
        stage_entries.region,
        stage_entries.owner,
        stays.entered_at,
        {{ earliest(['stays.left_at', 'leads.first_deal_created_at']) }} as left_at

    from {{ ref('int_lead_stays') }} as stays
    inner join {{ ref('int_lead_stage_entries') }} as stage_entries
        on
            stays.lead_id = stage_entries.lead_id
            and stage_entries.stage = 'sql'
    inner join {{ ref('int_leads') }} as leads
        on stays.lead_id = leads.lead_id

    where stays.stage = 'sql'

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
        channel,
        direction,
        region,
        owner,
        'sql' as kind,
        null as amount,
        entered_at,
        left_at

    from sqls

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

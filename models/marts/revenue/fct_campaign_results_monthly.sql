-- One row per month, channel and campaign with a cost or a result: what it cost, and
-- what it brought as the first touch.
with

campaign_counts as (

    select * from {{ ref('int_campaign_counts_monthly') }}

),

months as (

    select * from {{ ref('int_months') }}

),

campaign_results as (

    select
        campaign_counts.month_start,
        campaign_counts.channel,
        campaign_counts.campaign,
        months.is_complete,
        campaign_counts.program_cost,
        campaign_counts.new_leads,
        campaign_counts.new_mqls,
        campaign_counts.new_sqls,
        campaign_counts.new_customers,
        campaign_counts.won_revenue,
        {{ rate('campaign_counts.program_cost', 'campaign_counts.new_mqls') }}
            as cost_per_mql,
        {{
            rate(
                'campaign_counts.won_revenue - campaign_counts.program_cost',
                'campaign_counts.program_cost'
            )
        }} as roi

    from campaign_counts
    inner join months
        on campaign_counts.month_start = months.month_start

)

select * from campaign_results

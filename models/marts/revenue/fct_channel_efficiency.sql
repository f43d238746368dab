-- One row per channel: what a year's cost brought, and what one more MQL would cost.
{%- set sums = [
    'marketing_cost', 'sales_cost', 'new_mqls', 'mqls_to_customer', 'mql_cohort_revenue',
] %}
with

channel_sums as (

    select * from {{ ref('int_channel_sums') }}

),

channels as (

    select
        *,
        -- Nobody can spend more on what has no name.
        case
            when months_with_known_cost > 0 and segment not in ('unknown', 'unallocated')
                then marketing_cost
        end as known_cost,
        {{ rate('mql_cohort_revenue', 'mqls_to_customer') }} as revenue_per_customer,
        {{ rate('cost_mql_products', 'case when cost_range > 0 then cost_squares end') }}
            as slope

    from channel_sums

),

company as (

    select * from channels where segment_type = 'company'

),

compared_channels as (

    select
        channels.*,
        case when channels.known_cost > 0 then channels.known_cost end as paid_cost,
        case
            when channels.months_with_known_cost > 0
                then {{ rate('channels.marketing_cost', 'company.marketing_cost') }}
        end as share_of_cost,
        case
            when company.mql_cohort_revenue > 0
                then channels.mql_cohort_revenue / company.mql_cohort_revenue
        end as share_of_revenue,
        coalesce(channels.revenue_per_customer, company.revenue_per_customer)
            as value_of_customer,
        sqrt({{
            rate(
                'greatest(channels.mql_squares'
                ' - channels.slope * channels.cost_mql_products, 0)',
                '((channels.compared_months - 2) * channels.cost_squares)'
            )
        }}) as standard_error

    from channels
    cross join company

    where channels.segment_type = 'channel'

),

channel_efficiency as (

    select
        segment as channel,
        marketing_cost,
        sales_cost,
        share_of_cost,
        cast(new_mqls as bigint) as mqls,
        cast(mqls_to_customer as bigint) as customers,
        mql_cohort_revenue as revenue,
        share_of_revenue,
        case when known_cost >= 0 then {{ rate('known_cost', 'new_mqls') }} end
            as cost_per_mql,
        {{ rate('mql_cohort_revenue', 'paid_cost') }} as revenue_per_cost,
        -- Without a customer it is 0, whatever one would bring.
        {{ byar_low('mqls_to_customer') }}
        * {{ rate('coalesce(value_of_customer, 0)', 'paid_cost') }}
            as revenue_per_cost_low,
        {{ byar_high('mqls_to_customer') }} * {{ rate('value_of_customer', 'paid_cost') }}
            as revenue_per_cost_high,
        case
            when
                known_cost is not null
                and compared_months_with_cost >= 12
                and slope > 1.96 * standard_error
                then 1 / slope
        end as marginal_cost_per_mql

    from compared_channels

    where {{ sums | join(' != 0 or ') }} != 0

)

select * from channel_efficiency

-- One row per month and segment with an event of a lead: how many leads reached, left or
-- came back to the funnel, and how many of the month's leads and MQLs went on.
{%- set window = var('conversion_window_days') %}
{%- set days_to_disposition -%}
    case when event = 'mql' then {{ days_between('mql_at', 'mql_disposition_at') }} end
{%- endset %}
with

lead_events as (

    select * from {{ ref('int_lead_events') }}

),

deals as (

    select * from {{ ref('int_deal_events') }}

    where event in ('won', 'credit') and lead_id is not null

),

won_amounts as (

    select
        lead_id,
        sum(amount) as won_amount

    from deals

    group by lead_id

),

valued_events as (

    select
        lead_events.*,
        won_amounts.won_amount

    from lead_events
    left join won_amounts
        on lead_events.lead_id = won_amounts.lead_id

),

lead_counts as (

    select
        month_start,
        {{ segment_columns(lead_segments()) }},
        {{ count_where("event = 'lead'") }} as new_leads,
        {{ count_where("event = 'mql'") }} as new_mqls,
        {{ count_where("event = 'sql'") }} as new_sqls,
        {{ count_where("event = 'opportunity'") }} as new_opportunity_leads,
        {{ count_where("event = 'commit'") }} as new_commits,
        {{ count_where("event = 'customer'") }} as new_customer_leads,
        {{ count_where("event = 'pql'") }} as new_pqls,
        {{ count_where("event = 'service_qualified'") }} as new_service_qualified,
        {{ count_where("event = 'reopened'") }} as reopened_leads,
        {{ count_where("event = 'recycled'") }} as recycled_leads,
        {{ count_where("event = 'disqualified'") }} as disqualified_leads,
        {{ count_where("event = 'mql' and mql_hand_raise_at is not null") }}
            as mqls_to_hand_raise,
        {{ count_where("event = 'mql' and mql_is_implied") }} as implied_mqls,
        {{ count_where("event = 'mql' and not mql_is_implied") }} as own_mqls,
        {{
            count_where(
                "event = 'mql' and not mql_is_implied and "
                ~ is_within_days('sql_at', 'occurred_at', window)
            )
        }} as own_mqls_to_sql_in_window,
        {% for disposition in ['accepted', 'sent_back', 'rejected'] -%}
        {{ count_where("event = 'mql' and mql_disposition = '" ~ disposition ~ "'") }}
            as mqls_{{ disposition }}_in_window,
        {% endfor -%}
        {{ percentile(days_to_disposition, 0.5) }} as median_days_to_disposition,
        {{ cohort_counts('mqls_to_sql', 'mql', 'sql_at') }},
        {{ cohort_counts('mqls_to_opportunity', 'mql', 'opportunity_at') }},
        {{ cohort_counts('mqls_to_commit', 'mql', 'commit_at') }},
        {{ cohort_counts('mqls_to_customer', 'mql', 'customer_at') }},
        {{ count_where("event = 'mql' and mql_disqualified_at is not null") }}
            as mqls_disqualified,
        {{ cohort_counts('sqls_to_customer', 'sql', 'customer_at') }},
        {{ cohort_counts('leads_to_mql', 'lead', 'mql_at') }},
        {{
            cohort_counts(
                'leads_to_customer', 'lead', 'customer_at',
                var('lead_conversion_window_days')
            )
        }},
        {{ sum_where("event = 'mql'", 'won_amount') }} as mql_cohort_revenue

    from valued_events

    group by {{ grouped_by_segment(['month_start'], lead_segments()) }}

)

select * from lead_counts

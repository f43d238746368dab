-- One row per month and segment in which a lead reached a stage: how many did, and how
-- many of the month's leads and MQLs went on, ever and within the conversion window.
{%- set segment_types = ['channel', 'persona', 'direction', 'region', 'owner'] %}
with

stage_entries as (

    select * from {{ ref('int_lead_stage_entries') }}

),

lead_counts as (

    select
        month_start,
        {{ segment_columns(segment_types) }},
        {{ count_where("stage = 'lead'") }} as new_leads,
        {{ count_where("stage = 'mql'") }} as new_mqls,
        {{ count_where("stage = 'sql'") }} as new_sqls,
        {{ count_where("stage = 'opportunity'") }} as new_opportunity_leads,
        {{ count_where("stage = 'commit'") }} as new_commits,
        {{ count_where("stage = 'customer'") }} as new_customer_leads,
        {{ count_where("stage = 'mql' and mql_hand_raise_at is not null") }}
            as mqls_to_hand_raise,
        {{ cohort_counts('mqls_to_sql', 'mql', 'sql_at') }},
        {{ cohort_counts('mqls_to_opportunity', 'mql', 'opportunity_at') }},
        {{ cohort_counts('mqls_to_commit', 'mql', 'commit_at') }},
        {{ cohort_counts('mqls_to_customer', 'mql', 'customer_at') }},
        {{ cohort_counts('mqls_disqualified', 'mql', 'mql_disqualified_at') }},
        {{ cohort_counts('sqls_to_customer', 'sql', 'customer_at') }},
        {{ cohort_counts('leads_to_mql', 'lead', 'mql_at') }},
        {{ cohort_counts('leads_to_customer', 'lead', 'customer_at') }}

    from stage_entries

    group by {{ grouped_by_segment(['month_start'], segment_types) }}

)

select * from lead_counts

-- One row per raw table of which rows were lost, doubled or told twice over.
{%- set accepted_rows = {
    'leads': 'stg_leads',
    'touchpoints': 'int_touchpoints_scored',
    'deals': 'stg_deals',
    'deal_stage_changes': 'stg_deal_stage_changes',
    'lead_status_changes': 'stg_lead_status_changes',
    'marketing_spend': 'int_spend',
    'web_traffic': 'int_web_traffic',
} %}
with

summary as (

    select * from {{ ref('fct_data_quality_summary') }}

),

issues as (

    select
        source_table,
        {{ count_where("severity = 'rejected'") }} as rejected_issues,
        count(
            distinct case
                when severity = 'warning' then record_id || ' ' || reason || raw_row
            end
        ) as warning_issues

    from {{ ref('fct_data_quality_issues') }}

    group by source_table

),

-- A table of the warehouse may have grown since it was read; files and seeds have not.
counted_rows as (

    {% for table in raw_tables() -%}
    select
        '{{ table }}' as source_table,
        (
            select count(*)
            from {{
                ref('base_' ~ table) if var('raw_schema') else raw(table, all_loads=true)
            }}
        ) as raw_rows,
        (select count(*) from {{ ref(accepted_rows[table]) }}) as accepted_rows
    {{ "union all" if not loop.last }}

    {% endfor %}
),

compared_counts as (

    select
        counted_rows.source_table,
        counted_rows.raw_rows,
        summary.rows_in,
        summary.accepted
        + summary.duplicates
        + summary.deleted
        + summary.rejected
        + summary.not_yet as classified_rows,
        summary.accepted,
        counted_rows.accepted_rows,
        summary.rejected,
        coalesce(issues.rejected_issues, 0) as rejected_issues,
        summary.warnings,
        coalesce(issues.warning_issues, 0) as warning_issues

    from counted_rows
    left join summary
        on counted_rows.source_table = summary.source_table
    left join issues
        on counted_rows.source_table = issues.source_table

),

unaccounted_tables as (

    select * from compared_counts

    where
        rows_in is null
        or rows_in != raw_rows
        or rows_in != classified_rows
        or accepted != accepted_rows
        or rejected != rejected_issues
        or warnings != warning_issues

)

select * from unaccounted_tables

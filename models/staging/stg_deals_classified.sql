-- One row per raw row of deals: which version of a deal counts, and its status.
{%- set versions %}
    partition by deal_id, row_rejected_for, is_later order by {{ version_order('deals') }}
{%- endset %}
with

deals as (

    select * from {{ ref('stg_deals_mapped') }}

),

excluded_leads as (

    select * from {{ ref('stg_lead_rules_met') }}

    where is_excluded

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

checked_deals as (

    select
        deals.*,
        {{ try_amount('deals.amount') }} as amount_number,
        excluded_leads.lead_id is not null as is_of_excluded_lead,
        case
            when deals.deal_id is null then 'missing_id'
            -- A deletion needs only its id.
            when deals.is_deleted_flag then null
            when deals.created_at is null then 'missing_timestamp'
            when deals.created_at_utc is null then 'invalid_timestamp'
            when deals.stage is null then 'missing_stage'
        end as row_rejected_for,
        coalesce(deals.created_at_utc >= report_date.report_end_at, false) as is_later

    from deals
    cross join report_date
    left join excluded_leads
        on deals.lead_id = excluded_leads.lead_id

),

versioned_deals as (

    select
        checked_deals.*,
        row_number() over ({{ versions }}) as version_number,
        -- Rows identical to the one that counts share its rank.
        rank() over ({{ versions }}) as version_rank

    from checked_deals
    cross join report_date

),

-- Only the version of a deal that counts, and rows identical to it, can be excluded or
-- have an ignored stage.
ruled_deals as (

    select
        *,
        case
            when row_rejected_for is not null then row_rejected_for
            when is_later or version_rank > 1 then null
            when is_of_excluded_lead then 'excluded'
            when mapped_stage = 'ignored' then 'ignored_stage'
        end as rejected_for

    from versioned_deals

),

classified_deals as (

    select
        *,
        {{ row_status('version_number > 1', 'is_deleted_flag') }} as row_status

    from ruled_deals

)

select * from classified_deals

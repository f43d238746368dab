-- One row per version of a lead that has several: which of them counts.
with

leads as (

    select * from {{ of_changed_leads(ref('stg_leads_checked')) }}

    where is_version

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

-- Few leads have several versions: only theirs are put in order.
repeated_ids as (

    select {{ text_hash('lead_id') }} as id_hash

    from leads

    group by {{ text_hash('lead_id') }}

    having count(*) > 1

),

ranked_leads as (

    select
        leads.*,
        row_number() over (
            partition by leads.lead_id order by {{ version_order('leads') }}
        ) as version_number,
        -- Rows identical to the one that counts share its rank.
        rank() over (
            partition by leads.lead_id order by {{ version_order('leads') }}
        ) as version_rank

    from leads
    cross join report_date

    where
        {{ text_hash('lead_id') }} in (select repeated_ids.id_hash from repeated_ids)

)

select * from ranked_leads

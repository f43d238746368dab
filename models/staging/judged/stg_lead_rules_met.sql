-- One row per lead: what the rules make of the version that counts.
with

leads as (

    select * from {{ ref('stg_leads_ranked') }}

    where is_version and version_number = 1

),

lead_rules as (

    select * from {{ ref('stg_lead_rules') }}

),

rules_met as (

    select
        leads.lead_id,
        lead_rules.purpose,
        lead_rules.points

    from leads
    inner join lead_rules
        on {{ rule_is_met(lead_attribute('lead_rules.attribute', 'leads')) }}

),

lead_rules_met as (

    select
        leads.lead_id,
        cast(coalesce(sum(rules_met.points), 0) as bigint) as fit_score,
        count(case when rules_met.purpose = 'exclusion' then 1 end) > 0 as is_excluded

    from leads
    left join rules_met
        on leads.lead_id = rules_met.lead_id

    group by leads.lead_id

)

select * from lead_rules_met

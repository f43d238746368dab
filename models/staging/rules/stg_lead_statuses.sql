-- One row per lead status of the CRM, of a field or of any: what it means for the
-- funnel.
with

lead_statuses as (

    select * from {{ of_own_rules(ref('lead_statuses')) }}

),

typed_lead_statuses as (

    select
        {{ rule_lookup_key('crm_status') }} as crm_status_key,
        {{ rule_lookup_key('field') }} as field_key,
        {{ rule_key('status') }} as status

    from lead_statuses

)

select * from typed_lead_statuses

-- One row per deal stage of the CRM, of a pipeline or of any: what it means for the
-- funnel.
with

deal_stages as (

    select * from {{ of_own_rules(ref('deal_stages')) }}

),

typed_deal_stages as (

    select
        {{ rule_lookup_key('crm_stage') }} as crm_stage_key,
        {{ rule_lookup_key('pipeline') }} as pipeline_key,
        {{ rule_key('stage') }} as stage

    from deal_stages

)

select * from typed_deal_stages

-- One row per raw row of deals: what its stage means.
with

deals as (

    select * from {{ ref('base_deals') }}

),

pipeline_stages as (

    select * from {{ ref('stg_deal_stages') }}

    where pipeline_key is not null

),

general_stages as (

    select * from {{ ref('stg_deal_stages') }}

    where pipeline_key is null

),

mapped_deals as (

    select
        deals.*,
        {{ mapped_stage('deals') }} is null as is_unknown_stage,
        coalesce({{ mapped_stage('deals') }}, 'opportunity') as mapped_stage

    from deals
    left join pipeline_stages
        on {{ on_stage('deals', 'pipeline_stages', 'deals.pipeline') }}
    left join general_stages
        on {{ on_stage('deals', 'general_stages') }}

)

select * from mapped_deals

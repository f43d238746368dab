-- One row per period of a lead in a stage, or out of the funnel.
with

stage_history as (

    select * from {{ ref('int_lead_stage_history') }}

),

public_stays as (

    select
        lead_id,
        stage,
        entered_at,
        left_at,
        visit

    from stage_history

)

select * from public_stays

-- One row per stay of a lead in a stage, or out of the funnel.
with

stays as (

    select * from {{ ref('int_lead_stays') }}

),

public_stays as (

    select
        lead_id,
        stage,
        entered_at,
        left_at,
        visit

    from stays

)

select * from public_stays

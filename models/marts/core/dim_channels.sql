-- One row per channel of the rules, and one for costs that no channel took.
-- Comes after the check of the rule seeds, as all that reads the report's date.
-- depends_on: {{ ref('stg_rule_faults') }}
with

channels as (

    select * from {{ ref('stg_channels') }}

),

public_channels as (

    select
        channel,
        direction,
        is_marketing

    from channels

    union all

    select
        'unallocated' as channel,
        null as direction,
        false as is_marketing

)

select * from public_channels

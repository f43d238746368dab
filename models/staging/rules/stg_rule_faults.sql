-- One row per cell of a rule seed that holds what the contract does not know.
-- depends_on: {{ ref('channels') }}, {{ ref('channel_rules') }}
-- depends_on: {{ ref('lead_source_channels') }}, {{ ref('touch_types') }}
-- depends_on: {{ ref('fit_rules') }}, {{ ref('exclusions') }}, {{ ref('personas') }}
-- depends_on: {{ ref('lead_statuses') }}, {{ ref('deal_stages') }}
-- depends_on: {{ ref('cost_types') }}, {{ ref('exchange_rates') }}, {{ ref('holidays') }}
-- depends_on: {{ ref('targets') }}, {{ ref('benchmarks') }}, {{ ref('goal_scenarios') }}
with

rule_faults as (

    {{ rule_faults() }}

)

select * from rule_faults

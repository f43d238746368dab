-- One row per month, purpose and channel: its share of the costs that name no channel.
{%- set bases = ['program_cost', 'new_mqls'] %}
{%- if var('shared_cost_basis') == 'new_mqls' %}{% set bases = bases[::-1] %}{% endif %}
with

spend as (

    select * from {{ ref('int_spend') }}

),

stage_entries as (

    select * from {{ ref('int_lead_events') }}

    where event in ('mql', 'sql')

),

-- The bases that costs can be shared by.
weights as (

    select
        month_start,
        channel,
        'program_cost' as basis,
        sum(amount) as weight

    from spend

    where kind != 'sales' and channel is not null

    group by month_start, channel

    union all

    select
        month_start,
        channel,
        case event when 'mql' then 'new_mqls' else 'new_sqls' end as basis,
        cast(count(*) as {{ double() }}) as weight

    from stage_entries

    group by month_start, channel, event

),

-- The first basis for each kind of cost, and the second if a month has none of the
-- first.
preferences as (

    {% for purpose, basis, preference in [
        ('marketing', bases[0], 1), ('marketing', bases[1], 2),
        ('sales', 'new_sqls', 1), ('sales', 'new_mqls', 2),
    ] -%}
    select
        '{{ purpose }}' as purpose,
        '{{ basis }}' as basis,
        {{ preference }} as preference
    {{ "union all" if not loop.last }}
    {% endfor %}
),

preferred_weights as (

    select
        weights.month_start,
        preferences.purpose,
        weights.channel,
        weights.weight,
        preferences.preference,
        min(preferences.preference) over (
            partition by weights.month_start, preferences.purpose
        ) as best_preference

    from weights
    inner join preferences
        on weights.basis = preferences.basis

    where weights.weight > 0

),

cost_shares as (

    select
        month_start,
        purpose,
        channel,
        weight / sum(weight) over (partition by month_start, purpose) as cost_share

    from preferred_weights

    where preference = best_preference

)

select * from cost_shares

-- One row per month, purpose and channel: its share of the costs that name no channel.
{%- set bases = ['program_cost', 'new_mqls'] %}
{%- if var('shared_cost_basis') == 'new_mqls' %}{% set bases = bases[::-1] %}{% endif %}
{%- set sales_bases = [var('sales_cost_basis'), 'new_sqls', 'new_mqls'] %}
with

spend as (

    select * from {{ ref('int_spend') }}

),

stage_entries as (

    select * from {{ ref('int_lead_events') }}

),

customers as (

    select * from {{ ref('int_deal_events') }}

    where event = 'won'

),

-- What costs can be shared by.
weights as (

    select
        month_start,
        channel,
        'program_cost' as basis,
        sum(amount) as weight

    from spend

    where kind != 'sales' and channel is not null

    group by month_start, channel

    {% for source, basis, condition in [
        ('stage_entries', 'new_mqls', "event = 'mql'"),
        ('stage_entries', 'new_sqls', "event = 'sql'"),
        ('stage_entries', 'new_opportunities', "event = 'opportunity'"),
        ('customers', 'new_customers', 'is_new_customer'),
    ] -%}
    union all

    select
        month_start,
        channel,
        '{{ basis }}' as basis,
        cast(count(*) as {{ double() }}) as weight

    from {{ source }}

    where {{ condition }}

    group by month_start, channel

    {% endfor %}
),

-- Each kind of cost has its bases: a month without the first takes the next.
ranked_weights as (

    {% for purpose, preferred in [('marketing', bases), ('sales', sales_bases)] -%}
    select
        *,
        '{{ purpose }}' as purpose,
        rank() over (
            partition by month_start
            order by {{ position_in(preferred, 'basis') }} asc
        ) as preference

    from weights

    where weight > 0 and {{ position_in(preferred, 'basis') }} > 0
    {{ "union all" if not loop.last }}

    {% endfor %}
),

cost_shares as (

    select
        month_start,
        purpose,
        channel,
        weight / sum(weight) over (partition by month_start, purpose) as cost_share

    from ranked_weights

    where preference = 1

)

select * from cost_shares

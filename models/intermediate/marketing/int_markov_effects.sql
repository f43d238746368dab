-- One row per month with enough won paths in the twelve months that end with it, and
-- channel of these paths: what share of their wins would be lost without it.
{%- set channels = markov_channels() %}
{%- set solved = 'swept_' ~ channels if channels else 'matrix' %}
{%- set probability = rate('chain_moves.visits', 'from_states.visits') %}
with

moves as (

    select * from {{ ref('int_markov_moves') }}

),

months as (

    select * from {{ ref('int_months') }}

),

chain_moves as (

    select
        months.month_start,
        moves.from_channel,
        moves.to_channel,
        sum(moves.visits) as visits,
        sum(sum(case when moves.to_channel = '' then moves.visits end))
            over (partition by months.month_start) as won_paths

    from months
    inner join moves
        on {{ is_in_twelve_months('moves.month_start', 'months.month_start') }}

    group by months.month_start, moves.from_channel, moves.to_channel

),

states as (

    select
        month_start,
        from_channel as channel,
        sum(visits) as visits,
        row_number() over (partition by month_start order by from_channel asc) - 1
            as state_number

    from chain_moves

    where won_paths >= {{ var('markov_min_conversions') }}

    group by month_start, from_channel

),

-- I − Q of the channels; row 0 has the moves from the start, column 0 those to a win.
matrix as (

    select
        from_states.month_start,
        from_states.channel,
        from_states.state_number as i,
        to_states.state_number as j,
        case
            when '' in (from_states.channel, to_states.channel)
                then coalesce({{ probability }}, 0)
            when from_states.channel = to_states.channel then 1
            else -coalesce({{ probability }}, 0)
        end as value

    from states as from_states
    inner join states as to_states
        on from_states.month_start = to_states.month_start
    left join chain_moves
        on
            from_states.month_start = chain_moves.month_start
            and from_states.channel = chain_moves.from_channel
            and to_states.channel = chain_moves.to_channel

),

{% for number in range(1, channels + 1) -%}
swept_{{ number }} as (
    {{ swept('matrix' if loop.first else 'swept_' ~ loop.index0, number) }}
),
{% endfor -%}
-- Without a channel the paths that reach it and then win are lost.
markov_effects as (

    select
        month_start,
        channel,
        in_pivot_row * in_pivot_column / (value * at_pivot) as effect

    from ({{ with_pivot(solved, 0) }}) as solved

    where i = j and i > 0

)

select * from markov_effects

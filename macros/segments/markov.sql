{#-
    How many channels there are on paths: so many steps solve a chain. None where no month
    can have markov_min_conversions won paths, as in a small company. Without the table, as
    while nothing is built yet, a number that suits most.
    Returns: a whole number.
-#}
{% macro markov_channels() -%}
    {%- set moves = load_relation(ref("int_markov_moves")) if execute else none -%}
    {%- if not moves -%}
        {{ return(40) }}
    {%- endif -%}
    {%- set query -%}
        select
            count(distinct from_channel) - 1,
            coalesce(sum(case when to_channel = '' then visits end), 0)
        from {{ moves }}
    {%- endset -%}
    {%- set channels, won_paths = run_query(query).rows[0].values() -%}
    {{ return(channels | int if won_paths >= var("markov_min_conversions") | int else 0) }}
{%- endmacro %}


{#-
    What came before and after each touch of a path. Who comes directly has met the company
    elsewhere, if we saw that: `direct` is left out unless there is nothing else.

    Arguments: touches, a CTE with one row per is_won, path_id and touch, with month_start,
    channel, occurred_at and touchpoint_id.
    Returns: SQL of a query with columns month_start, is_won, channel, is_first and
    next_channel (null: the path ends).
-#}
{% macro path_steps(touches) -%}
    {%- set in_order -%}
    over (
            partition by is_won, path_id
            order by occurred_at asc, {{ binary_text("touchpoint_id") }} asc
        )
    {%- endset -%}
    select
        month_start,
        is_won,
        channel,
        lag(channel) {{ in_order }} is null as is_first,
        lead(channel) {{ in_order }} as next_channel
    from (
        select
            *,
            count(case when channel != 'direct' then 1 end)
                over (partition by is_won, path_id) as other_touches
        from {{ touches }}
    ) as all_touches
    where channel != 'direct' or other_touches = 0
{%- endmacro %}


{#-
    The moves of paths: from the start ('') to the first channel, from channel to channel,
    and from the last to a won deal ('') or to nothing (null). A channel that comes again
    at once is no move.

    Arguments: steps, a CTE with the columns of path_steps(), and visits, how many.
    Returns: SQL of a query with columns month_start, from_channel, to_channel, visits.
-#}
{% macro path_moves(steps) -%}
    select
        month_start,
        from_channel,
        to_channel,
        cast(sum(visits) as bigint) as visits
    from (
        select month_start, '' as from_channel, channel as to_channel, visits
        from {{ steps }}
        where is_first
        union all
        select
            month_start,
            channel as from_channel,
            coalesce(next_channel, case when is_won then '' end) as to_channel,
            visits
        from {{ steps }}
        where next_channel is null or next_channel != channel
    ) as moves
    group by month_start, from_channel, to_channel
{%- endmacro %}


{#-
    A matrix of each month with, in each cell, the pivot and what stands in the pivot's row
    and column. It reads the matrix once, so engines that inline it do not read it twice.

    Arguments: matrix, a CTE with one row per month_start, channel, i and j, and a value;
    pivot, the number of the pivot's row and column.
    Returns: SQL of a query.
-#}
{% macro with_pivot(matrix, pivot) -%}
    select
        month_start,
        channel,
        i,
        j,
        value,
        max(case when i = {{ pivot }} and j = {{ pivot }} then value end)
            over (partition by month_start) as at_pivot,
        max(case when i = {{ pivot }} then value end)
            over (partition by month_start, j) as in_pivot_row,
        max(case when j = {{ pivot }} then value end)
            over (partition by month_start, i) as in_pivot_column
    from {{ matrix }}
{%- endmacro %}


{#-
    One step of the elimination after Gauss and Jordan that inverts a matrix in place. A
    month whose matrix has no such row stays as it is.
    Arguments, returns: as with_pivot, without the columns that it adds.
-#}
{% macro swept(matrix, pivot) -%}
    select
        month_start,
        channel,
        i,
        j,
        case
            when at_pivot is null then value
            when i = {{ pivot }} and j = {{ pivot }} then 1 / at_pivot
            when i = {{ pivot }} then value / at_pivot
            when j = {{ pivot }} then -value / at_pivot
            else value - in_pivot_row * in_pivot_column / at_pivot
        end as value
    from ({{ with_pivot(matrix, pivot) }}) as with_pivot
{%- endmacro %}


{#-
    What the model markov credits to channels: each month's deals with a path by the
    channels' effects, those without one to `unknown`. A month without effects has no rows.

    Arguments: credits, a CTE with one row per deal and touch, or deal without one, with
    month_start, is_touched, first_touch (a weight), deals and amount; effects, the CTE of
    int_markov_effects.
    Returns: SQL of a query with columns month_start, model, channel, campaign,
    attributed_deals, attributed_revenue.
-#}
{% macro markov_credits(credits, effects) -%}
    select
        totals.month_start,
        'markov' as model,
        shares.channel,
        shares.campaign,
        sum(shares.share * totals.deals) as attributed_deals,
        sum(shares.share * totals.revenue) as attributed_revenue
    from (
        select
            month_start,
            is_touched,
            sum(first_touch * deals) as deals,
            sum(first_touch * amount) as revenue
        from {{ credits }}
        group by month_start, is_touched
    ) as totals
    inner join (
        select
            month_start,
            true as is_touched,
            channel,
            'all' as campaign,
            {{ rate("effect", "sum(effect) over (partition by month_start)") }} as share
        from {{ effects }}
        where effect > 0
        union all
        select distinct
            month_start,
            false as is_touched,
            'unknown' as channel,
            'unknown' as campaign,
            cast(1 as {{ double() }}) as share
        from {{ effects }}
    ) as shares
        on
            totals.month_start = shares.month_start
            and totals.is_touched = shares.is_touched
    group by totals.month_start, shares.channel, shares.campaign
{%- endmacro %}

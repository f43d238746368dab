-- Out of the funnel and back in.
create temp table leavings as
select statuses.lead_no, statuses.changed_at as occurred_at, statuses.status as effect
from statuses
inner join leads on statuses.lead_no = leads.lead_no
where status in ('recycled', 'disqualified') and statuses.changed_at >= leads.created_at
union
select lost.lead_no, lost.closed_at, 'recycled'
from deals as lost
inner join leads on lost.lead_no = leads.lead_no
where
    lost.is_lost
    and lost.closed_at >= leads.created_at
    and not exists (
        select 1 from deals as others
        where
            others.lead_no = lost.lead_no
            and others.deal_id != lost.deal_id
            and (
                (
                    others.opportunity_at <= lost.closed_at
                    and (others.closed_at is null or others.closed_at > lost.closed_at)
                )
                or (others.is_won and others.closed_at <= lost.closed_at)
            )
    );

create temp table turn_events as
with

first_leavings as (

    select lead_no, min(occurred_at) as first_left_at from leavings group by lead_no

)

select lead_no, occurred_at, effect from leavings
union
select events.lead_no, events.occurred_at, events.effect
from (
    select lead_no, changed_at as occurred_at, 'reopened' as effect
    from statuses where status in ('mql', 'sql')
    union all
    select lead_no, created_at, 'reopened' from deals where lead_no is not null and not is_credit
    union all
    select lead_no, occurred_at, 'revived'
    from touches where type_no in (select type_no from touch_types where is_interaction)
) as events
inner join first_leavings on events.lead_no = first_leavings.lead_no
where events.occurred_at >= first_leavings.first_left_at;

create temp table turns as
with

ordered as (

    select
        *,
        case effect when 'reopened' then 1 when 'revived' then 2 when 'disqualified' then 3 else 4 end as effect_no,
        count(case when effect in ('reopened', 'disqualified') then 1 end) over (
            partition by lead_no order by occurred_at, effect_no
        ) as phase
    from turn_events

),

states as (

    select
        *,
        case
            when bool_or(effect = 'disqualified') over (partition by lead_no, phase) then 'disqualified'
            when effect = 'recycled' then 'recycled'
            else 'in_funnel'
        end as state
    from ordered

),

changes as (

    select
        *,
        lag(state, 1, 'in_funnel') over (
            partition by lead_no order by occurred_at, effect_no
        ) as previous_state
    from states

)

select
    lead_no,
    occurred_at,
    state,
    row_number() over (partition by lead_no order by occurred_at, effect_no) as turn_number
from changes
where state != previous_state;

-- The moments at which leads reached a score, or raised a hand.
-- What earns points: of each type that has a limit no more than the first few.
create temp table fit_leads as
select lead_no, fit_score, created_at from leads
where fit_score >= getvariable('mql_min_fit_score');

create temp table earned as
select
    counted.lead_no,
    touch_types.points,
    counted.times[:coalesce(touch_types.max_times, len(counted.times))] as times
from (
    select touches.lead_no, touches.type_no, min(touches.occurred_at, {most_times}) as times
    from touches
    semi join fit_leads on touches.lead_no = fit_leads.lead_no
    where type_no in (select type_no from touch_types where points != 0 and max_times is not null)
    group by touches.lead_no, touches.type_no
    union all
    select touches.lead_no, touches.type_no, list(touches.occurred_at)
    from touches
    semi join fit_leads on touches.lead_no = fit_leads.lead_no
    where type_no in (select type_no from touch_types where points != 0 and max_times is null)
    group by touches.lead_no, touches.type_no
) as counted
inner join touch_types on counted.type_no = touch_types.type_no;

-- Only who can get there, in whatever order, is looked at moment by moment.
create temp table able_leads as
select fit_leads.lead_no, fit_leads.fit_score, fit_leads.created_at
from fit_leads
left join (
    select lead_no, sum(greatest(points, 0) * len(times)) as points
    from earned
    group by lead_no
) as most on fit_leads.lead_no = most.lead_no
where
    fit_leads.fit_score + coalesce(most.points, 0)
    >= least(getvariable('mql_score'), getvariable('sql_score'));

create temp table scores as
select
    lead_no,
    min(case when score >= getvariable('mql_score') then scored_at end) as mql_score_at,
    min(case when score >= getvariable('sql_score') then scored_at end) as sql_score_at
from (
    select
        lead_no,
        scored_at,
        sum(points) over (
            partition by lead_no order by scored_at
            rows between unbounded preceding and current row
        ) as score
    from (
        select lead_no, scored_at, sum(points) as points
        from (
            -- The fit is there from the start.
            select lead_no, created_at as scored_at, fit_score as points
            from able_leads
            union all
            select lead_no, greatest(occurred_at, created_at), points
            from (
                select
                    earned.lead_no, able_leads.created_at, earned.points,
                    unnest(earned.times) as occurred_at
                from earned
                inner join able_leads on earned.lead_no = able_leads.lead_no
            ) as touched
        ) as parts
        group by lead_no, scored_at
    ) as moments
) as running
group by lead_no;

create temp table hand_raises as
select
    touches.lead_no,
    greatest(touches.occurred_at, leads.created_at) as raised_at
from touches
inner join leads on touches.lead_no = leads.lead_no
where touches.type_no in (select type_no from touch_types where is_hand_raise);

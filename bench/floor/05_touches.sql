-- The touches that count, and those of known leads that tell something.
delete from touch_rows
where
    touchpoint_id is null
    or occurred_at is null
    or occurred_at < timestamp '1990-01-01'
    or occurred_at >= getvariable('report_end')
    or type_no is null
    or (is_nameless and anonymous_id is null);

-- Of the rows that share an id the earliest counts. Sorting numbers finds them faster
-- than grouping does.
create temp table repeated_touches as
select touch_rows.*
from touch_rows
semi join (
    select id_hash
    from (
        select id_hash, lag(id_hash) over (order by id_hash) as last_id_hash
        from (select hash(touchpoint_id) as id_hash from touch_rows)
    )
    where id_hash = last_id_hash
) as repeated on hash(touch_rows.touchpoint_id) = repeated.id_hash;

create temp table ranked_touches as
select
    *,
    rank() over (partition by touchpoint_id order by occurred_at) as time_rank,
    row_number() over (partition by touchpoint_id order by occurred_at, row_no) as row_rank
from repeated_touches
inner join (
    select file_row_number, channel, utm_source, utm_medium
    from read_parquet(
        getvariable('raw_files') || '/touchpoints.parquet', file_row_number = true
    )
) as origins on repeated_touches.row_no = origins.file_row_number;

-- Those of one moment are compared by all that they say, if they differ in what is used.
create temp table touch_ties as
select touchpoint_id
from ranked_touches
where time_rank = 1
group by touchpoint_id
having
    count(distinct (
        type_no, is_nameless, lead_no, anonymous_id, channel, utm_source, utm_medium
    )) > 1;

delete from touch_rows
where row_no in (
    select row_no from ranked_touches
    where row_rank > 1 and touchpoint_id not in (select touchpoint_id from touch_ties)
    union all
    select ranked.row_no
    from ranked_touches as ranked
    inner join touch_ties on ranked.touchpoint_id = touch_ties.touchpoint_id
    inner join read_parquet(
        getvariable('raw_files') || '/touchpoints.parquet', file_row_number = true
    ) as touches on ranked.row_no = touches.file_row_number
    qualify row_number() over (
        partition by ranked.touchpoint_id
        order by
            ranked.occurred_at, clean(touches.touch_type) nulls first,
            clean(touches.lead_id) nulls first, clean(touches.anonymous_id) nulls first,
            clean(touches.channel) nulls first, clean(touches.utm_source) nulls first,
            clean(touches.utm_medium) nulls first, clean(touches.utm_campaign) nulls first,
            clean(touches.asset) nulls first, clean(touches.program) nulls first,
            clean(touches.occurred_at) nulls first
    ) > 1
);

-- Whoever was first seen with an anonymous id is who it stands for.
create temp table sightings as
select
    touches.anonymous_id,
    min(touches.lead_no) as lead_no,
    max(touches.lead_no) as other_lead_no
from touch_rows as touches
semi join leads on touches.lead_no = leads.lead_no
where touches.anonymous_id is not null
group by touches.anonymous_id;

update sightings
set lead_no = firsts.lead_no
from (
    select touches.anonymous_id, touches.lead_no
    from touch_rows as touches
    semi join leads on touches.lead_no = leads.lead_no
    semi join (
        select anonymous_id from sightings where lead_no != other_lead_no
    ) as doubtful on touches.anonymous_id = doubtful.anonymous_id
    qualify row_number() over (
        partition by touches.anonymous_id
        order by touches.occurred_at, touches.touchpoint_id
    ) = 1
) as firsts
where sightings.anonymous_id = firsts.anonymous_id;

-- The touches of known leads that earn points, begin something or bring a lead back.
create temp table touches as
select
    coalesce(touch_rows.lead_no, sightings.lead_no) as lead_no,
    touch_rows.type_no,
    touch_rows.occurred_at,
    touch_rows.row_no
from touch_rows
semi join (
    select type_no from touch_types
    where points != 0 or is_interaction or is_outreach or is_hand_raise
) as telling_types on touch_rows.type_no = telling_types.type_no
left join sightings
    on touch_rows.is_nameless and touch_rows.anonymous_id = sightings.anonymous_id
semi join leads on coalesce(touch_rows.lead_no, sightings.lead_no) = leads.lead_no;

-- The headline tables in one hand-written script: the least that they cost.
--
-- It is written for speed and for DuckDB alone, and reads like it: that is the price
-- which the models of this project do not pay. It follows the contract where these
-- tables can tell the difference. floor.py runs it, with variables for what dbt_project.yml
-- sets, and replaces what stands in braces by what the rule seeds say. It knows
-- only UTC, Parquet files that have all columns, and the day of the newest event.
--
-- What makes it fast: the touches are read once, into short rows; ids become numbers; only
-- what repeats is ranked; only leads that can reach a threshold are scored moment by
-- moment; only leads that left the funnel are followed out and in.

------------------------------------------------------------------------------ reading
set timezone = 'UTC';

create temp macro raw(name) as table
    select * from read_parquet(getvariable('raw_files') || '/' || name || '.parquet');

create temp macro seed(name) as table
    select *
    from read_csv(
        getvariable('seeds') || '/' || name || '.csv', header = true, all_varchar = true
    );

create temp macro clean(x) as nullif(trim(x, ' ' || chr(9) || chr(10) || chr(13) || chr(160)), '');

-- Hardly an id has anything around it, and it is faster to ask than to trim.
create temp macro clean_id(x) as
    case
        when
            x < '!' or x > '~'
            or suffix(x, ' ') or suffix(x, chr(9)) or suffix(x, chr(10))
            or suffix(x, chr(13)) or suffix(x, chr(160))
            then clean(x)
        else x
    end;

create temp macro cell(x) as lower(clean(x));

create temp macro flag(x) as
    case
        when lower(x) in ('true', 't', 'yes', 'y', '1') then true
        when lower(x) in ('false', 'f', 'no', 'n', '0') then false
    end;

create temp macro number(x) as
    case
        when regexp_full_match(
            x,
            '[+-]?([0-9]{1,60}([.][0-9]{0,60})?|[.][0-9]{1,60})([eE][+-]?0{0,9}1?[0-9]{1,2})?'
        )
            then cast(x as double)
    end;

-- Most moments have one of three shapes, which are read fast. Any other is cut out by a
-- pattern, so that the cast sees nothing that the contract forbids.
create temp macro any_moment(x) as
    case
        when x like '____-__-__T__:__:__Z' then try_strptime(x, '%Y-%m-%dT%H:%M:%SZ')
        when x like '____-__-__ __:__:__' then try_strptime(x, '%Y-%m-%d %H:%M:%S')
        when x like '____-__-__' then try_strptime(x, '%Y-%m-%d')
        else try_cast(
            regexp_extract(
                clean(x),
                '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([T ]([01][0-9]|2[0-3]):[0-5][0-9]'
                || '(:[0-5][0-9]([.][0-9]+)?)?(Z|[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?)?$'
            ) as timestamptz
        ) at time zone 'UTC'
    end;

create temp macro moment(x) as
    case when any_moment(x) >= timestamp '1990-01-01' then any_moment(x) end;

-------------------------------------------------------------------------------- rules
create temp table channels as
select
    cell(channel) as channel_key,
    clean(channel) as channel,
    cell(direction) as direction,
    coalesce(flag(clean(is_marketing)), false) as is_marketing
from seed('channels');

create temp table channel_rules as
select
    cast(priority as integer) as priority,
    cell(utm_source_pattern) as source_pattern,
    cell(utm_medium_pattern) as medium_pattern,
    channels.channel
from seed('channel_rules') as rules
inner join channels on cell(rules.channel) = channels.channel_key;

create temp table touch_types as
select
    cell(touch_type) as type_key,
    cast(row_number() over () as utinyint) as type_no,
    coalesce(channels.channel, 'direct') as default_channel,
    cast(clean(points) as integer) as points,
    cast(clean(max_times) as integer) as max_times,
    flag(clean(is_interaction)) as is_interaction,
    flag(clean(is_outreach)) as is_outreach,
    flag(clean(is_hand_raise)) as is_hand_raise
from seed('touch_types') as types
left join channels on cell(types.default_channel) = channels.channel_key;

create temp table deal_stages as
select cell(crm_stage) as stage_key, cell(stage) as stage from seed('deal_stages');

create temp table rates as
select
    currency_key,
    valid_from,
    lead(valid_from, 1, date '9999-12-31') over (
        partition by currency_key order by valid_from
    ) as valid_before,
    rate
from (
    select
        cell(currency) as currency_key,
        cast(clean(month) as date) as valid_from,
        number(clean(rate)) as rate
    from seed('exchange_rates')
    where cell(currency) != getvariable('reporting_currency')
    union all
    select getvariable('reporting_currency'), date '1900-01-01', 1.0
);

------------------------------------------------------------------- the raw rows, typed
create temp table lead_rows as
select
    file_row_number as row_no,
    clean(lead_id) as lead_id,
    clean(created_at) is null as is_undated,
    moment(created_at) as created_at,
    moment(updated_at) as updated_at,
    coalesce(flag(clean(is_deleted)), false) as is_deleted
from read_parquet(getvariable('raw_files') || '/leads.parquet', file_row_number = true);

-- Every id that a lead ever had, known or not, gets a number.
create temp table lead_numbers as
select lead_id, cast(row_number() over () as integer) as lead_no
from (select distinct lead_id from lead_rows where lead_id is not null);

create temp table deal_rows as
select
    file_row_number as row_no,
    clean(deal_id) as deal_id,
    moment(deals.created_at) as created_at,
    clean(deals.stage) as crm_stage,
    coalesce(deal_stages.stage, case when clean(deals.stage) is not null then 'opportunity' end) as stage,
    clean(lead_id) as lead_id,
    clean(account_id) as account_id,
    moment(updated_at) as updated_at,
    moment(closed_at) as closed_at,
    number(clean(amount)) as amount,
    clean(currency) as currency,
    clean(owner) as owner,
    clean(region) as region,
    coalesce(flag(clean(is_deleted)), false) as is_deleted
from read_parquet(getvariable('raw_files') || '/deals.parquet', file_row_number = true) as deals
left join deal_stages on cell(deals.stage) = deal_stages.stage_key;

create temp table stage_changes as
select distinct clean(deal_id) as deal_id, clean(stage) as stage, moment(changed_at) as changed_at
from raw('deal_stage_changes');

create temp table status_changes as
select distinct clean(lead_id) as lead_id, clean(status) as status, moment(changed_at) as changed_at
from raw('lead_status_changes');

create temp table spend_rows as
select
    moment(spend_date) as spent_at,
    number(clean(amount)) as amount,
    clean(spend_id) as spend_id,
    clean(channel) as named_channel,
    clean(utm_source) as utm_source,
    clean(utm_medium) as utm_medium,
    clean(campaign) as campaign,
    clean(cost_type) as cost_type,
    clean(currency) as currency,
    clean(spend_date) as spend_date,
    clean(amount) as amount_text
from raw('marketing_spend');

-- A type by the text as it came: there are few.
create temp table type_texts as
select texts.touch_type, coalesce(touch_types.type_no, 0) as type_no
from (select distinct touch_type from raw('touchpoints')) as texts
left join touch_types on cell(texts.touch_type) = touch_types.type_key
where clean(texts.touch_type) is not null;

create temp table touch_rows as
select
    cast(file_row_number as uinteger) as row_no,
    touchpoint_id,
    any_moment(occurred_at) as occurred_at,
    type_texts.type_no,
    touches.lead_id is null as is_nameless,
    lead_numbers.lead_no,
    touches.anonymous_id
from (
    select * replace (
        clean_id(touchpoint_id) as touchpoint_id,
        clean_id(lead_id) as lead_id,
        clean_id(anonymous_id) as anonymous_id
    )
    from read_parquet(
        getvariable('raw_files') || '/touchpoints.parquet', file_row_number = true
    )
) as touches
left join type_texts on touches.touch_type = type_texts.touch_type
left join lead_numbers on touches.lead_id = lead_numbers.lead_id;

--------------------------------------------------------------------- the report's day
create temp macro newest(x) as
    max(case when x < cast(current_date + 1 as timestamp) then x end);

set variable as_of_date = (
    select coalesce(cast(max(newest_at) as date), current_date)
    from (
        select newest(created_at) as newest_at from lead_rows
        union all select newest(occurred_at) from touch_rows
        union all select newest(created_at) from deal_rows
        union all select newest(closed_at) from deal_rows where stage in ('won', 'lost')
        union all select newest(changed_at) from stage_changes
        union all select newest(changed_at) from status_changes
        union all select newest(spent_at) from spend_rows
        union all select newest(moment(traffic_date)) from raw('web_traffic')
    )
);
set variable report_end = (select cast(getvariable('as_of_date') + 1 as timestamp));

------------------------------------------------------------ leads: the version that counts
-- One number that orders versions; the least counts.
create temp macro version_key(updated_at, is_deleted) as
    case
        when updated_at is null and is_deleted then -9e18::bigint
        when updated_at < getvariable('report_end') then -epoch_us(updated_at)
        when updated_at is null then 0
        else epoch_us(updated_at)
    end;

create temp table lead_versions as
select *, version_key(updated_at, is_deleted) as version_key
from lead_rows
where
    lead_id is not null
    and (is_deleted or created_at is not null)
    and (created_at is null or created_at < getvariable('report_end'));

create temp table lead_first_versions as
select lead_id, min(version_key) as version_key, arg_min(row_no, version_key) as row_no, count(*) as versions
from lead_versions
group by lead_id;

-- Versions that tie are compared by all that they say.
create temp table lead_ties as
select versions.lead_id, versions.row_no
from lead_versions as versions
inner join lead_first_versions as firsts
    on versions.lead_id = firsts.lead_id and versions.version_key = firsts.version_key
where firsts.versions > 1
qualify count(*) over (partition by versions.lead_id) > 1;

update lead_first_versions as firsts
set row_no = winners.row_no
from (
    select ties.lead_id, ties.row_no
    from lead_ties as ties
    inner join read_parquet(
        getvariable('raw_files') || '/leads.parquet', file_row_number = true
    ) as leads on ties.row_no = leads.file_row_number
    qualify row_number() over (
        partition by ties.lead_id
        order by
            clean(created_at) desc nulls last, clean(email) desc nulls last,
            clean(company_name) desc nulls last, clean(job_title) desc nulls last,
            clean(country) desc nulls last, clean(region) desc nulls last,
            clean(industry) desc nulls last, clean(employee_count) desc nulls last,
            clean(annual_revenue) desc nulls last, clean(budget) desc nulls last,
            clean(age) desc nulls last, clean(gender) desc nulls last,
            clean(income) desc nulls last, clean(interest) desc nulls last,
            clean(challenge) desc nulls last, clean(lead_source) desc nulls last,
            clean(owner) desc nulls last, clean(is_deleted) desc nulls last,
            clean(updated_at) desc nulls last
    ) = 1
) as winners
where firsts.lead_id = winners.lead_id;

create temp table judged_leads as
select
    lead_numbers.lead_no,
    lead_numbers.lead_id,
    versions.created_at,
    versions.is_deleted,
    clean(leads.job_title) as job_title,
    number(clean(leads.employee_count)) as employee_count,
    cell(leads.lead_source) as lead_source,
    coalesce(clean(leads.region), 'unknown') as region,
    coalesce(clean(leads.owner), 'unknown') as owner,
    {fit_score} as fit_score,
    {is_excluded} as is_excluded
from lead_first_versions as firsts
inner join lead_versions as versions on firsts.row_no = versions.row_no
inner join lead_numbers on versions.lead_id = lead_numbers.lead_id
inner join read_parquet(
    getvariable('raw_files') || '/leads.parquet', file_row_number = true
) as leads on firsts.row_no = leads.file_row_number;

create temp table leads as
select * exclude (is_deleted, is_excluded)
from judged_leads
where not is_deleted and not is_excluded;

--------------------------------------------------------------------- touches that count
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

------------------------------------------------------------------------------- scores
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

-------------------------------------------------------------------------------- deals
create temp table deal_versions as
select *, version_key(updated_at, is_deleted) as version_key
from deal_rows
where
    deal_id is not null
    and (is_deleted or (created_at is not null and crm_stage is not null))
    and (created_at is null or created_at < getvariable('report_end'));

create temp table deal_first_versions as
select deal_id, min(version_key) as version_key, arg_min(row_no, version_key) as row_no, count(*) as versions
from deal_versions
group by deal_id;

create temp table deal_ties as
select versions.deal_id, versions.row_no
from deal_versions as versions
inner join deal_first_versions as firsts
    on versions.deal_id = firsts.deal_id and versions.version_key = firsts.version_key
where firsts.versions > 1
qualify count(*) over (partition by versions.deal_id) > 1;

update deal_first_versions as firsts
set row_no = winners.row_no
from (
    select ties.deal_id, ties.row_no
    from deal_ties as ties
    inner join read_parquet(
        getvariable('raw_files') || '/deals.parquet', file_row_number = true
    ) as deals on ties.row_no = deals.file_row_number
    qualify row_number() over (
        partition by ties.deal_id
        order by
            clean(created_at) desc nulls last, clean(stage) desc nulls last,
            clean(lead_id) desc nulls last, clean(account_id) desc nulls last,
            clean(closed_at) desc nulls last, clean(amount) desc nulls last,
            clean(currency) desc nulls last, clean(owner) desc nulls last,
            clean(region) desc nulls last, clean(is_deleted) desc nulls last,
            clean(updated_at) desc nulls last
    ) = 1
) as winners
where firsts.deal_id = winners.deal_id;

create temp table deal_changes as
select
    changes.deal_id,
    count(case when stage = 'prospect' then 1 end) > 0 as was_prospect,
    min(case when stage in ('opportunity', 'commit', 'won') then changed_at end) as first_advanced_at,
    min(case when stage = 'commit' then changed_at end) as first_commit_at,
    min(case when stage = 'won' then changed_at end) as first_won_at,
    min(case when stage = 'lost' then changed_at end) as first_lost_at
from (
    select
        changes.deal_id,
        coalesce(deal_stages.stage, 'opportunity') as stage,
        changes.changed_at
    from stage_changes as changes
    left join deal_stages on lower(changes.stage) = deal_stages.stage_key
    where
        changes.deal_id is not null
        and changes.stage is not null
        and changes.changed_at < getvariable('report_end')
) as changes
group by changes.deal_id;

create temp table deals as
with

closed as (

    select
        versions.* exclude (stage, closed_at),
        changes.* exclude (deal_id),
        versions.stage as stage_now,
        case when versions.updated_at < getvariable('report_end') then versions.updated_at end
            as last_updated_at,
        case
            when versions.stage not in ('won', 'lost') then null
            when versions.closed_at >= getvariable('report_end')
                then case versions.stage when 'won' then changes.first_won_at else changes.first_lost_at end
            else coalesce(
                versions.closed_at,
                case versions.stage when 'won' then changes.first_won_at else changes.first_lost_at end,
                last_updated_at,
                versions.created_at
            )
        end as closed_at
    from deal_first_versions as firsts
    inner join deal_versions as versions on firsts.row_no = versions.row_no
    left join deal_changes as changes on firsts.deal_id = changes.deal_id
    where not versions.is_deleted and versions.stage != 'ignored'

),

staged as (

    select
        closed.*,
        leads.lead_no,
        case
            when stage_now not in ('won', 'lost') or closed.closed_at is not null then stage_now
            when first_commit_at is not null then 'commit'
            else 'opportunity'
        end as stage,
        case
            when stage != 'prospect' and not coalesce(was_prospect, false) then closed.created_at
            when first_advanced_at is not null then first_advanced_at
            when stage = 'won' then closed.closed_at
        end as opportunity_at,
        case
            when first_commit_at is not null then first_commit_at
            when stage = 'commit' then coalesce(last_updated_at, closed.created_at)
        end as commit_at
    from closed
    left join judged_leads on closed.lead_id = judged_leads.lead_id
    left join leads on judged_leads.lead_no = leads.lead_no
    where not coalesce(judged_leads.is_excluded, false)

)

select
    staged.deal_id,
    staged.lead_no,
    case
        when staged.account_id is not null then 'account:' || staged.account_id
        when staged.lead_no is not null then 'lead:' || staged.lead_id
        else 'deal:' || staged.deal_id
    end as customer_key,
    coalesce(staged.region, 'unknown') as region,
    coalesce(staged.owner, 'unknown') as owner,
    staged.stage = 'won' as is_won,
    staged.stage = 'lost' as is_lost,
    case when staged.amount >= 0 then staged.amount end * rates.rate as amount,
    case
        when cast(staged.closed_at as date) < cast(staged.created_at as date) then null
        else greatest(date_diff('microsecond', staged.created_at, staged.closed_at), 0) / 86400000000.0
    end as cycle_days,
    staged.created_at,
    staged.opportunity_at,
    staged.commit_at,
    staged.closed_at
from staged
left join rates
    on
        lower(coalesce(staged.currency, getvariable('reporting_currency'))) = rates.currency_key
        and date_trunc('month', coalesce(staged.closed_at, staged.created_at)) >= rates.valid_from
        and date_trunc('month', coalesce(staged.closed_at, staged.created_at)) < rates.valid_before;

---------------------------------------------------------------------------- lifecycle
create temp table statuses as
select lead_numbers.lead_no, rules.status, changes.changed_at
from status_changes as changes
inner join (
    select cell(crm_status) as status_key, cell(status) as status from seed('lead_statuses')
) as rules on lower(changes.status) = rules.status_key
inner join lead_numbers on changes.lead_id = lead_numbers.lead_id
where changes.changed_at < getvariable('report_end') and rules.status != 'ignored';

create temp table deal_evidence as
select
    lead_no,
    min(opportunity_at) as opportunity_at,
    min(commit_at) as commit_at,
    min(case when is_won then closed_at end) as customer_at,
    min(created_at) as first_deal_created_at
from deals
where lead_no is not null
group by lead_no;

-- A stage's moment is the earliest evidence of it or of a later one, from created_at on.
-- DuckDB's least and greatest leave nulls out; a null moment stays null.
create temp macro from_then_on(x, created_at) as
    case when x is not null then greatest(x, created_at) end;

create temp table moments as
with evidence as (

    select
        leads.lead_no,
        leads.created_at,
        deal.first_deal_created_at,
        deal.customer_at,
        least(deal.commit_at, deal.customer_at) as commit_at,
        least(deal.opportunity_at, deal.commit_at, deal.customer_at) as opportunity_at,
        least(
            scores.sql_score_at, hands.raised_at, status.sql_at,
            deal.opportunity_at, deal.commit_at, deal.customer_at
        ) as sql_at,
        least(
            scores.mql_score_at, status.mql_at,
            scores.sql_score_at, hands.raised_at, status.sql_at,
            deal.opportunity_at, deal.commit_at, deal.customer_at
        ) as mql_at
    from leads
    left join scores on leads.lead_no = scores.lead_no
    left join (
        select lead_no, min(raised_at) as raised_at from hand_raises group by lead_no
    ) as hands on leads.lead_no = hands.lead_no
    left join (
        select
            lead_no,
            min(case when status = 'mql' then changed_at end) as mql_at,
            min(case when status = 'sql' then changed_at end) as sql_at
        from statuses
        where status in ('mql', 'sql')
        group by lead_no
    ) as status on leads.lead_no = status.lead_no
    left join deal_evidence as deal on leads.lead_no = deal.lead_no

)

select
    lead_no,
    created_at as lead_at,
    from_then_on(mql_at, created_at) as mql_at,
    from_then_on(sql_at, created_at) as sql_at,
    from_then_on(opportunity_at, created_at) as opportunity_at,
    from_then_on(commit_at, created_at) as commit_at,
    from_then_on(customer_at, created_at) as customer_at,
    first_deal_created_at
from evidence;

-------------------------------------------------------------- out of the funnel and in
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
    select lead_no, created_at, 'reopened' from deals where lead_no is not null
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

------------------------------------------------------------------ channels and personas
create temp table utm_channels as
with pairs as (

    select distinct coalesce(lower(source), '') as source_key, coalesce(lower(medium), '') as medium_key
    from (
        select clean(utm_source) as source, clean(utm_medium) as medium
        from (
            select distinct utm_source, utm_medium from raw('touchpoints')
            union
            select distinct utm_source, utm_medium from spend_rows
        )
    )
    where source is not null or medium is not null

)

select pairs.source_key, pairs.medium_key, arg_min(rules.channel, rules.priority) as channel
from pairs
inner join channel_rules as rules
    on
        (rules.source_pattern is null or nullif(pairs.source_key, '') like rules.source_pattern)
        and (rules.medium_pattern is null or nullif(pairs.medium_key, '') like rules.medium_pattern)
group by pairs.source_key, pairs.medium_key;

-- Few leads have two touches at their first moment: only theirs are looked up again.
create temp table first_moments as
select
    lead_no,
    arg_min(row_no, occurred_at) as row_no,
    min(occurred_at, 2) as moments
from touches
where type_no in (select type_no from touch_types where is_interaction or is_outreach)
group by lead_no;

create temp table first_touches as
with

at_first_moment as (

    select lead_no, row_no, moments[1] as occurred_at
    from first_moments
    where len(moments) = 1 or moments[1] != moments[2]
    union all
    select touches.lead_no, touches.row_no, touches.occurred_at
    from touches
    inner join first_moments as ties
        on touches.lead_no = ties.lead_no and touches.occurred_at = ties.moments[1]
    where
        len(ties.moments) = 2
        and ties.moments[1] = ties.moments[2]
        and touches.type_no in (
            select type_no from touch_types where is_interaction or is_outreach
        )

),

firsts as (

    select
        found.lead_no,
        found.occurred_at,
        type_texts.type_no,
        clean(origins.channel) as named_channel,
        clean(origins.utm_source) as utm_source,
        clean(origins.utm_medium) as utm_medium
    from at_first_moment as found
    inner join read_parquet(
        getvariable('raw_files') || '/touchpoints.parquet', file_row_number = true
    ) as origins on found.row_no = origins.file_row_number
    inner join type_texts on origins.touch_type = type_texts.touch_type
    qualify row_number() over (
        partition by found.lead_no order by clean(origins.touchpoint_id)
    ) = 1

)

select
    firsts.lead_no,
    firsts.occurred_at,
    case
        when firsts.named_channel is not null then coalesce(channels.channel, 'unknown')
        when firsts.utm_source is null and firsts.utm_medium is null then touch_types.default_channel
        else coalesce(utm_channels.channel, 'unknown')
    end as channel
from firsts
inner join touch_types on firsts.type_no = touch_types.type_no
left join channels on lower(firsts.named_channel) = channels.channel_key
left join utm_channels
    on
        coalesce(lower(firsts.utm_source), '') = utm_channels.source_key
        and coalesce(lower(firsts.utm_medium), '') = utm_channels.medium_key;

create temp table persona_rules as
select
    cast(clean(priority) as integer) as priority,
    clean(persona) as persona,
    cell(job_title_pattern) as pattern,
    number(clean(min_employees)) as min_employees,
    number(clean(max_employees)) as max_employees
from seed('personas');

create temp table personas as
select kinds.job_title, kinds.employee_count, arg_min(rules.persona, rules.priority) as persona
from (select distinct job_title, employee_count from leads) as kinds
inner join persona_rules as rules
    on
        (rules.pattern is null or lower(kinds.job_title) like rules.pattern)
        and (rules.min_employees is null or kinds.employee_count >= rules.min_employees)
        and (rules.max_employees is null or kinds.employee_count <= rules.max_employees)
group by kinds.job_title, kinds.employee_count;

create temp table whole_leads as
select
    leads.lead_no,
    case
        when touch.occurred_at < date_trunc('day', leads.created_at) + interval 1 day and touch.channel not in ('direct', 'unknown')
            then touch.channel
        when sources.channel is not null then sources.channel
        when
            touch.occurred_at < date_trunc('day', leads.created_at) + interval 1 day
            or touch.occurred_at <= moments.opportunity_at
            or (touch.occurred_at is not null and moments.opportunity_at is null)
            then touch.channel
        else 'unknown'
    end as channel,
    coalesce(personas.persona, 'other') as persona,
    leads.region,
    leads.owner,
    moments.* exclude (lead_no),
    hands.raised_at as mql_hand_raise_at,
    outs.disqualified_at as mql_disqualified_at
from leads
inner join moments on leads.lead_no = moments.lead_no
left join first_touches as touch on leads.lead_no = touch.lead_no
left join (
    select cell(lead_source) as source_key, channels.channel
    from seed('lead_source_channels') as sources
    inner join channels on cell(sources.channel) = channels.channel_key
) as sources on leads.lead_source = sources.source_key
left join personas
    on
        leads.job_title is not distinct from personas.job_title
        and leads.employee_count is not distinct from personas.employee_count
left join (
    select hand_raises.lead_no, min(raised_at) as raised_at
    from hand_raises
    inner join moments on hand_raises.lead_no = moments.lead_no and raised_at >= mql_at
    group by hand_raises.lead_no
) as hands on leads.lead_no = hands.lead_no
left join (
    select turns.lead_no, min(occurred_at) as disqualified_at
    from turns
    inner join moments on turns.lead_no = moments.lead_no and occurred_at >= mql_at
    where state = 'disqualified'
    group by turns.lead_no
) as outs on leads.lead_no = outs.lead_no;

-- What months ask of deals.
create temp table segmented_deals as
select
    deals.*,
    coalesce(whole_leads.channel, 'unknown') as channel,
    coalesce(channels.direction, 'unknown') as direction,
    coalesce(channels.is_marketing, false) as is_marketing,
    deals.is_won and row_number() over (
        partition by deals.customer_key, deals.is_won order by deals.closed_at, deals.deal_id
    ) = 1 as is_new_customer
from deals
left join whole_leads on deals.lead_no = whole_leads.lead_no
left join channels on coalesce(whole_leads.channel, 'unknown') = channels.channel;

-------------------------------------------------------------------------------- money
create temp table spend as
with

accepted as (

    select spend_rows.*, rates.rate
    from spend_rows
    inner join rates
        on
            lower(coalesce(spend_rows.currency, getvariable('reporting_currency'))) = rates.currency_key
            and date_trunc('month', spend_rows.spent_at) >= rates.valid_from
            and date_trunc('month', spend_rows.spent_at) < rates.valid_before
    where spend_rows.spent_at < getvariable('report_end') and spend_rows.amount is not null

),

distinct_spend as (

    select * from accepted
    where spend_id is not null
    qualify row_number() over (
        partition by spend_id
        order by
            spent_at, amount_text nulls first, named_channel nulls first,
            utm_source nulls first, utm_medium nulls first, campaign nulls first,
            cost_type nulls first, currency nulls first, spend_date nulls first
    ) = 1
    union all
    select distinct * from accepted where spend_id is null

)

select
    cast(date_trunc('month', spend.spent_at) as date) as month_start,
    coalesce(kinds.kind, 'program') as kind,
    spend.amount * spend.rate as amount,
    case
        when spend.named_channel is not null then coalesce(channels.channel, 'unknown')
        when spend.utm_source is null and spend.utm_medium is null then null
        else coalesce(utm_channels.channel, 'unknown')
    end as channel
from distinct_spend as spend
left join (
    select cell(cost_type) as cost_key, cell(kind) as kind from seed('cost_types')
) as kinds on lower(spend.cost_type) = kinds.cost_key
left join channels on lower(spend.named_channel) = channels.channel_key
left join utm_channels
    on
        coalesce(lower(spend.utm_source), '') = utm_channels.source_key
        and coalesce(lower(spend.utm_medium), '') = utm_channels.medium_key;

------------------------------------------------------------------------------- months
create temp table months as
with first_month as (

    select date_trunc('month', min(first_at)) as month_start
    from (
        select min(created_at) as first_at from leads
        union all select min(occurred_at) from touch_rows
        union all select min(least(created_at, closed_at)) from deals
        union all select min(month_start) from spend
        union all
        select min(moment(traffic_date)) from raw('web_traffic')
        where moment(traffic_date) < getvariable('report_end')
    )

)

select
    cast(month_start as date) as month_start,
    least(month_start + interval 1 month, getvariable('report_end')) as month_end_at,
    date_diff('day', cast(month_start as timestamp), month_end_at) as days_so_far,
    month_start + interval 1 month <= getvariable('report_end') as is_complete,
    month_start + interval 1 month + to_days(cast(getvariable('conversion_window_days') as integer))
    <= getvariable('report_end') as is_mature
from (
    select unnest(generate_series(
        month_start, cast(getvariable('as_of_date') as timestamp), interval 1 month
    )) as month_start
    from first_month
);

create temp table segments as
select 'company' as segment_type, 'all' as segment
union select 'channel', channel from channels
union select 'persona', persona from persona_rules;

-- The counts of leads by the segments that a table shows, then by each alone.
create temp macro in_window(x, entered_at) as
    x < entered_at + to_days(cast(getvariable('conversion_window_days') as integer));

create temp table fine_counts as
select
    cast(date_trunc('month', lead_at) as date) as month_start, channel, persona,
    count(*) as new_leads,
    0 as new_mqls, 0 as new_sqls, 0 as new_opportunity_leads, 0 as new_commits,
    0 as new_customer_leads, 0 as mqls_to_hand_raise, 0 as mqls_to_sql,
    0 as mqls_to_opportunity, 0 as mqls_to_commit, 0 as mqls_to_customer,
    0 as mqls_disqualified, 0 as mqls_to_sql_in_window,
    0 as mqls_to_opportunity_in_window, 0 as mqls_to_commit_in_window,
    0 as mqls_to_customer_in_window, 0 as mqls_disqualified_in_window,
    count(mql_at) as leads_to_mql,
    count(customer_at) as leads_to_customer,
    count_if(in_window(mql_at, lead_at)) as leads_to_mql_in_window,
    count_if(in_window(customer_at, lead_at)) as leads_to_customer_in_window
from whole_leads
group by all
union all by name
select
    cast(date_trunc('month', mql_at) as date) as month_start, channel, persona,
    count(*) as new_mqls,
    count(mql_hand_raise_at) as mqls_to_hand_raise,
    count(sql_at) as mqls_to_sql,
    count(opportunity_at) as mqls_to_opportunity,
    count(commit_at) as mqls_to_commit,
    count(customer_at) as mqls_to_customer,
    count(mql_disqualified_at) as mqls_disqualified,
    count_if(in_window(sql_at, mql_at)) as mqls_to_sql_in_window,
    count_if(in_window(opportunity_at, mql_at)) as mqls_to_opportunity_in_window,
    count_if(in_window(commit_at, mql_at)) as mqls_to_commit_in_window,
    count_if(in_window(customer_at, mql_at)) as mqls_to_customer_in_window,
    count_if(in_window(mql_disqualified_at, mql_at)) as mqls_disqualified_in_window
from whole_leads
where mql_at is not null
group by all
union all by name
select
    cast(date_trunc('month', sql_at) as date) as month_start, channel, persona, count(*) as new_sqls
from whole_leads
where sql_at is not null
group by all
union all by name
select
    cast(date_trunc('month', opportunity_at) as date) as month_start, channel, persona,
    count(*) as new_opportunity_leads
from whole_leads
where opportunity_at is not null
group by all
union all by name
select
    cast(date_trunc('month', commit_at) as date) as month_start, channel, persona, count(*) as new_commits
from whole_leads
where commit_at is not null
group by all
union all by name
select
    cast(date_trunc('month', customer_at) as date) as month_start, channel, persona,
    count(*) as new_customer_leads
from whole_leads
where customer_at is not null
group by all;

create temp macro segment_type(channel_group, persona_group) as
    case when channel_group = 0 then 'channel' when persona_group = 0 then 'persona' else 'company' end;

create temp table lead_counts as
select
    month_start,
    segment_type(grouping(channel), grouping(persona)) as segment_type,
    coalesce(channel, persona, 'all') as segment,
    cast(sum(columns(* exclude (month_start, channel, persona))) as bigint)
from fine_counts
group by grouping sets ((month_start), (month_start, channel), (month_start, persona));

create temp table sql_counts as
select
    month_start,
    case
        when grouping(channel) = 0 then 'channel' when grouping(direction) = 0 then 'direction'
        when grouping(region) = 0 then 'region' when grouping(owner) = 0 then 'owner' else 'company'
    end as segment_type,
    coalesce(channel, direction, region, owner, 'all') as segment,
    count(*) as new_sqls
from (
    select
        cast(date_trunc('month', sql_at) as date) as month_start,
        whole_leads.channel, coalesce(direction, 'unknown') as direction, region, owner
    from whole_leads
    left join channels on whole_leads.channel = channels.channel
    where sql_at is not null
)
group by grouping sets (
    (month_start), (month_start, channel), (month_start, direction), (month_start, region), (month_start, owner)
);

create temp table deal_counts as
select
    month_start,
    case
        when grouping(channel) = 0 then 'channel' when grouping(direction) = 0 then 'direction'
        when grouping(region) = 0 then 'region' when grouping(owner) = 0 then 'owner' else 'company'
    end as segment_type,
    coalesce(channel, direction, region, owner, 'all') as segment,
    count_if(is_won) as won_deals,
    count_if(is_lost) as lost_deals,
    count_if(is_new_customer) as new_customers,
    count_if(is_new_customer and is_marketing) as marketing_sourced_customers,
    count(case when is_won then amount end) as won_deals_with_amount,
    count(case when is_won then cycle_days end) as won_deals_with_cycle,
    coalesce(sum(case when is_won then amount end), 0) as won_amount,
    coalesce(sum(case when is_won then cycle_days end), 0) as won_cycle_days,
    coalesce(sum(case when is_new_customer then amount end), 0) as new_customer_revenue,
    coalesce(sum(case when is_new_customer and is_marketing then amount end), 0)
        as marketing_sourced_revenue
from (
    select *, cast(date_trunc('month', closed_at) as date) as month_start
    from segmented_deals where closed_at is not null
)
group by grouping sets (
    (month_start), (month_start, channel), (month_start, direction), (month_start, region), (month_start, owner)
);

-- Stays in the stage sql, until a deal, the next stage or a leaving.
create temp table sql_stays as
with

borders as (

    select
        moments.lead_no,
        unnest([lead_at, mql_at, sql_at, opportunity_at, commit_at, customer_at]) as border_at,
        unnest([1, 2, 3, 4, 5, 6]) as stage_number,
        0 as turn_number,
        0 as reopenings
    from moments
    where sql_at is not null
    union all
    select
        turns.lead_no, turns.occurred_at, 0, turns.turn_number,
        case when turns.state = 'in_funnel' then 1 else 0 end
    from turns
    semi join (
        select lead_no from moments where sql_at is not null
    ) as sqls on turns.lead_no = sqls.lead_no

),

spans as (

    select
        lead_no,
        border_at as entered_at,
        lead(border_at) over by_time as left_at,
        max(max(stage_number)) over by_time as stage_number,
        max(max(turn_number)) over by_time as turn_number,
        1 + sum(sum(reopenings)) over by_time as visit
    from borders
    where border_at is not null
    group by lead_no, border_at
    window by_time as (partition by lead_no order by border_at)

)

select
    spans.lead_no,
    spans.visit,
    min(spans.entered_at) as entered_at,
    nullif(max(coalesce(spans.left_at, timestamp '9999-12-31')), timestamp '9999-12-31') as left_at
from spans
left join turns on spans.lead_no = turns.lead_no and spans.turn_number = turns.turn_number
where spans.stage_number = 3 and coalesce(turns.state, 'in_funnel') = 'in_funnel'
group by spans.lead_no, spans.visit;

create temp table pipeline_counts as
with

pipeline as (

    select channel, direction, region, owner, opportunity_at as entered_at, closed_at as left_at
    from segmented_deals
    union all
    select
        whole_leads.channel, coalesce(channels.direction, 'unknown'), whole_leads.region,
        whole_leads.owner, stays.entered_at,
        least(stays.left_at, whole_leads.first_deal_created_at)
    from sql_stays as stays
    inner join whole_leads on stays.lead_no = whole_leads.lead_no
    left join channels on whole_leads.channel = channels.channel

),

-- First the finest segments, as months are many.
fine_pipeline as (

    select month_start, channel, direction, region, owner, count(*) as pipeline_sqls
    from pipeline
    inner join months
        on
            pipeline.entered_at < months.month_end_at
            and coalesce(pipeline.left_at, timestamp '9999-12-31') >= months.month_end_at
    group by all

)

select
    month_start,
    case
        when grouping(channel) = 0 then 'channel' when grouping(direction) = 0 then 'direction'
        when grouping(region) = 0 then 'region' when grouping(owner) = 0 then 'owner' else 'company'
    end as segment_type,
    coalesce(channel, direction, region, owner, 'all') as segment,
    cast(sum(pipeline_sqls) as bigint) as pipeline_sqls
from fine_pipeline
group by grouping sets (
    (month_start), (month_start, channel), (month_start, direction), (month_start, region), (month_start, owner)
);

create temp table costs as
with

weights as (

    select month_start, channel, 'program_cost' as basis, sum(amount) as weight
    from spend
    where kind != 'sales' and channel is not null
    group by all
    union all
    select month_start, segment, 'new_mqls', new_mqls
    from lead_counts
    where segment_type = 'channel'
    union all
    select month_start, segment, 'new_sqls', new_sqls
    from lead_counts
    where segment_type = 'channel'

),

preferred as (

    select
        weights.*,
        preferences.purpose,
        preferences.preference,
        min(preferences.preference) over (
            partition by weights.month_start, preferences.purpose
        ) as best_preference
    from weights
    inner join (
        values
        ('marketing', 'program_cost', case getvariable('shared_cost_basis') when 'program_cost' then 1 else 2 end),
        ('marketing', 'new_mqls', case getvariable('shared_cost_basis') when 'program_cost' then 2 else 1 end),
        ('sales', 'new_sqls', 1),
        ('sales', 'new_mqls', 2)
    ) as preferences (purpose, basis, preference) on weights.basis = preferences.basis
    where weights.weight > 0

),

shares as (

    select
        month_start, purpose, channel,
        weight / sum(weight) over (partition by month_start, purpose) as share
    from preferred
    where preference = best_preference

),

all_costs as (

    select month_start, channel, kind, amount as named, 0.0::double as shared
    from spend where channel is not null
    union all
    select
        spend.month_start, coalesce(shares.channel, 'unallocated'), spend.kind, 0.0,
        spend.amount * coalesce(shares.share, 1)
    from spend
    left join shares
        on
            spend.month_start = shares.month_start
            and shares.purpose = case when spend.kind = 'sales' then 'sales' else 'marketing' end
    where spend.channel is null

)

select
    month_start,
    case when grouping(channel) = 0 then 'channel' else 'company' end as segment_type,
    coalesce(channel, 'all') as segment,
    coalesce(sum(case when kind != 'sales' then named end), 0) as program_cost,
    coalesce(sum(case when kind != 'sales' then shared end), 0) as shared_cost,
    coalesce(sum(case when kind != 'sales' then named + shared end), 0) as marketing_cost,
    coalesce(sum(case when kind = 'labor' then named + shared end), 0) as labor_cost,
    coalesce(sum(case when kind = 'technology' then named + shared end), 0) as technology_cost,
    coalesce(sum(case when kind = 'agency' then named + shared end), 0) as agency_cost,
    coalesce(sum(case when kind = 'sales' then named + shared end), 0) as sales_cost
from all_costs
group by grouping sets ((month_start), (month_start, channel));

create temp table mql_revenue as
select
    month_start,
    case when grouping(channel) = 0 then 'channel' else 'company' end as segment_type,
    coalesce(channel, 'all') as segment,
    coalesce(sum(amount), 0) as mql_cohort_revenue
from (
    select cast(date_trunc('month', mql_at) as date) as month_start, whole_leads.channel, deals.amount
    from deals
    inner join whole_leads on deals.lead_no = whole_leads.lead_no
    where deals.is_won and mql_at is not null
)
group by grouping sets ((month_start), (month_start, channel));

---------------------------------------------------------------------------- the tables
create temp macro per(x, y) as cast(x as double) / nullif(cast(y as double), 0);

create or replace table fct_funnel_conversion_monthly as
with counts as (

    select grid.*, columns(lead_counts.* exclude (month_start, segment_type, segment))
    from (
        select * from months
        cross join (
            select segment_type, segment from segments
            union select segment_type, segment from lead_counts
        )
    ) as grid
    left join lead_counts using (month_start, segment_type, segment)

)

select
    month_start, segment_type, segment, is_complete, is_mature,
    coalesce(new_leads, 0) as new_leads,
    coalesce(new_mqls, 0) as new_mqls,
    coalesce(new_sqls, 0) as new_sqls,
    coalesce(new_opportunity_leads, 0) as new_opportunity_leads,
    coalesce(new_commits, 0) as new_commits,
    coalesce(new_customer_leads, 0) as new_customer_leads,
    coalesce(mqls_to_hand_raise, 0) as mqls_to_hand_raise,
    coalesce(mqls_to_sql, 0) as mqls_to_sql,
    coalesce(mqls_to_opportunity, 0) as mqls_to_opportunity,
    coalesce(mqls_to_commit, 0) as mqls_to_commit,
    coalesce(mqls_to_customer, 0) as mqls_to_customer,
    coalesce(mqls_disqualified, 0) as mqls_disqualified,
    case when is_mature then per(coalesce(mqls_to_sql_in_window, 0), new_mqls) end as mql_to_sql_rate,
    case when is_mature then per(coalesce(mqls_to_opportunity_in_window, 0), new_mqls) end as mql_to_opportunity_rate,
    case when is_mature then per(coalesce(mqls_to_commit_in_window, 0), new_mqls) end as mql_to_commit_rate,
    case when is_mature then per(coalesce(mqls_to_customer_in_window, 0), new_mqls) end as mql_to_customer_rate,
    case when is_mature then per(coalesce(mqls_disqualified_in_window, 0), new_mqls) end as mql_rejection_rate,
    coalesce(leads_to_mql, 0) as leads_to_mql,
    coalesce(leads_to_customer, 0) as leads_to_customer,
    case when is_mature then per(coalesce(leads_to_mql_in_window, 0), new_leads) end as lead_to_mql_rate,
    case when is_mature then per(coalesce(leads_to_customer_in_window, 0), new_leads) end as lead_to_customer_rate
from counts;

create or replace table fct_cost_per_mql_monthly as
with

counts as (

    select
        grid.*,
        coalesce(program_cost, 0) as program_cost,
        coalesce(shared_cost, 0) as shared_cost,
        coalesce(marketing_cost, 0) as marketing_cost,
        coalesce(labor_cost, 0) as labor_cost,
        coalesce(technology_cost, 0) as technology_cost,
        coalesce(agency_cost, 0) as agency_cost,
        coalesce(sales_cost, 0) as sales_cost,
        coalesce(new_leads, 0) as new_leads,
        coalesce(new_mqls, 0) as new_mqls,
        coalesce(new_sqls, 0) as new_sqls,
        coalesce(new_customers, 0) as new_customers,
        coalesce(won_amount, 0) as won_revenue,
        coalesce(mqls_to_customer, 0) as mql_cohort_customers,
        coalesce(mql_cohort_revenue, 0) as mql_cohort_revenue
    from (
        select * from months
        cross join (
            select segment_type, segment from segments
            union select segment_type, segment from lead_counts
            union select segment_type, segment from deal_counts where won_deals > 0
            union select segment_type, segment from costs
            union select segment_type, segment from mql_revenue
        )
        where segment_type in ('company', 'channel')
    ) as grid
    left join costs using (month_start, segment_type, segment)
    left join lead_counts using (month_start, segment_type, segment)
    left join deal_counts using (month_start, segment_type, segment)
    left join mql_revenue using (month_start, segment_type, segment)

),

sums as (

    select
        *,
        marketing_cost + sales_cost as all_costs,
        row_number() over by_month > 2 as has_three_months,
        sum(marketing_cost) over last_three as marketing_cost_3m,
        sum(new_mqls) over last_three as new_mqls_3m,
        sum(all_costs) over last_three as all_costs_3m,
        sum(new_customers) over last_three as new_customers_3m
    from counts
    window
        by_month as (partition by segment_type, segment order by month_start),
        last_three as (
            partition by segment_type, segment order by month_start
            rows between 2 preceding and current row
        )

)

select
    month_start, segment_type, segment, is_complete, is_mature,
    program_cost, shared_cost, marketing_cost, labor_cost, technology_cost, agency_cost,
    sales_cost, new_leads, new_mqls, new_sqls, new_customers,
    per(marketing_cost, new_leads) as cost_per_lead,
    per(marketing_cost, new_mqls) as cost_per_mql,
    per(marketing_cost, new_sqls) as cost_per_sql,
    per(all_costs, new_customers) as customer_acquisition_cost,
    case when has_three_months then per(marketing_cost_3m, new_mqls_3m) end as cost_per_mql_3m,
    case when has_three_months then per(all_costs_3m, new_customers_3m) end as customer_acquisition_cost_3m,
    won_revenue,
    per(won_revenue - all_costs, all_costs) as roi,
    mql_cohort_customers,
    mql_cohort_revenue,
    per(mql_cohort_revenue, new_mqls) as revenue_per_mql
from sums;

create or replace table fct_marketing_sourced_customers_monthly as
with

benchmark as (

    select number(clean(low)) as benchmark_low, number(clean(high)) as benchmark_high
    from seed('benchmarks')
    where
        cell(metric) = 'marketing_sourced_share'
        and coalesce(cell(go_to_market) = getvariable('go_to_market'), true)
    order by cell(go_to_market) nulls last
    limit 1

),

counts as (

    select
        grid.month_start, grid.segment_type, grid.segment, grid.is_complete,
        coalesce(new_customers, 0) as new_customers,
        coalesce(marketing_sourced_customers, 0) as marketing_sourced_customers,
        coalesce(new_customer_revenue, 0) as new_customer_revenue,
        coalesce(marketing_sourced_revenue, 0) as marketing_sourced_revenue,
        per(marketing_sourced_customers, new_customers) as marketing_sourced_share
    from (
        select * from months
        cross join (
            select segment_type, segment from segments
            union select segment_type, segment from deal_counts where new_customers > 0
        )
        where segment_type in ('company', 'region', 'owner')
    ) as grid
    left join deal_counts using (month_start, segment_type, segment)

)

select
    month_start, segment_type, segment, is_complete, new_customers, marketing_sourced_customers,
    marketing_sourced_share, new_customer_revenue, marketing_sourced_revenue,
    per(marketing_sourced_revenue, new_customer_revenue) as marketing_sourced_revenue_share,
    benchmark_low, benchmark_high,
    case
        when marketing_sourced_share < benchmark_low then 'below'
        when marketing_sourced_share > benchmark_high then 'above'
        when marketing_sourced_share is not null and coalesce(benchmark_low, benchmark_high) is not null then 'within'
    end as benchmark_status
from counts
left join benchmark on true;

create or replace table fct_pipeline_velocity_monthly as
with

counts as (

    select
        grid.*,
        coalesce(new_sqls, 0) as new_sqls,
        coalesce(pipeline_sqls, 0) as pipeline_sqls,
        coalesce(won_deals, 0) as won_deals,
        coalesce(lost_deals, 0) as lost_deals,
        coalesce(won_amount, 0) as won_amount,
        coalesce(won_deals_with_amount, 0) as won_deals_with_amount,
        coalesce(won_cycle_days, 0) as won_cycle_days,
        coalesce(won_deals_with_cycle, 0) as won_deals_with_cycle
    from (
        select * from months
        cross join (
            select segment_type, segment from segments
            union select segment_type, segment from sql_counts
            union select segment_type, segment from pipeline_counts
            union select segment_type, segment from deal_counts
        )
        where segment_type in ('company', 'channel', 'direction', 'region', 'owner')
    ) as grid
    left join sql_counts using (month_start, segment_type, segment)
    left join pipeline_counts using (month_start, segment_type, segment)
    left join deal_counts using (month_start, segment_type, segment)

),

velocities as (

    select
        *,
        per(won_deals, won_deals + lost_deals) as win_rate,
        per(won_amount, won_deals_with_amount) as average_deal_size,
        per(won_cycle_days, won_deals_with_cycle) as average_sales_cycle_days,
        pipeline_sqls * win_rate * per(average_deal_size, average_sales_cycle_days) as velocity_per_day_1m,
        case
            when row_number() over by_month > 2
                then pipeline_sqls
                * per(sum(won_deals) over last_three, sum(won_deals + lost_deals) over last_three)
                * per(
                    per(sum(won_amount) over last_three, sum(won_deals_with_amount) over last_three),
                    per(sum(won_cycle_days) over last_three, sum(won_deals_with_cycle) over last_three)
                )
        end as velocity_per_day
    from counts
    window
        by_month as (partition by segment_type, segment order by month_start),
        last_three as (
            partition by segment_type, segment order by month_start
            rows between 2 preceding and current row
        )

)

select
    month_start, segment_type, segment, is_complete, new_sqls, pipeline_sqls, won_deals,
    lost_deals, win_rate, won_amount, average_deal_size, average_sales_cycle_days,
    per(won_amount, days_so_far) as won_amount_per_day,
    velocity_per_day_1m,
    velocity_per_day,
    case
        when is_complete
            then per(
                velocity_per_day - lag(velocity_per_day) over by_month,
                lag(velocity_per_day) over by_month
            )
    end as velocity_change
from velocities
window by_month as (partition by segment_type, segment order by month_start);

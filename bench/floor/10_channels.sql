-- The channel that brought each lead, and its persona.
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

select
    pairs.source_key,
    pairs.medium_key,
    coalesce(any_value(categories.category) = 'payment', false) as is_payment,
    coalesce(arg_min(rules.channel, rules.priority), 'unknown') as channel
from pairs
left join (
    select lookup(utm_source) as source_key, cell(category) as category
    from seed('source_categories')
) as categories on lookup(pairs.source_key) = categories.source_key
left join channel_rules as rules
    on
        (rules.source_category is null or categories.category = rules.source_category)
        and (rules.source_pattern is null or nullif(pairs.source_key, '') like rules.source_pattern)
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
        when utm_channels.is_payment then touch_types.default_channel
        else utm_channels.channel
    end as channel
from firsts
inner join touch_types on firsts.type_no = touch_types.type_no
left join channels on lookup(firsts.named_channel) = channels.channel_key
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
    outs.disqualified_at as mql_disqualified_at,
    outs.sent_back_at as mql_sent_back_at
from leads
inner join moments on leads.lead_no = moments.lead_no
left join first_touches as touch on leads.lead_no = touch.lead_no
left join (
    select lookup(lead_source) as source_key, channels.channel
    from seed('lead_source_channels') as sources
    inner join channels on lookup(sources.channel) = channels.channel_key
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
    select
        turns.lead_no,
        min(case when state = 'disqualified' then occurred_at end) as disqualified_at,
        min(case when state = 'recycled' then occurred_at end) as sent_back_at
    from turns
    inner join moments on turns.lead_no = moments.lead_no and occurred_at >= mql_at
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

-- The moment of each stage of each lead.
create temp table statuses as
select lead_numbers.lead_no, rules.status, changes.changed_at
from status_changes as changes
inner join (
    select lookup(crm_status) as status_key, cell(status) as status from seed('lead_statuses')
) as rules on lookup(changes.status) = rules.status_key
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
where lead_no is not null and not is_credit
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
        least(scores.mql_score_at, status.mql_at) as own_mql_at,
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
    -- Something else made it an MQL: its own evidence is missing or later.
    mql_at is not null and coalesce(from_then_on(own_mql_at, created_at) > from_then_on(mql_at, created_at), true)
        as mql_is_implied,
    first_deal_created_at
from evidence;

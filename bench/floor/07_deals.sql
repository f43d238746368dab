-- Deals: the version that counts, the moments of its stages, its money.
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
    left join deal_stages on lookup(changes.stage) = deal_stages.stage_key
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
        versions.stage = 'won' and coalesce(versions.amount < 0, false) as is_credit,
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
            when stage_now not in ('won', 'lost') or closed.closed_at is not null or is_credit
                then stage_now
            when first_commit_at is not null then 'commit'
            else 'opportunity'
        end as stage,
        case
            when is_credit then null
            when stage != 'prospect' and not coalesce(was_prospect, false) then closed.created_at
            when first_advanced_at is not null then first_advanced_at
            when stage = 'won' then closed.closed_at
        end as opportunity_at,
        case
            when is_credit then null
            when first_commit_at is not null then first_commit_at
            when stage = 'commit' then coalesce(last_updated_at, closed.created_at)
        end as commit_at
    from closed
    left join judged_leads on closed.lead_id = judged_leads.lead_id
    left join leads on judged_leads.lead_no = leads.lead_no
    where not coalesce(judged_leads.is_excluded, false)

)

-- A credit lowers revenue, and is nothing else.
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
    staged.is_credit,
    staged.stage = 'won' and not staged.is_credit as is_won,
    staged.stage = 'lost' as is_lost,
    case when staged.amount >= 0 or staged.is_credit then staged.amount end * rates.rate as amount,
    case
        when staged.is_credit then null
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

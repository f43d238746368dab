"""The tables with one row a record: leads, deals, touches, spend, stages, issues."""

from collections import defaultdict

from .lifecycle import current_stage
from .records import STAGES
from .rules import UNKNOWN


def dim_leads(world):
    """One row a lead."""
    rows = []
    for lead in world.leads:
        row = {
            "lead_id": lead.lead_id,
            "company_name": lead.row["company_name"],
            "country": lead.row["country"],
            "region": lead.row["region"],
            "industry": lead.row["industry"],
            "employee_count": lead.employee_count,
            "owner": lead.row["owner"],
            "persona": lead.persona,
            "first_touch_channel": lead.channel,
            "first_touch_campaign": lead.campaign,
            "is_marketing_sourced": world.rules.is_marketing(lead.channel),
            "fit_score": lead.fit_score,
            "engagement_score": lead.points_at(world.as_of),
            "lead_score": lead.score_at(world.as_of),
            "lead_grade": fit_grade(lead.fit_score)
            + engagement_grade(lead.points_at(world.as_of)),
            "current_stage": current_stage(lead, world.as_of),
        }
        row.update({f"{stage}_at": lead.stage_at[stage] for stage in STAGES})
        row.update(
            {f"{stage}_is_implied": lead.is_implied[stage] for stage in STAGES[1:]}
        )
        row["first_hand_raise_at"] = min(lead.hand_raises, default=None)
        row["pql_at"] = lead.pql_at
        row["service_qualified_at"] = lead.service_qualified_at
        rows.append(row)
    return rows


def fit_grade(score):
    """The letter of a fit score."""
    return grade(score, [(30, "A"), (20, "B"), (10, "C")], "D")


def engagement_grade(score):
    """The digit of an engagement score."""
    return grade(score, [(60, "1"), (30, "2"), (10, "3")], "4")


def grade(score, steps, lowest):
    """The first grade whose score is reached, else the lowest."""
    for needed, name in steps:
        if score >= needed:
            return name
    return lowest


def known(direction):
    """A record keeps null; only a segment says unknown."""
    return None if direction == UNKNOWN else direction


def fct_deals(world):
    """One row a deal."""
    return [
        {
            "deal_id": deal.deal_id,
            "lead_id": deal.lead.lead_id if deal.lead else None,
            "account_id": deal.account_id,
            "customer_key": deal.customer_key,
            "channel": deal.channel,
            "direction": known(world.rules.direction(deal.channel)),
            "region": deal.region,
            "owner": deal.owner,
            "stage": deal.stage,
            "created_at": deal.created_at,
            "opportunity_at": deal.opportunity_at,
            "commit_at": deal.commit_at,
            "closed_at": deal.closed_at,
            "expected_close_at": None if deal.closed_at else deal.raw_closed_at,
            "is_open": deal.is_open_at(world.as_of),
            "is_won": deal.is_won,
            "is_credit": deal.is_credit,
            "is_new_customer": deal.is_new_customer,
            "is_marketing_sourced": world.rules.is_marketing(deal.channel),
            "amount": deal.amount,
            "cycle_days": deal.cycle_days,
        }
        for deal in world.deals
    ]


def fct_touchpoints(world):
    """One row a touch, those of no known lead too."""
    return [
        {
            "touchpoint_id": touch.touchpoint_id,
            "lead_id": touch.lead.lead_id if touch.lead else None,
            "occurred_at": touch.occurred_at,
            "touch_type": touch.touch_type,
            "channel": touch.channel,
            "campaign": touch.campaign,
            "asset": touch.asset,
            "program": touch.program,
            "points": touch.points,
            "is_interaction": touch.has("is_interaction"),
            "is_outreach": touch.has("is_outreach"),
            "is_hand_raise": touch.has("is_hand_raise"),
            "is_product_use": touch.has("is_product_use"),
            "email_event": touch.email_event,
        }
        for touch in world.touches
    ]


def fct_spend(world):
    """One row a row of spend."""
    return [
        {
            "spend_id": spend.row["spend_id"],
            "spend_date": spend.spend_date,
            "cost_type": spend.row["cost_type"],
            "kind": spend.kind,
            "channel": spend.channel,
            "campaign": spend.campaign,
            "amount": spend.amount,
        }
        for spend in world.spend
    ]


def fct_lead_stages(world):
    """One row a stay of a lead in a stage or out of the funnel."""
    return [
        {
            "lead_id": lead.lead_id,
            "stage": stage,
            "entered_at": entered_at,
            "left_at": left_at,
            "visit": visit,
        }
        for lead in world.leads
        for stage, entered_at, left_at, visit in lead.stage_history
    ]


def fct_data_quality_issues(world):
    """One row an issue."""
    return world.books.issues


def fct_unmapped_values(world):
    """One row a value that no rule knows: how often, and from when to when."""
    days = defaultdict(list)
    for (_, column), (row, value) in world.books.unmapped.items():
        days[row.table, column, value].append(world.times.day_of(row.moment))
    return [
        {
            "source_table": table,
            "column_name": column,
            "value": value,
            "rows": len(found),
            "first_seen": min(found),
            "last_seen": max(found),
        }
        for (table, column, value), found in days.items()
    ]


def fct_data_quality_summary(world):
    """One row a raw table."""
    return world.books.summary()

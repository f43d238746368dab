"""Campaigns, the pipeline that was created, revenue, and how long a sale takes."""

from collections import defaultdict
from datetime import timedelta

from .monthly import (
    Grid,
    average,
    deal_segments,
    median,
    percentile,
    ratio,
    share_of_revenue,
)
from .records import STAGES
from .rules import UNKNOWN


def fct_campaign_results_monthly(world):
    """What each campaign cost and brought, by first touch."""
    found = defaultdict(lambda: defaultdict(int))

    def add(moment, channel, campaign, name, amount=1):
        key = (world.month_of(moment), channel, campaign or UNKNOWN)
        found[key][name] += amount

    for spend in world.spend:
        if spend.channel is not None and spend.kind != "sales":
            add(
                spend.spent_at,
                spend.channel,
                spend.campaign,
                "program_cost",
                spend.amount,
            )
    for lead in world.leads:
        for stage in STAGES[:3]:
            if lead.stage_at[stage] is not None:
                add(lead.stage_at[stage], lead.channel, lead.campaign, stage)
    for deal in world.revenue_deals:
        campaign = deal.lead.campaign if deal.lead else None
        where = (deal.closed_at, deal.channel, campaign)
        add(*where, "won_revenue", deal.amount or 0)
        add(*where, "new_customers", int(deal.is_new_customer))

    def per_cost(numerator, denominator, month):
        if not world.has_marketing_cost(month):
            return None
        return ratio(numerator, denominator)

    return [
        {
            "month_start": month,
            "channel": channel,
            "campaign": campaign,
            "is_complete": world.is_complete(month),
            "program_cost": sums["program_cost"],
            "new_leads": sums["lead"],
            "new_mqls": sums["mql"],
            "new_sqls": sums["sql"],
            "new_customers": sums["new_customers"],
            "won_revenue": sums["won_revenue"],
            "cost_per_mql": per_cost(sums["program_cost"], sums["mql"], month),
            "roi": per_cost(
                sums["won_revenue"] - sums["program_cost"],
                sums["program_cost"],
                month,
            ),
        }
        for (month, channel, campaign), sums in sorted(found.items())
        if world.is_shown(month)
    ]


def pipeline_created_grid(world):
    """Everything that the table of the created pipeline counts."""
    grid = Grid(world, "channel", "region", "owner")
    for deal in world.deals:
        if deal.opportunity_at is not None:
            month = world.month_of(deal.opportunity_at)
            segments = deal_segments(deal, world)
            grid.add(month, segments, "opportunities")
            grid.add(month, segments, "new_pipeline_amount", deal.amount or 0)
            if world.rules.is_marketing(deal.channel):
                grid.add(month, segments, "sourced_pipeline_amount", deal.amount or 0)
    for month in world.months:
        moment = world.end_of(month)
        for deal in world.deals:
            if deal.is_open_at(moment):
                segments = deal_segments(deal, world)
                grid.add(month, segments, "open_deals")
                grid.add(month, segments, "open_pipeline_amount", deal.amount or 0)
    return grid


def fct_pipeline_created_monthly(world):
    """What came into the pipeline, and what stood in it at the end of the month."""

    def make(context):
        cell = context.cell
        new_amount = cell["new_pipeline_amount"]
        open_amount = cell["open_pipeline_amount"]
        return {
            "opportunities": cell["opportunities"],
            "opportunities_change": context.change(
                cell["opportunities"], "opportunities"
            ),
            "new_pipeline_amount": new_amount,
            "new_pipeline_change": context.change(new_amount, "new_pipeline_amount"),
            "open_deals": cell["open_deals"],
            "open_pipeline_amount": open_amount,
            "open_pipeline_change": context.change(open_amount, "open_pipeline_amount"),
            "marketing_sourced_pipeline_amount": cell["sourced_pipeline_amount"],
            "marketing_sourced_pipeline_share": ratio(
                cell["sourced_pipeline_amount"], new_amount
            ),
            **context.targets(opportunities="opportunities"),
        }

    return pipeline_created_grid(world).rows(make)


def is_influenced(deal, world):
    """Whether the lead did something on a marketing channel shortly before the close.

    The window begins so many days before the close, and ends strictly at it.
    """
    window = timedelta(days=world.rules.influence_window_days)
    return deal.lead is not None and any(
        touch.is_interaction
        and world.rules.is_marketing(touch.channel)
        and deal.closed_at - window <= touch.occurred_at < deal.closed_at
        for touch in deal.lead.touches
    )


def is_of_new_customer(deal, world):
    """Whether a deal made its customer, or a credit is given to a new customer.

    A customer is new as long as it has bought no more than once.
    """
    if not deal.is_credit:
        return deal.is_new_customer
    bought = [
        other
        for other in world.deals
        if other.customer_key == deal.customer_key and other.is_won_by(deal.closed_at)
    ]
    return len(bought) <= 1


def fct_revenue_monthly(world):
    """What was won, from whom, and who had a hand in it."""
    grid = Grid(world, "channel", "region", "owner")
    for deal in world.revenue_deals:
        month = world.month_of(deal.closed_at)
        segments = deal_segments(deal, world)
        amount = deal.amount or 0
        grid.add(month, segments, "won_deals", int(deal.is_won))
        grid.add(month, segments, "won_revenue", amount)
        kind = "new_customer" if is_of_new_customer(deal, world) else "expansion"
        grid.add(month, segments, f"{kind}_revenue", amount)
        grid.add(month, segments, f"{segments['direction']}_revenue", amount)
        if is_influenced(deal, world):
            grid.add(month, segments, "influenced_revenue", amount)

    def make(context):
        cell = context.cell
        revenue = cell["won_revenue"]
        return {
            "won_deals": cell["won_deals"],
            "won_revenue": revenue,
            "revenue_growth": context.change(revenue, "won_revenue"),
            "new_customer_revenue": cell["new_customer_revenue"],
            "expansion_revenue": cell["expansion_revenue"],
            "inbound_revenue": cell["inbound_revenue"],
            "outbound_revenue": cell["outbound_revenue"],
            "unknown_revenue": cell["unknown_revenue"],
            "inbound_revenue_share": share_of_revenue(cell["inbound_revenue"], revenue),
            "influenced_revenue": cell["influenced_revenue"],
            **context.targets(revenue="revenue"),
        }

    return grid.rows(make)


def touches_to_close(deal, world):
    """How many interactions, and marketing touches, led to a close."""
    touches = [t for t in deal.lead.touches if t.occurred_at <= deal.closed_at]
    interactions = sum(touch.is_interaction for touch in touches)
    marketing_touches = sum(
        (touch.is_interaction or touch.email_event == "sent")
        and world.rules.is_marketing(touch.channel)
        for touch in touches
    )
    return interactions, marketing_touches


def sales_cycle_grid(world):
    """Everything that the sales cycle table counts."""
    grid = Grid(world, "channel", "direction", "region", "owner")
    for deal in world.deals:
        if not deal.is_closed:
            continue
        month = world.month_of(deal.closed_at)
        segments = deal_segments(deal, world)
        result = "won" if deal.is_won else "lost"
        grid.add(month, segments, f"{result}_deals")
        if deal.cycle_days is not None:
            grid.collect(month, segments, f"{result}_days", deal.cycle_days)
        if deal.is_new_customer and deal.lead is not None:
            interactions, marketing_touches = touches_to_close(deal, world)
            grid.collect(month, segments, "interactions", interactions)
            grid.collect(month, segments, "marketing_touches", marketing_touches)
    return grid


def fct_sales_cycle_monthly(world):
    """How long deals took, and how many touches."""

    def make(context):
        cell = context.cell
        days = cell.values["won_days"]
        return {
            "won_deals": cell["won_deals"],
            "average_days": average(days),
            "median_days": median(days),
            "p90_days": percentile(days, 0.9),
            "average_days_change": context.change(average(days), "average_days"),
            "lost_deals": cell["lost_deals"],
            "average_days_to_lost": average(cell.values["lost_days"]),
            "average_interactions_to_close": average(cell.values["interactions"]),
            "average_marketing_touches_to_close": average(
                cell.values["marketing_touches"]
            ),
        }

    return sales_cycle_grid(world).rows(make)

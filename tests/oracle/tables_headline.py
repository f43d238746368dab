"""Headline tables: the funnel, costs, and who found the customers."""

from .dispositions import disposition
from .money import costs_by_month_and_channel
from .monthly import (
    Grid,
    benchmark_status,
    deal_segments,
    lead_segments,
    ratio,
)
from .reading import add_months
from .records import STAGES
from .rules import UNKNOWN

# The columns of new leads by stage: of the lead, and of the month's new MQLs.
NEW_LEADS = dict(
    zip(
        STAGES,
        (
            "new_leads",
            "new_mqls",
            "new_sqls",
            "new_opportunity_leads",
            "new_commits",
            "new_customer_leads",
        ),
        strict=True,
    )
)
AFTER_MQL = ("sql", "opportunity", "commit", "customer")


def add_new_leads(grid, world, stages):
    """Count the leads by the months in which they reached the stages."""
    for lead in world.leads:
        for stage in stages:
            moment = lead.stage_at[stage]
            if moment is not None:
                segments = lead_segments(lead, world)
                grid.add(world.month_of(moment), segments, NEW_LEADS[stage])


def was_disqualified(lead):
    """Whether an MQL was disqualified at mql_at or after it."""
    return any(
        event == "disqualified" and moment >= lead.stage_at["mql"]
        for moment, event in lead.journey
    )


def funnel_grid(world):
    """Everything that the funnel table counts."""
    grid = Grid(world, "channel", "persona")
    add_new_leads(grid, world, STAGES)
    for lead in world.leads:
        segments = lead_segments(lead, world)
        for start_stage, later_stages in (
            ("lead", ("mql", "customer")),
            ("mql", AFTER_MQL),
        ):
            start = lead.stage_at[start_stage]
            if start is None:
                continue
            month = world.month_of(start)
            for stage in later_stages:
                reached_at = lead.stage_at[stage]
                if reached_at is not None:
                    grid.add(month, segments, f"{start_stage}s_to_{stage}")
                days = None
                if (start_stage, stage) == ("lead", "customer"):
                    days = world.rules.lead_conversion_window_days
                if world.is_within_window(reached_at, start, days):
                    grid.add(month, segments, f"{start_stage}s_to_{stage}_in_time")
        mql_at = lead.stage_at["mql"]
        if mql_at is None:
            continue
        month = world.month_of(mql_at)
        if any(moment >= mql_at for moment in lead.hand_raises):
            grid.add(month, segments, "mqls_to_hand_raise")
        if was_disqualified(lead):
            grid.add(month, segments, "mqls_disqualified")
        if disposition(lead, world)[0] in ("sent_back", "rejected"):
            grid.add(month, segments, "mqls_turned_down_in_time")
        if lead.is_implied["mql"]:
            grid.add(month, segments, "implied_mqls")
            continue
        grid.add(month, segments, "own_mqls")
        if world.is_within_window(lead.stage_at["sql"], mql_at):
            grid.add(month, segments, "own_mqls_to_sql_in_time")
    return grid


def fct_funnel_conversion_monthly(world):
    """Who came in, and what became of each month's new leads and MQLs."""

    def make(context):
        cell = context.cell
        is_mature = world.is_mature(context.month)

        def rate(name, cohort):
            return ratio(cell[f"{name}_in_time"], cell[cohort]) if is_mature else None

        row = {"is_mature": is_mature}
        row.update({name: cell[name] for name in NEW_LEADS.values()})
        row["mqls_to_hand_raise"] = cell["mqls_to_hand_raise"]
        row.update(
            {f"mqls_to_{stage}": cell[f"mqls_to_{stage}"] for stage in AFTER_MQL}
        )
        row["mqls_disqualified"] = cell["mqls_disqualified"]
        row["implied_mqls"] = cell["implied_mqls"]
        for stage in AFTER_MQL:
            row[f"mql_to_{stage}_rate"] = rate(f"mqls_to_{stage}", "new_mqls")
        row["mql_to_sql_rate_own"] = rate("own_mqls_to_sql", "own_mqls")
        row["mql_rejection_rate"] = rate("mqls_turned_down", "new_mqls")
        row["leads_to_mql"] = cell["leads_to_mql"]
        row["leads_to_customer"] = cell["leads_to_customer"]
        row["lead_to_mql_rate"] = rate("leads_to_mql", "new_leads")
        row["lead_to_customer_rate"] = None
        if world.is_lead_mature(context.month):
            reached = cell["leads_to_customer_in_time"]
            row["lead_to_customer_rate"] = ratio(reached, cell["new_leads"])
        return row

    return funnel_grid(world).rows(make)


def fct_cost_per_mql_monthly(world):
    """What marketing and sales cost, and what a lead, an MQL, a customer costs."""
    grid = Grid(world, "channel")
    for (month, channel), costs in costs_by_month_and_channel(world).items():
        segments = {"company": "all", "channel": channel}
        for name, cost in costs.items():
            grid.add(month, segments, name, cost)
    add_new_leads(grid, world, ("lead", "mql", "sql"))
    for deal in world.revenue_deals:
        month = world.month_of(deal.closed_at)
        segments = deal_segments(deal, world)
        grid.add(month, segments, "won_revenue", deal.amount or 0)
        grid.add(month, segments, "new_customers", int(deal.is_new_customer))
    for lead in world.leads:
        mql_at = lead.stage_at["mql"]
        if mql_at is not None:
            month = world.month_of(mql_at)
            segments = lead_segments(lead, world)
            won = sum(deal.amount or 0 for deal in lead.revenue_deals)
            is_customer = int(lead.stage_at["customer"] is not None)
            grid.add(month, segments, "mql_cohort_customers", is_customer)
            grid.add(month, segments, "mql_cohort_revenue", won)

    def make(context):
        cell = context.cell
        marketing = cell["program_cost"] + cell["shared_cost"]
        total = marketing + cell["sales_cost"]

        def last_three(*names):
            if len(context.history) < 3:
                return None
            return sum(context.last_three(name) for name in names)

        marketing_3m = last_three("program_cost", "shared_cost")
        total_3m = last_three("program_cost", "shared_cost", "sales_cost")
        is_mature = world.is_mature(context.month)

        def per_cost(numerator, denominator, months=1):
            """A ratio of costs; null where a month has no row of marketing cost."""
            if not all(
                world.has_marketing_cost(add_months(context.month, -back))
                for back in range(months)
            ):
                return None
            return ratio(numerator, denominator)

        return {
            "is_mature": is_mature,
            "program_cost": cell["program_cost"],
            "shared_cost": cell["shared_cost"],
            "marketing_cost": marketing,
            "labor_cost": cell["labor_part"],
            "technology_cost": cell["technology_part"],
            "agency_cost": cell["agency_part"],
            "sales_cost": cell["sales_cost"],
            "new_leads": cell["new_leads"],
            "new_mqls": cell["new_mqls"],
            "new_sqls": cell["new_sqls"],
            "new_customers": cell["new_customers"],
            "cost_per_lead": per_cost(marketing, cell["new_leads"]),
            "cost_per_mql": per_cost(marketing, cell["new_mqls"]),
            "cost_per_sql": per_cost(marketing, cell["new_sqls"]),
            "customer_acquisition_cost": per_cost(total, cell["new_customers"]),
            "cost_per_mql_3m": per_cost(marketing_3m, last_three("new_mqls"), 3),
            "customer_acquisition_cost_3m": per_cost(
                total_3m, last_three("new_customers"), 3
            ),
            "won_revenue": cell["won_revenue"],
            "roi": per_cost(cell["won_revenue"] - total, total),
            "mql_cohort_customers": cell["mql_cohort_customers"],
            "mql_cohort_revenue": cell["mql_cohort_revenue"],
            "revenue_per_mql": ratio(cell["mql_cohort_revenue"], cell["new_mqls"])
            if is_mature
            else None,
        }

    return grid.rows(make)


def fct_marketing_sourced_customers_monthly(world):
    """How many of the new customers marketing found."""
    grid = Grid(world, "region", "owner")
    for deal in world.deals:
        if deal.is_new_customer:
            month = world.month_of(deal.closed_at)
            segments = deal_segments(deal, world)
            grid.add(month, segments, "customers")
            grid.add(month, segments, "known_customers", deal.channel != UNKNOWN)
            grid.add(month, segments, "revenue", deal.amount or 0)
            if world.rules.is_marketing(deal.channel):
                grid.add(month, segments, "sourced_customers")
                grid.add(month, segments, "sourced_revenue", deal.amount or 0)
    benchmark = world.rules.benchmark("marketing_sourced_share")

    def make(context):
        cell = context.cell
        share = ratio(cell["sourced_customers"], cell["customers"])
        return {
            "new_customers": cell["customers"],
            "marketing_sourced_customers": cell["sourced_customers"],
            "marketing_sourced_share": share,
            "marketing_sourced_share_of_known": ratio(
                cell["sourced_customers"], cell["known_customers"]
            ),
            "new_customer_revenue": cell["revenue"],
            "marketing_sourced_revenue": cell["sourced_revenue"],
            "marketing_sourced_revenue_share": ratio(
                cell["sourced_revenue"], cell["revenue"]
            ),
            "benchmark_low": benchmark.low,
            "benchmark_high": benchmark.high,
            "benchmark_status": benchmark_status(share, benchmark),
        }

    return grid.rows(make)

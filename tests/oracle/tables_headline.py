"""The four headline tables: the funnel, costs, who found the customers, velocity."""

from .money import costs_by_month_and_channel
from .monthly import (
    Grid,
    average,
    benchmark_status,
    deal_segments,
    lead_segments,
    ratio,
)
from .reading import last_day
from .records import STAGES

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


def disqualified_moment(lead):
    """The first disqualification at or after mql_at, or None."""
    moments = [
        moment
        for moment, event in lead.journey
        if event == "disqualified" and moment >= lead.stage_at["mql"]
    ]
    return min(moments, default=None)


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
                if world.is_within_window(reached_at, start):
                    grid.add(month, segments, f"{start_stage}s_to_{stage}_in_time")
        mql_at = lead.stage_at["mql"]
        if mql_at is None:
            continue
        month = world.month_of(mql_at)
        if any(moment >= mql_at for moment in lead.hand_raises):
            grid.add(month, segments, "mqls_to_hand_raise")
        out_at = disqualified_moment(lead)
        if out_at is not None:
            grid.add(month, segments, "mqls_disqualified")
        if world.is_within_window(out_at, mql_at):
            grid.add(month, segments, "mqls_disqualified_in_time")
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
        for stage in AFTER_MQL:
            row[f"mql_to_{stage}_rate"] = rate(f"mqls_to_{stage}", "new_mqls")
        row["mql_rejection_rate"] = rate("mqls_disqualified", "new_mqls")
        row["leads_to_mql"] = cell["leads_to_mql"]
        row["leads_to_customer"] = cell["leads_to_customer"]
        row["lead_to_mql_rate"] = rate("leads_to_mql", "new_leads")
        row["lead_to_customer_rate"] = rate("leads_to_customer", "new_leads")
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
    for deal in world.deals:
        if deal.is_won:
            month = world.month_of(deal.closed_at)
            segments = deal_segments(deal, world)
            grid.add(month, segments, "won_revenue", deal.amount or 0)
            grid.add(month, segments, "new_customers", int(deal.is_new_customer))
    for lead in world.leads:
        mql_at = lead.stage_at["mql"]
        if mql_at is not None:
            month = world.month_of(mql_at)
            segments = lead_segments(lead, world)
            won = sum(deal.amount or 0 for deal in lead.deals if deal.is_won)
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
        return {
            "is_mature": world.is_mature(context.month),
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
            "cost_per_lead": ratio(marketing, cell["new_leads"]),
            "cost_per_mql": ratio(marketing, cell["new_mqls"]),
            "cost_per_sql": ratio(marketing, cell["new_sqls"]),
            "customer_acquisition_cost": ratio(total, cell["new_customers"]),
            "cost_per_mql_3m": ratio(marketing_3m, last_three("new_mqls")),
            "customer_acquisition_cost_3m": ratio(
                total_3m, last_three("new_customers")
            ),
            "won_revenue": cell["won_revenue"],
            "roi": ratio(cell["won_revenue"] - total, total),
            "mql_cohort_customers": cell["mql_cohort_customers"],
            "mql_cohort_revenue": cell["mql_cohort_revenue"],
            "revenue_per_mql": ratio(cell["mql_cohort_revenue"], cell["new_mqls"]),
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


def velocity_grid(world):
    """Everything that the velocity table counts."""
    grid = Grid(world, "channel", "direction", "region", "owner")
    add_new_leads(grid, world, ("sql",))
    for deal in world.deals:
        if deal.closed_at is None:
            continue
        month = world.month_of(deal.closed_at)
        segments = deal_segments(deal, world)
        if deal.is_lost:
            grid.add(month, segments, "lost_deals")
            continue
        grid.add(month, segments, "won_deals")
        grid.add(month, segments, "won_amount", deal.amount or 0)
        grid.add(month, segments, "won_with_amount", int(deal.amount is not None))
        if deal.cycle_days is not None:
            grid.collect(month, segments, "cycle_days", deal.cycle_days)
    for month in world.months:
        moment = world.end_of(month)
        for segments in pipeline_segments(world, moment):
            grid.add(month, segments, "pipeline_sqls")
    return grid


def fct_pipeline_velocity_monthly(world):
    """How much money a day the pipeline brings."""

    def velocity(pipeline_sqls, cells):
        """The formula over some months, with its parts."""
        won = sum(cell["won_deals"] for cell in cells)
        lost = sum(cell["lost_deals"] for cell in cells)
        amount = sum(cell["won_amount"] for cell in cells)
        with_amount = sum(cell["won_with_amount"] for cell in cells)
        days = [day for cell in cells for day in cell.values["cycle_days"]]
        win_rate = ratio(won, won + lost)
        size = ratio(amount, with_amount)
        cycle = average(days)
        a_day = None
        if win_rate is not None and size is not None and cycle:
            a_day = pipeline_sqls * win_rate * size / cycle
        return win_rate, size, cycle, a_day

    def make(context):
        cell = context.cell
        until = min(last_day(context.month), world.as_of_date)
        days_gone = (until - context.month).days + 1
        win_rate, size, cycle, a_day_1m = velocity(cell["pipeline_sqls"], [cell])
        a_day = None
        if len(context.history) >= 3:
            a_day = velocity(cell["pipeline_sqls"], context.history[-3:])[3]
        return {
            "new_sqls": cell["new_sqls"],
            "pipeline_sqls": cell["pipeline_sqls"],
            "won_deals": cell["won_deals"],
            "lost_deals": cell["lost_deals"],
            "win_rate": win_rate,
            "won_amount": cell["won_amount"],
            "average_deal_size": size,
            "average_sales_cycle_days": cycle,
            "won_amount_per_day": cell["won_amount"] / days_gone,
            "velocity_per_day_1m": a_day_1m,
            "velocity_per_day": a_day,
            "velocity_change": context.change(a_day, "velocity_per_day"),
        }

    return velocity_grid(world).rows(make)


def pipeline_segments(world, moment):
    """The segments of all that is in the pipeline at a moment.

    Open deals, and leads in stage sql, in the funnel, that have no deal yet.
    """
    for deal in world.deals:
        if deal.is_open_at(moment):
            yield deal_segments(deal, world)
    for lead in world.leads:
        if (
            lead.reached("sql", moment)
            and not lead.reached("opportunity", moment)
            and lead.out_at(moment) is None
            and not any(deal.created_at <= moment for deal in lead.deals)
        ):
            yield lead_segments(lead, world)

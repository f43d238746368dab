"""How fast the pipeline becomes revenue, and what changed that."""

from datetime import timedelta
from math import log, log1p

from .monthly import Grid, average, deal_segments, lead_segments, ratio
from .reading import add_months, last_day
from .tables_headline import add_new_leads


def velocity_grid(world):
    """Everything that the velocity table counts."""
    grid = Grid(world, "channel", "direction", "region", "owner")
    add_new_leads(grid, world, ("sql",))
    for deal in world.deals:
        if not deal.is_closed:
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
    shelf = timedelta(days=world.rules.sql_shelf_days)
    for month in world.months:
        moment = world.end_of(month)
        for deal in world.deals:
            if deal.is_open_at(moment):
                grid.add(month, deal_segments(deal, world), "pipeline_sqls")
        for lead in world.leads:
            if is_sql_without_deal(lead, moment):
                # The month ends a microsecond after its last moment.
                end = moment + timedelta(microseconds=1)
                is_stale = lead.stage_at["sql"] <= end - shelf
                name = "stale_sqls" if is_stale else "pipeline_sqls"
                grid.add(month, lead_segments(lead, world), name)
    return grid


def is_sql_without_deal(lead, moment):
    """Whether a lead is in stage sql, in the funnel, and has no deal at a moment."""
    return (
        lead.reached("sql", moment)
        and not lead.reached("opportunity", moment)
        and lead.out_at(moment) is None
        and not any(deal.created_at <= moment for deal in lead.deals)
    )


class Velocity:
    """The formula over some months, with its factors."""

    def __init__(self, pipeline_sqls, cells):
        """Take the pipeline at the end, and the cells of all months."""
        won = sum(cell["won_deals"] for cell in cells)
        lost = sum(cell["lost_deals"] for cell in cells)
        with_amount = sum(cell["won_with_amount"] for cell in cells)
        days = [day for cell in cells for day in cell.values["cycle_days"]]
        self.won_amount = sum(cell["won_amount"] for cell in cells)
        self.pipeline_sqls = pipeline_sqls
        self.win_rate = ratio(won, won + lost)
        self.deal_size = ratio(self.won_amount, with_amount)
        self.cycle = average(days)

    @property
    def a_day(self):
        """Money a day; None where a factor is missing or the cycle took no time."""
        if None in (self.win_rate, self.deal_size) or not self.cycle:
            return None
        return self.pipeline_sqls * self.win_rate * self.deal_size / self.cycle


def velocity_of_three(context):
    """The velocity over the three months that end here; None in the first two."""
    if len(context.history) < 3:
        return None
    return Velocity(context.cell["pipeline_sqls"], context.history[-3:])


def fct_pipeline_velocity_monthly(world):
    """How much money a day the pipeline brings."""

    def make(context):
        cell = context.cell
        until = min(last_day(context.month), world.as_of_date)
        days_gone = (until - context.month).days + 1
        month_alone = Velocity(cell["pipeline_sqls"], [cell])
        three = velocity_of_three(context)
        a_day = capture = None
        if three:
            a_day = three.a_day
            days = (until - add_months(context.month, -2)).days + 1
            capture = ratio(three.won_amount / days, a_day)
        return {
            "new_sqls": cell["new_sqls"],
            "pipeline_sqls": cell["pipeline_sqls"],
            "stale_sqls": cell["stale_sqls"],
            "won_deals": cell["won_deals"],
            "lost_deals": cell["lost_deals"],
            "win_rate": month_alone.win_rate,
            "won_amount": cell["won_amount"],
            "average_deal_size": month_alone.deal_size,
            "average_sales_cycle_days": month_alone.cycle,
            "won_amount_per_day": cell["won_amount"] / days_gone,
            "velocity_per_day_1m": month_alone.a_day,
            "velocity_per_day": a_day,
            "velocity_change": context.change(a_day, "velocity_per_day"),
            "velocity_capture": capture,
        }

    return velocity_grid(world).rows(make)


def fct_velocity_causes_monthly(world):
    """How much each factor of the velocity added to its change from last month's."""

    def make(context):
        return {"three": velocity_of_three(context), "before": context.last("three")}

    rows = []
    for row in velocity_grid(world).rows(make):
        before, after = row.pop("before"), row.pop("three")
        if not row["is_complete"] or before is None:
            continue
        for cause, contribution in contributions(before, after).items():
            rows.append(
                {
                    **row,
                    "cause": cause,
                    "previous_velocity": before.a_day,
                    "velocity": after.a_day,
                    "contribution": contribution,
                }
            )
    return rows


def contributions(before, after):
    """What each cause adds to the velocity: they sum up to its whole change.

    Nothing where a factor or a velocity is missing or not above 0.
    """
    factors = {
        "sqls": (before.pipeline_sqls, after.pipeline_sqls),
        "win_rate": (before.win_rate, after.win_rate),
        "deal_size": (before.deal_size, after.deal_size),
        "cycle": (before.cycle, after.cycle),
    }
    needed = [before.a_day, after.a_day]
    needed += [value for pair in factors.values() for value in pair]
    if any(value is None or value <= 0 for value in needed):
        return {}
    mean = logarithmic_mean(before.a_day, after.a_day)
    found = {name: mean * log(new / old) for name, (old, new) in factors.items()}
    found["cycle"] = -found["cycle"]  # a longer one brings less
    return found


def logarithmic_mean(first, second):
    """(second - first) / ln(second / first), and the number itself where equal."""
    if first == second:
        return second
    # Of two almost equal numbers this keeps all digits.
    return (second - first) / log1p((second - first) / first)

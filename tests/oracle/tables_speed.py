"""How fast sales answers those who ask for it, in business hours."""

from datetime import datetime, timedelta
from functools import lru_cache

from .lifecycle import REOPENED
from .monthly import Grid, lead_segments, median, percentile, ratio
from .values import look_up_key

OUTBOUND = "outbound sales"  # the channel of calls, as it is looked up


def raises_that_count(lead):
    """The moments at which a lead asked for sales and waits for an answer.

    Its first hand raise, and its first after each reopening; none after it became a
    customer.
    """
    customer_at = lead.stage_at["customer"]
    moments = [
        moment
        for moment in sorted(set(lead.hand_raises))
        if customer_at is None or moment <= customer_at
    ]
    found = set(moments[:1])
    for reopened_at, event in lead.journey:
        if event == REOPENED:
            found |= set([at for at in moments if at >= reopened_at][:1])
    return sorted(found)


def is_answer(touch):
    """Whether a touch is of a type by which sales reaches out."""
    if touch.rule is None:
        return False
    default_channel = look_up_key(touch.rule.default_channel)
    return touch.has("is_outreach") or default_channel == OUTBOUND


def first_answer(lead, moment):
    """When the lead was first answered at or after a moment, or None."""
    answers = [touch.occurred_at for touch in lead.touches if is_answer(touch)]
    return min((answer for answer in answers if answer >= moment), default=None)


def opening_hours(day, world):
    """The moments at which a business day's business begins and ends."""
    ends = []
    for text in world.rules.business_hours.strip().split("-"):
        hours, minutes = (int(part) for part in text.strip().split(":"))
        local_day = day + timedelta(days=hours // 24)
        local = datetime(local_day.year, local_day.month, local_day.day)
        local += timedelta(hours=hours % 24, minutes=minutes)
        aware = local.replace(tzinfo=world.times.zone)
        ends.append(local - aware.utcoffset())
    return ends


def business_hours_between(start, end, world):
    """The hours from start to end that lie within business hours, day by day."""
    hours = 0.0
    day, last = world.times.day_of(start), world.times.day_of(end)
    while day <= last:
        if world.rules.is_business_day(day):
            opens, closes = opening_hours(day, world)
            inside = min(end, closes) - max(start, opens)
            hours += max(inside, timedelta(0)).total_seconds() / 3600
        day += timedelta(days=1)
    return hours


@lru_cache(maxsize=1)
def speed_grid(world):
    """Everything that the table of speed counts."""
    grid = Grid(world, "owner", "region", "channel")
    days = world.rules.conversion_window_days
    for lead in world.leads:
        segments = lead_segments(lead, world)
        opportunity_at = lead.stage_at["opportunity"]
        for raised_at in raises_that_count(lead):
            month = world.month_of(raised_at)
            answered_at = first_answer(lead, raised_at)
            grid.add(month, segments, "hand_raises")
            group = "later"  # or never
            if answered_at is not None:
                hours = business_hours_between(raised_at, answered_at, world)
                clock_hours = (answered_at - raised_at).total_seconds() / 3600
                grid.add(month, segments, "answered")
                grid.collect(month, segments, "hours", hours)
                grid.collect(month, segments, "clock_hours", clock_hours)
                if hours <= world.rules.speed_to_lead_sla_hours:
                    group = "within_sla"
                    grid.add(month, segments, "answered_within_sla")
            if opportunity_at is None or opportunity_at >= raised_at:
                grid.add(month, segments, f"could_convert_{group}")
                if world.is_within_window(opportunity_at, raised_at, days):
                    grid.add(month, segments, f"opportunities_{group}")
    return grid


def median_hours_to_answer(world, month):
    """The company's median business hours to the first answer; None without one."""
    return median(speed_grid(world).cell("company", "all", month).values["hours"])


def fct_speed_to_lead_monthly(world):
    """How many hand raises were answered, how fast, and what came of it."""

    def make(context):
        cell = context.cell
        is_mature = world.is_mature(context.month)

        def rate(group):
            if not is_mature:
                return None
            return ratio(cell[f"opportunities_{group}"], cell[f"could_convert_{group}"])

        return {
            "is_mature": is_mature,
            "hand_raises": cell["hand_raises"],
            "answered": cell["answered"],
            "answered_within_sla": cell["answered_within_sla"],
            "unanswered": cell["hand_raises"] - cell["answered"],
            "median_hours": median(cell.values["hours"]),
            "p90_hours": percentile(cell.values["hours"], 0.9),
            "median_clock_hours": median(cell.values["clock_hours"]),
            "opportunity_rate_within_sla": rate("within_sla"),
            "opportunity_rate_later": rate("later"),
        }

    return speed_grid(world).rows(make)

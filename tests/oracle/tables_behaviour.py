"""Web traffic, e-mail, and what nurturing brings."""

import math
from collections import defaultdict
from datetime import timedelta
from functools import lru_cache

from .moments import is_no_opportunity_by, lift
from .monthly import Grid, Z, deal_segments, lead_segments, ratio, wilson
from .reading import add_months
from .rules import UNKNOWN
from .tables_records import fit_grade

NOT_NURTURED = "not nurtured"


def web_traffic_grid(world):
    """Everything that the web traffic table counts."""
    grid = Grid(world, "channel")
    for traffic in world.traffic:
        month = world.month_of(traffic.happened_at)
        segments = {"company": "all", "channel": traffic.channel}
        visitors = traffic.visitors or 0
        # Bounces are of sessions; a row without them gives its visitors.
        could_bounce = visitors if traffic.sessions is None else traffic.sessions
        grid.add(month, segments, "visitors", visitors)
        grid.add(month, segments, "sessions", traffic.sessions or 0)
        grid.add(month, segments, "page_views", traffic.page_views or 0)
        grid.add(month, segments, "bounces", traffic.bounces or 0)
        grid.add(month, segments, "could_bounce", could_bounce)
        grid.add(month, segments, "social_shares", traffic.social_shares or 0)
        if traffic.search_position is not None:
            weighted = traffic.search_position * visitors
            grid.add(month, segments, "weighted_position", weighted)
            grid.add(month, segments, "position_weight", visitors)
    for lead in world.leads:
        month = world.month_of(lead.created_at)
        segments = lead_segments(lead, world)
        grid.add(month, segments, "new_leads")
        days = world.rules.lead_conversion_window_days
        if world.is_within_window(lead.stage_at["customer"], lead.created_at, days):
            grid.add(month, segments, "customers_in_time")
    for deal in world.deals:
        if deal.is_new_customer:
            month = world.month_of(deal.closed_at)
            grid.add(month, deal_segments(deal, world), "new_customers")
    return grid


def fct_web_traffic_monthly(world):
    """Who came to the web site, and how many of them became leads."""

    def make(context):
        cell = context.cell
        bounce_rate = ratio(cell["bounces"], cell["could_bounce"])
        customer_rate = None
        if world.is_lead_mature(context.month):
            customer_rate = ratio(cell["customers_in_time"], cell["new_leads"])
        return {
            "visitors": cell["visitors"],
            "sessions": cell["sessions"],
            "page_views": cell["page_views"],
            "bounces": cell["bounces"],
            "bounce_rate": bounce_rate,
            "bounce_rate_change_points": context.change_points(
                bounce_rate, "bounce_rate"
            ),
            "social_shares": cell["social_shares"],
            "average_search_position": ratio(
                cell["weighted_position"], cell["position_weight"]
            ),
            "visitors_growth": context.change(cell["visitors"], "visitors"),
            "page_views_growth": context.change(cell["page_views"], "page_views"),
            "new_leads": cell["new_leads"],
            "visitor_to_lead_rate": ratio(cell["new_leads"], cell["visitors"]),
            "lead_to_customer_rate": customer_rate,
            "new_customers": cell["new_customers"],
            "visitor_to_customer_rate": ratio(cell["new_customers"], cell["visitors"]),
        }

    return web_traffic_grid(world).rows(make)


EMAIL_COUNTS = (
    "sent", "delivered", "opened", "clicked", "unsubscribed", "machine_opened"
)  # fmt: skip


def email_counts(world):
    """(month, program) -> counts of messages.

    `basis` is what opens and clicks are rates of: delivered messages, or sent ones
    where the program never tracks delivery.
    """
    messages = defaultdict(list)  # (lead, program, asset) -> its e-mail touches
    for lead in world.leads:
        for touch in lead.touches:
            if touch.email_event is not None:
                program, asset = touch.program or UNKNOWN, touch.asset or UNKNOWN
                messages[lead.lead_id, program, asset].append(touch)
    tracked = {
        program
        for (_, program, _), touches in messages.items()
        if any(touch.email_event == "delivered" for touch in touches)
    }
    counts = defaultdict(lambda: defaultdict(int))
    for (_, program, _), touches in messages.items():
        events = {touch.email_event for touch in touches}
        if "clicked" in events:
            events.add("opened")  # who clicked has opened
        month = world.month_of(min(touch.occurred_at for touch in touches))
        cell = counts[month, program]
        for event in EMAIL_COUNTS:
            cell[event] += event in events
        cell["basis"] += ("delivered" if program in tracked else "sent") in events
    return counts


def fct_email_engagement_monthly(world):
    """What became of the messages of each program."""
    return [
        {
            "month_start": month,
            "program": program,
            "is_complete": world.is_complete(month),
            **{event: cell[event] for event in EMAIL_COUNTS},
            "open_rate": ratio(cell["opened"], cell["basis"]),
            "click_rate": ratio(cell["clicked"], cell["basis"]),
            "click_to_open_rate": ratio(cell["clicked"], cell["opened"]),
        }
        for (month, program), cell in sorted(email_counts(world).items())
        if world.is_shown(month)
    ]


@lru_cache(maxsize=1)
def nurtured_leads(world):
    """(month of created_at, program) -> its leads, with those of no program.

    Only leads that were no opportunity yet when nurture_days had gone by. A touch
    without a program nurtures nobody, nor does one of the name that stands for none.
    """
    found = defaultdict(list)
    for lead in world.leads:
        end = nurture_end(lead, world)
        if not is_no_opportunity_by(lead, end):
            continue
        programs = {
            touch.program
            for touch in lead.touches
            if touch.program not in (None, NOT_NURTURED)
            and lead.created_at <= touch.occurred_at < end
        }
        month = world.month_of(lead.created_at)
        for program in programs or {NOT_NURTURED}:
            found[month, program].append(lead)
    return found


def nurture_end(lead, world):
    """The moment up to which a lead counts as nurtured, and is no opportunity yet."""
    return lead.created_at + timedelta(days=world.rules.nurture_days)


def opportunities_of(leads, world):
    """How many of nurtured_leads became opportunities within the window."""
    return sum(
        world.is_within_window(lead.stage_at["opportunity"], lead.created_at)
        for lead in leads
    )


NO_LIFT = (None, None, None)


def pooled_lift(nurtured, others, world):
    """The lift of nurtured leads over others, with its limits: three values.

    Pooled by Mantel and Haenszel over month and fit grade, with the limits of
    Greenland and Robins for the ratio. All are None where a sum is 0.
    """
    groups = [strata_of(leads, world) for leads in (nurtured, others)]
    nurtured_sum = others_sum = spread = 0.0
    for stratum in set(groups[0]) & set(groups[1]):
        (n1, a), (n0, b) = (
            (len(group[stratum]), opportunities_of(group[stratum], world))
            for group in groups
        )
        total = n1 + n0
        nurtured_sum += a * n0 / total
        others_sum += b * n1 / total
        spread += (n1 * n0 * (a + b) - a * b * total) / total**2
    if not nurtured_sum or not others_sum:
        return NO_LIFT
    found = nurtured_sum / others_sum
    factor = math.exp(Z * math.sqrt(spread / (nurtured_sum * others_sum)))
    return found - 1, found / factor - 1, found * factor - 1


def strata_of(leads, world):
    """Leads by the month of their creation and their fit grade."""
    found = defaultdict(list)
    for lead in leads:
        month = world.month_of(lead.created_at)
        found[month, fit_grade(lead.fit_score)].append(lead)
    return found


def leads_of_year(found, month, programs):
    """The leads of these programs in the 12 months that end here, each once."""
    months = {add_months(month, -back) for back in range(12)}
    leads = [
        lead
        for (of_month, program), leads in found.items()
        if of_month in months and program in programs
        for lead in leads
    ]
    return list(dict.fromkeys(leads))


def pooled_nurture_lift(world, month):
    """The pooled lift of all programs together, and how small its smaller group is.

    (None, None) until the month is mature; the lift alone is None where the formula
    has no value.
    """
    if not world.is_mature(month):
        return None, None
    found = nurtured_leads(world)
    programs = {program for _, program in found} - {NOT_NURTURED}
    nurtured = leads_of_year(found, month, programs)
    others = leads_of_year(found, month, {NOT_NURTURED})
    value, _, _ = pooled_lift(nurtured, others, world)
    return value, min(len(nurtured), len(others))


def fct_nurture_effect(world):
    """Whether nurtured leads become opportunities more often."""
    found = nurtured_leads(world)
    rows = []
    for (month, program), leads in sorted(found.items()):
        if not world.is_shown(month):
            continue
        is_mature = world.is_mature(month)
        is_nurtured = program != NOT_NURTURED
        opportunities = opportunities_of(leads, world)
        rate = low = high = month_lift = None
        pooled = NO_LIFT
        if is_mature:
            rate = opportunities / len(leads)
            low, high = wilson(opportunities, len(leads))
        if is_mature and is_nurtured:
            others = found.get((month, NOT_NURTURED), [])
            month_lift = lift(rate, ratio(opportunities_of(others, world), len(others)))
            pooled = pooled_lift(
                leads_of_year(found, month, {program}),
                leads_of_year(found, month, {NOT_NURTURED}),
                world,
            )
        rows.append(
            {
                "month_start": month,
                "program": program,
                "leads": len(leads),
                "opportunities": opportunities,
                "opportunity_rate": rate,
                "rate_low": low,
                "rate_high": high,
                "lift": month_lift,
                "is_small_sample": len(leads) < 30,
                "is_mature": is_mature,
                "lift_12m": pooled[0],
                "lift_12m_low": pooled[1],
                "lift_12m_high": pooled[2],
            }
        )
    return rows

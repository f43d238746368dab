"""Web traffic, e-mail, attribution, and what nurturing and touches bring."""

from collections import defaultdict
from datetime import timedelta

from .monthly import Grid, deal_segments, lead_segments, ratio, wilson
from .rules import UNKNOWN, exact

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
        if world.is_within_window(lead.stage_at["customer"], lead.created_at):
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
        if world.is_mature(context.month):
            customer_rate = ratio(cell["customers_in_time"], cell["new_leads"])
        return {
            "visitors": cell["visitors"],
            "sessions": cell["sessions"],
            "page_views": cell["page_views"],
            "bounces": cell["bounces"],
            "bounce_rate": bounce_rate,
            "bounce_rate_change": context.change(bounce_rate, "bounce_rate"),
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


# Attribution: each model gives every touch of a deal its weight; they add up to 1.


def first_touch(touches, deal):
    """All to the first."""
    return [1.0] + [0.0] * (len(touches) - 1)


def last_touch(touches, deal):
    """All to the last."""
    return [0.0] * (len(touches) - 1) + [1.0]


def linear(touches, deal):
    """To all the same."""
    return [1 / len(touches)] * len(touches)


def position_based(touches, deal):
    """40 to the first, 40 to the last, 20 to those between."""
    count = len(touches)
    if count <= 2:
        return [1 / count] * count
    return [0.4] + [0.2 / (count - 2)] * (count - 2) + [0.4]


def time_decay(touches, deal):
    """Half as much for every 7 days that a touch lies further back."""
    # Counted from the last touch: the shares are the same, and none gets too small.
    last = touches[-1].occurred_at
    days = [(last - touch.occurred_at).total_seconds() / 86400 for touch in touches]
    weights = [0.5 ** (number / 7) for number in days]
    return [weight / sum(weights) for weight in weights]


def w_shaped(touches, deal):
    """30 each to the first, to the one that made the lead, and to the last."""
    before = [
        number
        for number, touch in enumerate(touches)
        if touch.occurred_at <= deal.lead.created_at
    ]
    made_lead = before[-1] if before else 0  # else the first after
    weights = [0.0] * len(touches)
    for number in (0, made_lead, len(touches) - 1):
        weights[number] += 0.3
    rest = [number for number, weight in enumerate(weights) if weight == 0]
    if not rest:
        return [weight / sum(weights) for weight in weights]
    for number in rest:
        weights[number] = 0.1 / len(rest)
    return weights


MODELS = (first_touch, last_touch, linear, position_based, time_decay, w_shaped)


def fct_attribution_monthly(world):
    """Which touches the won deals are owed to, by attribution model."""
    found = defaultdict(lambda: [0.0, 0.0])
    for deal in world.deals:
        if not deal.is_won:
            continue
        month = world.month_of(deal.closed_at)
        touches = [
            touch
            for touch in (deal.lead.touches if deal.lead else ())
            if touch.is_interaction and touch.occurred_at <= deal.created_at
        ]
        for model in MODELS:
            if touches:
                parts = [
                    (touch.channel, touch.campaign or UNKNOWN, weight)
                    for touch, weight in zip(touches, model(touches, deal), strict=True)
                    if weight
                ]
            else:
                parts = [(UNKNOWN, UNKNOWN, 1.0)]
            for channel, campaign, weight in parts:
                sums = found[month, model.__name__, channel, campaign]
                sums[0] += weight
                sums[1] += weight * (deal.amount or 0)
    return [
        {
            "month_start": month,
            "model": model,
            "channel": channel,
            "campaign": campaign,
            "is_complete": world.is_complete(month),
            "attributed_deals": deals,
            "attributed_revenue": revenue,
        }
        for (month, model, channel, campaign), (deals, revenue) in sorted(found.items())
        if world.is_shown(month)
    ]


def nurtured_leads(world):
    """(month of created_at, program) -> its leads, with those of no program.

    Only leads that were no opportunity yet when nurture_days had gone by. A touch
    without a program nurtures nobody, nor does one of the name that stands for none.
    """
    found = defaultdict(list)
    for lead in world.leads:
        end = lead.created_at + timedelta(days=world.rules.nurture_days)
        if world.is_within_window(
            lead.stage_at["opportunity"], lead.created_at, world.rules.nurture_days
        ):
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


def opportunities_of(leads, world):
    """How many leads became opportunities within the window from created_at."""
    return sum(
        world.is_within_window(lead.stage_at["opportunity"], lead.created_at)
        for lead in leads
    )


def lift(rate, base):
    """How much better a rate is than another."""
    if rate is None or not base:
        return None
    return rate / base - 1


def fct_nurture_effect(world):
    """Whether nurtured leads become opportunities more often."""
    found = nurtured_leads(world)
    rows = []
    for (month, program), leads in sorted(found.items()):
        if not world.is_shown(month):
            continue
        opportunities = opportunities_of(leads, world)
        rate = opportunities / len(leads)
        low, high = wilson(opportunities, len(leads))
        others = found.get((month, NOT_NURTURED), [])
        base = ratio(opportunities_of(others, world), len(others))
        rows.append(
            {
                "month_start": month,
                "program": program,
                "leads": len(leads),
                "opportunities": opportunities,
                "opportunity_rate": rate,
                "rate_low": low,
                "rate_high": high,
                "lift": None if program == NOT_NURTURED else lift(rate, base),
                "is_small_sample": len(leads) < 30,
                "is_mature": world.is_mature(month),
            }
        )
    return rows


def fct_touch_effect(world):
    """Whether leads with a kind of touch become opportunities more often."""
    found = defaultdict(list)
    for touch in world.touches:
        found[touch.touch_type, touch.asset or UNKNOWN].append(touch)
    baseline = ratio(opportunities_of(world.leads, world), len(world.leads))
    rows = []
    for (touch_type, asset), touches in sorted(found.items()):
        first = {}  # each lead's first such touch
        for touch in sorted(touches, key=lambda touch: touch.order):
            if touch.lead is not None:
                first.setdefault(touch.lead, touch.occurred_at)
        could_convert = opportunities = 0
        for lead, touched_at in first.items():
            opportunity_at = lead.stage_at["opportunity"]
            if opportunity_at is None or opportunity_at >= touched_at:
                could_convert += 1
                opportunities += world.is_within_window(opportunity_at, touched_at)
        rate = ratio(opportunities, could_convert)
        rows.append(
            {
                "touch_type": touch_type,
                "asset": asset,
                "touches": len(touches),
                "leads": len(first),
                "points": exact(sum(touch.points for touch in touches)),
                "opportunities_within_window": opportunities,
                "rate": rate,
                "baseline_rate": baseline,
                "lift": lift(rate, baseline),
            }
        )
    return rows

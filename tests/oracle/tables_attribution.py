"""Which touches the won deals are owed to, by attribution model."""

from collections import defaultdict

from .markov import markov_rows
from .rules import DIRECT, UNKNOWN

# Each model gives every touch of a deal its weight; they add up to 1.


def first_touch(touches, deal, rules):
    """All to the first."""
    return [1.0] + [0.0] * (len(touches) - 1)


def last_touch(touches, deal, rules):
    """All to the last."""
    return [0.0] * (len(touches) - 1) + [1.0]


def last_non_direct(touches, deal, rules):
    """All to the last that came by a channel other than direct, else to the last."""
    numbers = range(len(touches))
    others = [number for number in numbers if touches[number].channel != DIRECT]
    chosen = (others or numbers)[-1]
    return [float(number == chosen) for number in numbers]


def linear(touches, deal, rules):
    """To all the same."""
    return [1 / len(touches)] * len(touches)


def position_based(touches, deal, rules):
    """40 to the first, 40 to the last, 20 to those between."""
    count = len(touches)
    if count <= 2:
        return [1 / count] * count
    return [0.4] + [0.2 / (count - 2)] * (count - 2) + [0.4]


def time_decay(touches, deal, rules):
    """Half as much for every half-life that a touch lies further back."""
    # Counted from the last touch: the shares are the same, and none gets too small.
    last = touches[-1].occurred_at
    days = [(last - touch.occurred_at).total_seconds() / 86400 for touch in touches]
    weights = [0.5 ** (number / rules.attribution_half_life_days) for number in days]
    return [weight / sum(weights) for weight in weights]


def w_shaped(touches, deal, rules):
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


MODELS = (
    first_touch, last_touch, linear, position_based, time_decay, w_shaped,
    last_non_direct,
)  # fmt: skip


def interactions_before(deal, world):
    """What its lead did before a deal began, in order."""
    return [
        touch
        for touch in (deal.lead.touches if deal.lead else ())
        if touch.is_interaction and touch.occurred_at <= world.last_touch_moment(deal)
    ]


def fct_attribution_monthly(world):
    """Which touches the won deals are owed to; credits lower the revenue alone."""
    touches_of = {
        deal: interactions_before(deal, world) for deal in world.revenue_deals
    }
    found = defaultdict(lambda: [0.0, 0.0])
    for deal, touches in touches_of.items():
        month = world.month_of(deal.closed_at)
        for model in MODELS:
            parts = [(UNKNOWN, UNKNOWN, 1.0)]
            if touches:
                weights = model(touches, deal, world.rules)
                parts = [
                    (touch.channel, touch.campaign or UNKNOWN, weight)
                    for touch, weight in zip(touches, weights, strict=True)
                    if weight
                ]
            for channel, campaign, weight in parts:
                sums = found[month, model.__name__, channel, campaign]
                sums[0] += weight * deal.is_won
                sums[1] += weight * (deal.amount or 0)
    found.update(markov_rows(touches_of, world))
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

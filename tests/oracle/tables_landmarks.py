"""What touches and scores foretell: only what comes after them proves anything."""

from collections import Counter, defaultdict
from datetime import timedelta

from .moments import becomes_opportunity, is_no_opportunity_by, is_over, lift
from .monthly import ratio, wilson
from .rules import UNKNOWN, exact

AGES = (0, 1, 7, 30, 90)  # in days


def fct_touch_effect(world):
    """Whether leads with a kind of touch become opportunities more often.

    They are compared with leads of the same age that had no such touch by then.
    """
    found = defaultdict(list)
    for touch in world.touches:
        found[touch.touch_type, touch.asset or UNKNOWN].append(touch)
    days = world.rules.conversion_window_days
    rows = []
    for (touch_type, asset), touches in sorted(found.items()):
        first = {}  # each lead's first such touch
        for touch in sorted(touches, key=lambda touch: touch.order):
            if touch.lead is not None:
                first.setdefault(touch.lead, touch.occurred_at)
        eligible = {
            lead: moment
            for lead, moment in first.items()
            if moment >= lead.created_at
            and is_no_opportunity_by(lead, moment)
            and is_over(moment, days, world)
        }
        opportunities = sum(
            becomes_opportunity(lead, moment, days) for lead, moment in eligible.items()
        )
        rate = ratio(opportunities, len(eligible))
        low, high = wilson(opportunities, len(eligible))
        baseline = baseline_rate(eligible, first, world)
        rows.append(
            {
                "touch_type": touch_type,
                "asset": asset,
                "touches": len(touches),
                "leads": len(first),
                "points": exact(sum(touch.points for touch in touches)),
                "is_buying_signal": any(
                    touch.is_hand_raise or touch.has("is_outreach") for touch in touches
                ),
                "eligible_leads": len(eligible),
                "opportunities_within_window": opportunities,
                "rate": rate,
                "rate_low": low,
                "rate_high": high,
                "baseline_rate": baseline,
                "lift": lift(rate, baseline),
            }
        )
    return rows


def baseline_rate(eligible, first, world):
    """How often leads of the same age, without such a touch, become opportunities.

    eligible and first hold a moment by lead: of those that are counted, and of all
    that ever had such a touch. At each one's landmark stands at least itself: it had
    no such touch before that.
    """
    landmarks = [
        max(days for days in AGES if timedelta(days=days) <= moment - lead.created_at)
        for lead, moment in eligible.items()
    ]
    weighted = sum(
        weight * rate_at_landmark(days, first, world)
        for days, weight in Counter(landmarks).items()
    )
    return ratio(weighted, len(landmarks))


def rate_at_landmark(days, first, world):
    """The share of those without the touch so many days after their creation."""
    window = world.rules.conversion_window_days
    stand = become = 0
    for lead in world.leads:
        moment = lead.created_at + timedelta(days=days)
        has_had_it = lead in first and first[lead] < moment
        if (
            not has_had_it
            and is_no_opportunity_by(lead, moment)
            and is_over(moment, window, world)
        ):
            stand += 1
            become += becomes_opportunity(lead, moment, window)
    return ratio(become, stand)


SCORE_LANDMARKS = (1, 3, 7, 14, 30)  # days after created_at
BANDS = ("<0", "0-19", "20-39", "40-59", "60-79", "80-99", "100+")
FEWEST = 10  # of either kind, below which no ranking is told
SCORES = {
    "score": lambda lead, moment: lead.score_at(moment),
    "fit": lambda lead, moment: lead.fit_score,
    "engagement": lambda lead, moment: lead.points_at(moment),
}


def score_band(score):
    """The band of a score."""
    if score < 0:
        return "<0"
    if score >= 100:
        return "100+"
    lowest = int(score // 20) * 20
    return f"{lowest}-{lowest + 19}"


def scored_leads(world):
    """(landmark, score type) -> (score, whether it became an opportunity) by lead.

    Only leads that were no opportunity by then, and whose window has gone by.
    """
    window = world.rules.conversion_window_days
    found = defaultdict(list)
    for lead in world.leads:
        for landmark in SCORE_LANDMARKS:
            moment = lead.created_at + timedelta(days=landmark)
            if is_no_opportunity_by(lead, moment) and is_over(moment, window, world):
                became = becomes_opportunity(lead, moment, window)
                for score_type, score_of in SCORES.items():
                    scored = (score_of(lead, moment), became)
                    found[landmark, score_type].append(scored)
    return found


def share_that_became(scored):
    """How many of some scored leads became opportunities, over all of them."""
    return ratio(sum(became for _, became in scored), len(scored))


def fct_score_backtest(world):
    """Whether a higher score at a landmark meant more opportunities after it."""
    rows = []
    for (landmark, score_type), scored in sorted(scored_leads(world).items()):
        base = share_that_became(scored)
        for order, band in enumerate(BANDS):
            inside = [pair for pair in scored if score_band(pair[0]) == band]
            if not inside:
                continue
            opportunities = sum(became for _, became in inside)
            low, high = wilson(opportunities, len(inside))
            rows.append(
                {
                    "landmark_days": landmark,
                    "score_type": score_type,
                    "score_band": band,
                    "band_order": order,
                    "leads": len(inside),
                    "opportunities": opportunities,
                    "opportunity_rate": opportunities / len(inside),
                    "rate_low": low,
                    "rate_high": high,
                    "lift": lift(opportunities / len(inside), base),
                }
            )
    return rows


def share_ranked_right(scored):
    """The share of pairs that the score ranks right, a tie half: the AUC.

    A pair is one lead that became an opportunity and one that did not. None where
    there are fewer than 10 of either.
    """
    with_one = Counter(score for score, became in scored if became)
    without = Counter(score for score, became in scored if not became)
    pairs = with_one.total() * without.total()
    if min(with_one.total(), without.total()) < FEWEST:
        return None
    right = 0
    for higher, number in with_one.items():
        for lower, other_number in without.items():
            if higher >= lower:
                right += number * other_number * (1 if higher > lower else 0.5)
    return right / pairs


def fct_score_backtest_summary(world):
    """How well each score ranked the leads, and what mql_score parted."""
    mql_score = world.rules.mql_score
    rows = []
    for (landmark, score_type), scored in sorted(scored_leads(world).items()):
        above = [pair for pair in scored if pair[0] >= mql_score]
        below = [pair for pair in scored if pair[0] < mql_score]
        is_whole_score = score_type == "score"
        rows.append(
            {
                "landmark_days": landmark,
                "score_type": score_type,
                "leads": len(scored),
                "opportunities": sum(became for _, became in scored),
                "auc": share_ranked_right(scored),
                "rate_at_or_above_mql_score": share_that_became(above)
                if is_whole_score
                else None,
                "rate_below_mql_score": share_that_became(below)
                if is_whole_score
                else None,
            }
        )
    return rows

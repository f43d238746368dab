"""When deals open and close, when leads reach stages, leave, and come back."""

from collections import defaultdict

from .records import STAGES
from .rules import exact


def earliest(moments):
    """The earliest of some moments of which any may be None."""
    return min((moment for moment in moments if moment is not None), default=None)


# Deals


def settle_deal(deal, as_of):
    """Set the moments and the stage of a deal as they count at as_of."""
    deal.changes.sort()
    deal.closed_at = close_moment(deal, as_of)
    if deal.is_credit:
        # It is never in the pipeline, and there is nothing to win.
        deal.stage = deal.kind
        return
    deal.commit_at = commit_moment(deal, as_of)
    if deal.closed_at is not None:
        deal.stage = deal.kind
    elif deal.kind in ("won", "lost"):
        # Its close has not happened yet.
        committed = any(kind == "commit" for _, kind in deal.changes)
        deal.stage = "commit" if committed else "opportunity"
    else:
        deal.stage = deal.kind
    deal.opportunity_at = opportunity_moment(deal)


def commit_moment(deal, as_of):
    """When the customer gave their word."""
    change = earliest(moment for moment, kind in deal.changes if kind == "commit")
    if change is not None or deal.kind != "commit":
        return change
    if deal.updated_at is not None and deal.updated_at <= as_of:
        return deal.updated_at
    return deal.created_at


def close_moment(deal, as_of):
    """When a deal that is won or lost now was closed, or None if not yet."""
    if deal.kind not in ("won", "lost"):
        return None
    evidence = [deal.raw_closed_at]
    evidence.append(earliest(at for at, kind in deal.changes if kind == deal.kind))
    if deal.raw_closed_at is None:
        evidence += [deal.updated_at, deal.created_at]
    within = [moment for moment in evidence if moment is not None and moment <= as_of]
    return within[0] if within else None


def opportunity_moment(deal):
    """When a deal entered the pipeline, or None."""
    was_prospect = any(kind == "prospect" for _, kind in deal.changes)
    if deal.kind != "prospect" and not was_prospect:
        return deal.created_at
    change = earliest(
        moment for moment, kind in deal.changes if kind not in ("prospect", "lost")
    )
    if change is not None:
        return change
    return deal.closed_at if deal.is_won else None


def cycle_days(deal, times):
    """Days from creation to close; None if open or closed on an earlier day.

    A credit has no cycle.
    """
    if not deal.is_closed or is_closed_before_created(deal, times):
        return None
    seconds = (deal.closed_at - deal.created_at).total_seconds()
    return max(seconds, 0.0) / 86400


def is_closed_before_created(deal, times):
    """Whether a deal is closed on a day before that of its creation."""
    return deal.closed_at is not None and times.day_of(deal.closed_at) < times.day_of(
        deal.created_at
    )


# Leads


def settle_lead(lead, rules):
    """Set the lead's stage moments, its journey and its stage history."""
    own = own_evidence(lead, rules)
    for position, stage in enumerate(STAGES):
        # Nobody skips a stage: evidence of a later one counts for the earlier ones.
        reached_at = earliest(own[later] for later in STAGES[position:])
        lead.stage_at[stage] = reached_at
        lead.is_implied[stage] = reached_at is not None and own[stage] != reached_at
    lead.hand_raises = [
        max(touch.occurred_at, lead.created_at)
        for touch in lead.touches
        if touch.is_hand_raise
    ]
    lead.pql_at = pql_moment(lead)
    lead.service_qualified_at = service_moment(lead)
    lead.journey = journey(lead)
    lead.stage_history = stage_history(lead)


def own_evidence(lead, rules):
    """The moment of each stage by the stage's own evidence alone, or None."""
    hand_raise = earliest(t.occurred_at for t in lead.touches if t.is_hand_raise)
    lowest_fit = rules.hand_raise_min_fit_score
    if lowest_fit is not None and lead.fit_score < lowest_fit:
        hand_raise = None
    status = {
        wanted: earliest(at for at, kind in lead.status_changes if kind == wanted)
        for wanted in ("mql", "sql")
    }
    evidence = {
        "lead": lead.created_at,
        "mql": earliest([score_moment(lead, rules.mql_score, rules), status["mql"]]),
        "sql": earliest(
            [score_moment(lead, rules.sql_score, rules), hand_raise, status["sql"]]
        ),
        "opportunity": earliest(deal.opportunity_at for deal in lead.deals),
        "commit": earliest(deal.commit_at for deal in lead.deals),
        "customer": earliest(deal.closed_at for deal in lead.deals if deal.is_won),
    }
    # No moment of a lead lies before its creation.
    return {
        stage: None if moment is None else max(moment, lead.created_at)
        for stage, moment in evidence.items()
    }


def score_moment(lead, threshold, rules):
    """The first moment from creation on at which the score is high enough."""
    if lead.fit_score < rules.mql_min_fit_score:
        return None
    if lead.score_at(lead.created_at) >= threshold:
        return lead.created_at
    points = defaultdict(int)  # all touches of one moment count together
    for touch in lead.touches:
        points[touch.occurred_at] += touch.points
    score = lead.fit_score
    for moment, earned in sorted(points.items()):
        score = exact(score + earned)
        if moment > lead.created_at and score >= threshold:
            return moment
    return None


def pql_moment(lead):
    """The first hand raise at or after the first use of the product."""
    first_use = earliest(t.occurred_at for t in lead.touches if t.has("is_product_use"))
    if first_use is None:
        return None
    moment = earliest(
        touch.occurred_at
        for touch in lead.touches
        if touch.is_hand_raise and touch.occurred_at >= first_use
    )
    if moment is None:
        return None
    moment = max(moment, lead.created_at)
    customer_at = lead.stage_at["customer"]
    return moment if customer_at is None or moment < customer_at else None


def service_moment(lead):
    """The first hand raise of a customer."""
    customer_at = lead.stage_at["customer"]
    if customer_at is None:
        return None
    return earliest(moment for moment in lead.hand_raises if moment > customer_at)


# Leaving the funnel and coming back

REOPENED = "reopened"


def journey(lead):
    """The lead's leavings and returns that had an effect: (moment, event), in order."""
    happenings = [(moment, 0, "touch") for moment in interaction_moments(lead)]
    happenings += [(deal.created_at, 0, "deal") for deal in lead.deals]
    for moment, kind in lead.status_changes:
        if kind in ("mql", "sql"):
            happenings.append((moment, 0, "status"))
        elif kind == "disqualified":
            # Of two leavings at one moment the disqualification wins.
            happenings.append((moment, 1, "disqualified"))
        elif kind == "recycled":
            happenings.append((moment, 2, "recycled"))
    happenings += [(moment, 2, "recycled") for moment in lost_moments(lead)]
    events = []
    out = None
    # At one moment a reopening comes before a leaving.
    for moment, _, what in sorted(happenings):
        if moment < lead.created_at:
            continue
        if what in ("recycled", "disqualified"):
            if out is None or (out == "recycled" and what == "disqualified"):
                out = what
                events.append((moment, what))
        elif out is not None and not (what == "touch" and out == "disqualified"):
            out = None
            events.append((moment, REOPENED))
    return events


def interaction_moments(lead):
    """When the lead did something."""
    return [touch.occurred_at for touch in lead.touches if touch.is_interaction]


def lost_moments(lead):
    """The closes of lost deals after which nothing of the lead's is open or won."""
    moments = []
    for lost in lead.deals:
        if not lost.is_lost:
            continue
        others = [deal for deal in lead.deals if deal is not lost]
        moment = lost.closed_at
        if not any(d.is_open_at(moment) or d.is_won_by(moment) for d in others):
            moments.append(moment)
    return moments


def stage_history(lead):
    """The lead's times in a stage or out: (stage, entered_at, left_at, visit)."""
    happenings = [
        (lead.stage_at[stage], 0, position)
        for position, stage in enumerate(STAGES)
        if lead.stage_at[stage] is not None
    ]
    happenings += [
        (moment, 1, number) for number, (moment, _) in enumerate(lead.journey)
    ]
    found = []
    stage, out, visit = None, None, 1
    entered_at = current = None
    for moment, what, number in sorted(happenings):
        if what == 0:
            stage = STAGES[number]
        else:
            event = lead.journey[number][1]
            out = None if event == REOPENED else event
            visit += event == REOPENED
        if (out or stage, visit) != current:
            if current is not None and entered_at < moment:
                found.append((current[0], entered_at, moment, current[1]))
            current, entered_at = (out or stage, visit), moment
    found.append((current[0], entered_at, None, current[1]))
    return found


def current_stage(lead, as_of):
    """Where the lead stands at as_of_date."""
    if lead.stage_at["customer"] is not None:
        return "customer"
    return lead.out_at(as_of) or lead.latest_stage

"""The deals: how they start, move through the stages, are won or lost."""

import catalog
import numpy as np
from people import Plan, per_channel
from workdays import DAY, lag

WON, LOST, ASLEEP = 0, 1, 2
PROSPECTING, DISCOVERY, PROPOSAL, NEGOTIATION, COMMIT, CLOSED = range(6)


def make_deals(rng, plan: Plan, leads: dict, count: int, is_first: bool) -> dict:
    """Return `count` deals: of leads, of leads again, and of nobody known."""
    first = of_leads(rng, plan, leads, round(0.63 * count))
    more = [expansions(rng, plan, first), retries(rng, plan, first)]
    missing = count - len(first["lead"]) - sum(len(part["lead"]) for part in more)
    if missing < 0:
        raise ValueError("too many repeat deals for this size")
    parts = [first, *more, without_lead(rng, plan, leads, first, missing, is_first)]
    deals = {key: np.concatenate([part[key] for part in parts]) for key in first}
    order = np.lexsort((deals["account"], deals["created"]))
    deals = {key: values[order] for key, values in deals.items()}
    move_through_stages(rng, plan, deals)
    return deals


def of_leads(rng, plan: Plan, leads: dict, count: int) -> dict:
    """Turn the leads that are readiest for it into deals.

    These are fewer than `count` where most leads of a chunk came in the last days.

    Raises: ValueError where none is ready by the last day.
    """
    created = plan.calendar.workday(
        leads["created"] + leads["deal_lag"], rng.random(len(leads["created"]))
    )
    readiness = -np.log(1 - rng.random(len(created))) / leads["deal_weight"]
    readiness[created >= plan.calendar.end - DAY] = np.inf
    count = min(count, np.isfinite(readiness).sum())
    if not count:
        raise ValueError("no lead is ready for a deal: the chunk is too short")
    lead = np.sort(np.argsort(readiness, kind="stable")[:count])
    channel = leads["channel"][lead]
    wins = per_channel("win_rate")[channel] * np.where(leads["senior"][lead], 1.05, 0.8)
    amount = per_channel("amount")[channel] * np.interp(
        leads["size"][lead], (5, 50, 300, 1500, 8000), (0.45, 0.7, 1.0, 1.5, 2.2)
    )
    return close(
        rng, plan, lead, leads["account"][lead], created[lead], wins, amount,
        leads["country"][lead], leads["owner"][lead],
    )  # fmt: skip


def expansions(rng, plan: Plan, first: dict) -> dict:
    """Sell more to customers, half a year later or so."""
    return again(rng, plan, first, WON, 0.90, (50, 100, 180, 300), 0.52, 0.45, 0.6)


def retries(rng, plan: Plan, first: dict) -> dict:
    """Come back to deals that were lost."""
    return again(rng, plan, first, LOST, 0.14, (45, 90, 200), 0.25, 0.9, 1.0)


def again(rng, plan, first, outcome, share, days, wins, amount, with_lead) -> dict:
    """Make a second deal from some of the first ones."""
    u = rng.random((4, len(first["lead"])))
    created = first["closed"] + lag(u[0], *days)
    created = plan.calendar.workday(created, u[1])
    chosen = (first["outcome"] == outcome) & (u[2] < share)
    index = np.flatnonzero(chosen & (created < plan.calendar.end - DAY))
    lead = np.where(u[3] < with_lead, first["lead"], -1)[index]
    factor = np.full(len(index), amount)
    return close(
        rng, plan, lead, first["account"][index], created[index],
        np.full(len(index), wins), factor, first["country"][index],
        first["owner"][index],
    )  # fmt: skip


def without_lead(rng, plan, leads, first, count, is_first) -> dict:
    """Make deals that name no lead; the first month has some that close soon."""
    u = rng.random((6, count))
    low, high = leads["created"][0], leads["created"][-1]
    created = low + ((high - low) * u[0]).astype(np.int64)
    early = (np.arange(count) < 9) & is_first
    created[early] = plan.calendar.start + lag(u[0][early], 0.3, 25)
    created = plan.calendar.workday(created, u[1])
    created = np.minimum(created, plan.calendar.end - DAY // 3)
    country = first["country"][(u[2] * len(first["country"])).astype(int)]
    owner = first["owner"][(u[2] * len(first["owner"])).astype(int)]
    known = first["account"][(u[3] * len(first["account"])).astype(int)]
    # Companies that marketing never saw have numbers of their own.
    own = plan.leads + leads["number"][0] + np.arange(count)
    account = np.where((u[4] < 0.2) & ~early, known, own)
    deals = close(
        rng, plan, np.full(count, -1), account, created,
        np.full(count, 0.24), np.full(count, 0.85), country, owner,
    )  # fmt: skip
    deals["closed"][early] = plan.calendar.workday(
        created[early] + lag(u[5][early], 6, 25), u[1][early]
    )
    deals["outcome"][early] = (np.arange(early.sum()) % 3 > 0) * 1
    return deals


def close(rng, plan, lead, account, created, wins, amount, country, owner) -> dict:
    """Decide how each deal ends, when, and for how much."""
    count = len(lead)
    u = rng.random((8, count))
    outcome = np.where(u[0] < wins, WON, LOST)
    outcome[(u[1] < 0.03) & (outcome == LOST)] = ASLEEP
    cycle = np.where(
        outcome == WON,
        lag(u[2], 17, 26, 34, 42, 50, 60, 74, 94, 124),
        lag(u[2], 9, 18, 26, 36, 48, 62, 80, 104, 150),
    )
    euros = (
        24_000
        * amount
        * np.interp(
            u[3], (0, 0.1, 0.3, 0.5, 0.7, 0.9, 1), (0.35, 0.55, 0.8, 1, 1.25, 1.8, 3.2)
        )
    )
    currency = np.array(
        [catalog.CURRENCIES.index(row[2]) for row in catalog.COUNTRIES]
    )[country]
    currency = np.where((u[4] < 0.05) & (currency == 0), 3, currency)
    return {
        "lead": lead,
        "account": account,
        "created": created,
        "closed": plan.calendar.workday(created + cycle, u[5]),
        "outcome": outcome,
        "amount": np.where(u[6] < 0.02, -1, (euros / 50).astype(np.int64) * 50),
        "currency": currency,
        "country": country,
        "owner": np.where(u[7] < 0.02, -1, owner),
    }


def move_through_stages(rng, plan: Plan, deals: dict) -> None:
    """Date every stage; what lies after the last day has not happened."""
    count = len(deals["lead"])
    u = rng.random((10, count))
    created, outcome = deals["created"], deals["outcome"]
    cycle = deals["closed"] - created
    won = outcome == WON
    starts_early = u[0] < np.where(outcome == ASLEEP, 0.6, 0.2)
    reached = {
        PROSPECTING: starts_early,
        DISCOVERY: np.full(count, True),
        PROPOSAL: won | (u[1] < 0.7),
        NEGOTIATION: won | (u[1] < 0.35),
        COMMIT: (won & (u[2] < 0.8)) | (~won & (u[1] < 0.09)),
        CLOSED: outcome != ASLEEP,
    }
    shares = {
        PROSPECTING: 0 * u[3],
        DISCOVERY: np.where(starts_early, 0.08 + 0.1 * u[4], 0),
        PROPOSAL: 0.25 + 0.15 * u[5],
        NEGOTIATION: 0.5 + 0.15 * u[6],
        COMMIT: 0.75 + 0.15 * u[7],
        CLOSED: 1 + 0 * u[3],
    }
    reached[DISCOVERY] &= ~(starts_early & (outcome == ASLEEP) & (u[8] < 0.5))
    moments = np.full((6, count), -1, dtype=np.int64)
    for stage, happens in reached.items():
        moment = created + (cycle * shares[stage]).astype(np.int64)
        happens = happens & (moment < plan.calendar.end)
        moments[stage] = np.where(happens, moment, -1)
    deals["moments"] = moments
    closing = np.where(won, 5, np.where(u[9] < 0.2, 7, 6))
    deals["closing_stage"] = closing
    last = moments.shape[0] - 1 - np.argmax(moments[::-1] >= 0, axis=0)
    deals["stage"] = np.where(last == CLOSED, closing, last)
    deals["updated"] = moments[last, np.arange(count)]


def make_stage_changes(deals: dict) -> dict:
    """Return one row a stage that a deal entered."""
    stage, deal = np.nonzero(deals["moments"] >= 0)
    changed = deals["moments"][stage, deal]
    code = np.where(stage == CLOSED, deals["closing_stage"][deal], stage)
    order = np.lexsort((stage, deal, changed))
    return {"deal": deal[order], "stage": code[order], "changed": changed[order]}

"""Makes one chunk of the world after the other and gives its rows as arrays."""

from collections.abc import Iterator

import numpy as np
from journeys import make_touches
from people import Plan, choose_paths, make_leads, make_statuses
from pipeline import make_deals, make_stage_changes
from tables import loaded
from workdays import DAY, lag

CHUNK = 20_000


def shares(total: int, leads: int, first: int, count: int) -> tuple[int, int]:
    """Return where a chunk's part of a total begins, and its size."""
    begin, end = total * first // leads, total * (first + count) // leads
    return begin, end - begin


def chunks(plan: Plan) -> Iterator[dict[str, dict]]:
    """Yield the rows of about 20,000 leads at a time, by table."""
    for i, first in enumerate(range(0, plan.leads, CHUNK)):
        rng = np.random.Generator(np.random.PCG64([plan.seed, i]))
        count = min(CHUNK, plan.leads - first)
        deal_base, deal_count = shares(plan.deals, plan.leads, first, count)
        touch_base, touch_count = shares(plan.touches, plan.leads, first, count)
        leads = make_leads(rng, plan, first, count)
        choose_paths(rng, leads)
        deals = make_deals(rng, plan, leads, deal_count, is_first=i == 0)
        deals["number"] = deal_base + np.arange(deal_count)
        statuses = make_statuses(rng, plan, leads, deals)
        touches = make_touches(rng, plan, leads, deals, touch_count)
        touches["number"] = touch_base + np.arange(touch_count)
        yield {
            "leads": lead_rows(rng, plan, leads, deals),
            "touchpoints": touch_rows(rng, plan, leads, touches),
            "deals": deal_rows(rng, plan, leads, deals),
            "deal_stage_changes": stage_rows(rng, plan, deals),
            "lead_status_changes": status_rows(rng, plan, leads, statuses),
        }


def finish(plan: Plan, rng, arrays: dict, event) -> dict:
    """Add the moment of loading where it is wanted."""
    moments = loaded(plan, rng, event)
    return arrays if moments is None else {**arrays, "loaded": moments}


def stacked(arrays: dict, index, changes: dict) -> dict:
    """Put changed copies of some rows before the rows themselves."""
    return {
        key: np.concatenate([changes.get(key, values[index]), values])
        for key, values in arrays.items()
    }


def by_event(arrays: dict, event) -> tuple[dict, np.ndarray]:
    """Sort rows by the moment at which they were known."""
    order = np.argsort(event, kind="stable")
    return {key: values[order] for key, values in arrays.items()}, event[order]


def lead_rows(rng, plan: Plan, leads: dict, deals: dict) -> dict:
    """Return the versions of the leads."""
    count = len(leads["created"])
    created, last = leads["created"], plan.calendar.end - 60
    u = rng.random((9, count))
    details = leads["details"]
    sold = np.zeros(count, dtype=bool)
    sold[deals["lead"][deals["lead"] >= 0]] = True
    updated = np.minimum(created + lag(u[0], 0.01, 3, 20, 90), last)
    revenue = leads["size"] * (60 + (u[1] * 140).astype(np.int64)) * 1000
    budget = np.array([-1, 5000, 10000, 20000, 30000, 50000])
    rare = u[2] < 0.03
    arrays = {
        "number": leads["number"],
        "created": created,
        "updated": np.where(u[3] < 0.25, -1, updated),
        "has_email": details[0] < 0.95,
        "has_company": details[1] < 0.93,
        "first_name": leads["first_name"],
        "last_name": leads["last_name"],
        "account": leads["account"],
        "title": leads["title"],
        "country": np.where(u[4] < 0.02, -1, leads["country"]),
        "industry": leads["industry"],
        "employees": leads["employees"],
        "revenue": np.where(details[2] < 0.4, revenue, -1),
        "budget": budget[np.searchsorted([0.8, 0.85, 0.9, 0.94, 0.98], details[3])],
        "age": np.where(rare, 24 + (u[5] * 40).astype(np.int64), -1),
        "gender": np.where(rare, (u[5] * 4).astype(np.int64), -1),
        "income": np.where(rare & (u[6] < 0.3), 60_000, -1),
        "interest": np.where(u[6] < 0.35, (u[7] * 5).astype(np.int64), -1),
        "challenge": np.where(u[7] < 0.25, (u[6] * 5).astype(np.int64), -1),
        "lead_source": np.where(u[8] < 0.05, -1, leads["lead_source"]),
        "owner": leads["owner"],
        "deleted": np.where((u[5] < 0.003) & ~sold, 2, np.where(u[5] < 0.1, 1, 0)),
    }
    index = np.flatnonzero(rng.random(count) < plan.lead_versions)
    older = {
        "updated": np.where(
            arrays["updated"][index] < 0, -1, created[index] + (last > created[index])
        ),
        "title": np.full(len(index), -1),
        "employees": np.full(len(index), -1),
        "owner": np.full(len(index), -1),
        "deleted": np.zeros(len(index), dtype=np.int64),
    }
    # A null updated_at is the earliest of all: the newer of two versions has one.
    arrays["updated"][index] = np.maximum(updated[index], created[index] + 1)
    arrays = stacked(arrays, index, older)
    event = np.maximum(arrays["created"], arrays["updated"])
    arrays, event = by_event(arrays, event)
    return finish(plan, rng, arrays, event)


def touch_rows(rng, plan: Plan, leads: dict, touches: dict) -> dict:
    """Return the touches with a few repeated, orphaned and undated ones."""
    count = len(touches["moment"])
    u = rng.random((3, count))
    arrays = {
        **touches,
        "lead_number": leads["number"][touches["lead"]],
        "is_bad": u[0] < plan.bad_times,
        "is_orphan": (u[1] < plan.orphans) & (touches["who"] < 2),
    }
    index = np.flatnonzero(u[2] < plan.duplicates)
    # Every second repetition says another, later moment.
    later = touches["moment"][index] + np.where(index % 2 == 0, 0, 45)
    copies = {"moment": np.minimum(later, plan.calendar.end - 1)}
    arrays = stacked(arrays, index, copies)
    arrays, event = by_event(arrays, arrays["moment"])
    del arrays["lead"]
    return finish(plan, rng, arrays, event)


def deal_rows(rng, plan: Plan, leads: dict, deals: dict) -> dict:
    """Return the versions of the deals: as they began and as they stand."""
    count = len(deals["created"])
    u = rng.random((4, count))
    is_closed = deals["moments"][5] >= 0
    expected = deals["closed"] - DAY * ((u[0] * 20).astype(np.int64) - 5)
    expected = np.where(u[1] < 0.1, -1, np.maximum(expected, deals["created"] + DAY))
    arrays = {
        "number": deals["number"],
        "created": deals["created"],
        "stage": deals["stage"],
        "lead_number": np.where(deals["lead"] >= 0, leads["number"][deals["lead"]], -1),
        "account": np.where((u[2] < 0.12) & (deals["lead"] >= 0), -1, deals["account"]),
        "updated": deals["updated"],
        "closed": np.where(is_closed, deals["closed"], expected),
        "amount": deals["amount"],
        "currency": deals["currency"],
        "owner": deals["owner"],
        "country": np.where(u[3] < 0.02, -1, deals["country"]),
        "deleted": np.where(u[3] > 0.995, 2, np.where(u[3] > 0.9, 1, 0)),
    }
    chosen = rng.random(count) < plan.deal_versions
    chosen &= deals["updated"] > deals["created"]
    index = np.flatnonzero(chosen)
    begins = np.where(deals["moments"][0, index] >= 0, 0, 1)
    first = np.where(deals["amount"][index] > 0, deals["amount"][index] // 100 * 90, -1)
    older = {
        "stage": begins,
        "updated": deals["created"][index],
        "closed": expected[index],
        "amount": first,
        "deleted": np.zeros(len(index), dtype=np.int64),
    }
    arrays = stacked(arrays, index, older)
    arrays, event = by_event(arrays, arrays["updated"])
    return finish(plan, rng, arrays, event)


def stage_rows(rng, plan: Plan, deals: dict) -> dict:
    """Return the changes of the deals' stages."""
    changes = make_stage_changes(deals)
    arrays = {
        "deal_number": deals["number"][changes["deal"]],
        "stage": changes["stage"],
        "changed": changes["changed"],
    }
    return finish(plan, rng, arrays, changes["changed"])


def status_rows(rng, plan: Plan, leads: dict, statuses: dict) -> dict:
    """Return the changes of the leads' statuses."""
    arrays = {
        "lead_number": leads["number"][statuses["lead"]],
        "status": statuses["status"],
        "changed": statuses["changed"],
    }
    return finish(plan, rng, arrays, statuses["changed"])

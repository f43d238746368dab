"""Deals: stages, changes, closes, customers, amounts and currencies."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from .draft import OWNERS, PIPELINES, REGIONS, Draft, Lead, Row
from .texts import (
    BAD_FLAGS,
    BAD_NUMBERS,
    BAD_TIMESTAMPS,
    FALSE_FLAGS,
    THOUSANDS,
    TRUE_FLAGS,
)

STAGES = {
    "won": 34,
    "lost": 24,
    "opportunity": 14,
    "commit": 10,
    "prospect": 8,
    "unknown": 5,
    "ignored": 4,
}
STAGE_KINDS = ["won", "lost", "commit", "opportunity", "prospect", "closed", "open"]
OPEN_KINDS = ("opportunity", "commit", "prospect", "unknown")


@dataclass
class Deal:
    """A deal as journeys see it."""

    row: Row
    created_at: datetime
    closed_at: datetime | None


def stage_name(draft: Draft, kind: str) -> str:
    """Return a CRM's name of a kind of stage, in any case."""
    names = draft.rules.stages(kind) or ["In Limbo", "Stage 7"]
    return draft.as_looked_up(draft.rng.choice(names))


def _pipeline(draft: Draft) -> str | None:
    return draft.as_looked_up(draft.mostly_plain(None, PIPELINES, 0.4))


def _move_to_a_pipeline(draft: Draft, row: Row) -> None:
    """Let some rows have a stage that a rule knows in their pipeline only."""
    known = [rule for rule in draft.rules.seeds["deal_stages"] if rule.get("pipeline")]
    if known and draft.chance(0.06):
        rule = draft.rng.choice(known)
        row["stage"] = draft.as_looked_up(rule["crm_stage"])
        row["pipeline"] = draft.as_looked_up(rule["pipeline"])


def _stage_kind(draft: Draft) -> str | None:
    return draft.in_any_case(draft.mostly_plain(None, STAGE_KINDS, 0.3))


def sell(
    draft: Draft,
    lead: Lead | None,
    kind: str | None = None,
    created: datetime | None = None,
    closed: datetime | None = None,
    **values: str | None,
) -> Deal:
    """Add a deal; what is not given is drawn, edge cases included."""
    rng, clock = draft.rng, draft.clock
    kind = kind or rng.choices(list(STAGES), list(STAGES.values()))[0]
    created = created or clock.after(lead.created_at if lead else clock.any(), 25)
    is_given = closed is not None
    closed = closed or _close(draft, created)
    row = draft.add(
        "deals",
        deal_id=draft.new_id("D"),
        created_at=draft.text(created),
        stage=stage_name(draft, kind),
        lead_id=lead.lead_id if lead else None,
        account_id=rng.choice([None, None, None, *draft.accounts]),
        closed_at=draft.text(closed),
        amount=_amount(draft),
        currency=_currency(draft),
        owner=rng.choice(OWNERS),
        region=rng.choice(REGIONS),
        is_deleted=draft.mostly_plain(rng.choice(FALSE_FLAGS), BAD_FLAGS, 0.03),
        pipeline=_pipeline(draft),
        stage_kind=_stage_kind(draft),
        deal_type=draft.mostly_plain(None, ["newbusiness", "New Business"], 0.2),
        lost_reason=rng.choice([None, "price", "Price"]),
    )
    _move_to_a_pipeline(draft, row)
    if not is_given:
        _odd_close(draft, row, kind)
    row["updated_at"] = draft.rng.choice(
        [None, draft.text(closed), draft.text(closed), draft.text(clock.after(created))]
    )
    row["updated_at"] = draft.mostly_plain(row["updated_at"], BAD_TIMESTAMPS, 0.04)
    row.update(values)
    if draft.chance(0.45):
        _add_path(draft, row, kind, created, closed)
    if draft.chance(0.25):
        _add_versions(draft, row, closed)
    return Deal(row, created, closed)


def _close(draft: Draft, created: datetime) -> datetime:
    """Mostly days or weeks later; sometimes at once, earlier that day, or before."""
    way = draft.rng.random()
    if way < 0.05:
        return created
    if way < 0.11:
        return created - timedelta(hours=draft.rng.choice([1, 3, 9]))
    if way < 0.16:
        return draft.clock.before(created)
    return draft.clock.after(created, draft.rng.choice([4, 15, 40]))


def _odd_close(draft: Draft, row: Row, kind: str) -> None:
    """Let closed_at be null, in the future, garbage; an open deal's close is a plan."""
    way = draft.rng.random()
    if kind in OPEN_KINDS:
        if way < 0.3:
            row["closed_at"] = None
        elif way < 0.5:
            row["closed_at"] = draft.text(draft.clock.future())
        elif way < 0.55:
            row["closed_at"] = "9999-12-31"
    elif way < 0.09:
        row["closed_at"] = None
    elif way < 0.15:
        row["closed_at"] = draft.text(draft.clock.future())
    elif way < 0.24:
        row["closed_at"] = draft.mostly_plain(None, BAD_TIMESTAMPS, 1.0)


def _amount(draft: Draft) -> str | None:
    way = draft.rng.random()
    if way < 0.06:
        return None
    if way < 0.11:
        return draft.number(0)
    if way < 0.15:
        return "-" + draft.number(1200)
    amount = draft.rng.choice([250, 999.99, 5000, 12000, 30000, 48250.5])
    amount = draft.mostly_plain(draft.number(amount), THOUSANDS, 0.06)
    return draft.mostly_plain(amount, BAD_NUMBERS, 0.04)


def _currency(draft: Draft) -> str | None:
    reporting = str(draft.variables["reporting_currency"])
    rated = draft.rules.column("exchange_rates", "currency") or [reporting]
    currency = draft.rng.choice([None, reporting, draft.rng.choice(rated), None])
    return draft.in_any_case(draft.mostly_plain(currency, ["XTS", "€", "??"], 0.08))


def _add_path(
    draft: Draft, row: Row, kind: str, created: datetime, closed: datetime
) -> None:
    """Record stage changes: forward, undone, before creation, at one moment, later."""
    rng, clock = draft.rng, draft.clock
    path = rng.choice(
        [
            ["prospect", kind],
            ["prospect", "opportunity", kind],
            ["opportunity", "commit", kind],
            ["opportunity", "commit"],
            ["commit", kind],
            ["won", "opportunity", kind],
            ["lost", "opportunity", kind],
            ["prospect", "lost", kind],
            ["prospect", "ignored", "unknown"],
            ["prospect", "commit", kind, kind],
            [kind],
        ]
    )
    moment = created if draft.chance(0.7) else clock.before(created, 3)
    for stage in path:
        row_stage = row["stage"] if stage == kind else stage_name(draft, stage)
        _change(draft, row, row_stage, moment)
        if draft.chance(0.85):
            moment = clock.after(moment, 6)
    if draft.chance(0.3):
        _change(draft, row, row["stage"], closed)
    if draft.chance(0.1):
        later = rng.choice(["won", "lost", "commit", "prospect"])
        _change(draft, row, stage_name(draft, later), clock.future())


def _change(draft: Draft, row: Row, stage: str | None, moment: datetime) -> None:
    change = draft.add(
        "deal_stage_changes",
        deal_id=row["deal_id"],
        stage=stage,
        changed_at=draft.text(moment),
        pipeline=_pipeline(draft) if draft.chance(0.3) else None,
        stage_kind=_stage_kind(draft),
    )
    _move_to_a_pipeline(draft, change)


def _add_versions(draft: Draft, row: Row, closed: datetime) -> None:
    """Add older, equal, newer, future or deleted versions of a deal."""
    rng, clock = draft.rng, draft.clock
    other = dict(row)
    way = rng.random()
    if way < 0.1:
        stone = draft.add("deals", deal_id=row["deal_id"])
        stone["is_deleted"] = rng.choice(TRUE_FLAGS)
        stone["updated_at"] = rng.choice(
            [None, draft.text(clock.future()), "2001-01-01"]
        )
        return
    other["stage"] = stage_name(draft, rng.choice([*STAGES, "ignored"]))
    other["amount"] = rng.choice([row["amount"], _amount(draft)])
    other["updated_at"] = rng.choice(
        [
            row["updated_at"],
            None,
            draft.text(clock.future()),
            draft.text(clock.after(closed)),
            draft.text(clock.before(closed)),
        ]
    )
    other["lost_reason"] = rng.choice([None, "price", "Price", "time"])
    if draft.chance(0.3):  # nothing else tells them apart
        other = {**row, "lost_reason": other["lost_reason"]}
    if draft.chance(0.1):
        other["is_deleted"] = "true"
    if draft.chance(0.1):
        other["created_at"] = rng.choice([None, draft.text(clock.future())])
    draft.add("deals", **other)


def add_deals(draft: Draft) -> None:
    """Add deals so that most months have won and lost ones; some name no known lead."""
    for month in draft.clock.months:
        for kind in ("won", "lost", None):
            closed = draft.clock.in_month(month) if kind else None
            created = draft.clock.before(closed, 25) if closed else None
            sell(draft, _any_lead(draft), kind, created, closed)
    while len(draft.tables["deals"]) < 20:
        sell(draft, _any_lead(draft))
    draft.rng.shuffle(draft.tables["deal_stage_changes"])


def _any_lead(draft: Draft) -> Lead | None:
    way = draft.rng.random()
    if way < 0.2:
        return None
    if way < 0.27:
        return Lead(draft.rng.choice(draft.strangers), draft.clock.any())
    return draft.rng.choice(draft.leads[::3])  # so that others buy nothing

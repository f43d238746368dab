"""Faulty, early, repeated and identical rows, of every kind and in every table."""

from .draft import Draft, Row
from .tables import TABLES
from .texts import BAD_NUMBERS, BAD_TIMESTAMPS

IDS = {
    "leads": "lead_id",
    "touchpoints": "touchpoint_id",
    "deals": "deal_id",
    "deal_stage_changes": "deal_id",
    "lead_status_changes": "lead_id",
}
KINDS = {
    "touchpoints": "touch_type",
    "deals": "stage",
    "deal_stage_changes": "stage",
    "lead_status_changes": "status",
}


def add_faults(draft: Draft) -> None:
    """Add rows to reject, to warn of, to count once, or to leave for later."""
    for table in TABLES:
        if not draft.tables[table]:
            continue
        for _ in range(1 if draft.is_plain else 3):
            _break_a_row(draft, table)
        for _ in range(draft.rng.randint(0, 1 if draft.is_plain else 5)):
            draft.tables[table].append(dict(_row(draft, table)))
    _add_unidentified(draft)
    _add_orphans(draft)
    _repeat_ids(draft, "touchpoints", "touchpoint_id", "occurred_at")
    _repeat_ids(draft, "marketing_spend", "spend_id", "spend_date")
    _break_spend(draft)
    if not draft.is_plain:
        _add_what_no_rule_knows(draft)
    for rows in draft.tables.values():
        draft.rng.shuffle(rows)


def _row(draft: Draft, table: str) -> Row:
    return draft.rng.choice(draft.tables[table])


def _copy(draft: Draft, table: str) -> Row:
    """Copy a row; what must be unique in it is made anew."""
    row = dict(_row(draft, table))
    for name, kind in {"touchpoint_id": "T", "spend_id": "S"}.items():
        if name in row:
            row[name] = draft.new_id(kind)
    draft.tables[table].append(row)
    return row


def _break_a_row(draft: Draft, table: str) -> None:
    """Add copies without id, time or kind, with a bad time, or of a later time."""
    stamp = next(column.name for column in TABLES[table] if column.kind == "timestamp")
    if table in IDS:
        _copy(draft, table)[IDS[table]] = None
    _copy(draft, table)[stamp] = None
    _copy(draft, table)[stamp] = draft.rng.choice(BAD_TIMESTAMPS)
    _copy(draft, table)[stamp] = draft.text(draft.clock.future())
    if table in KINDS:
        _copy(draft, table)[KINDS[table]] = None
        row = _copy(draft, table)
        row[KINDS[table]] = draft.rng.choice(["no such thing", "Ünknown", "-"])
        row = _copy(draft, table)  # two faults: the first reason counts
        row[KINDS[table]] = row[stamp] = None


def _add_unidentified(draft: Draft) -> None:
    if draft.tables["touchpoints"]:
        row = _copy(draft, "touchpoints")
        row["lead_id"] = row["anonymous_id"] = None


def _add_orphans(draft: Draft) -> None:
    stamp = draft.text(draft.clock.any())
    strangers = {"lead_id": draft.strangers[0], "changed_at": stamp}
    status = draft.as_looked_up(draft.rng.choice(draft.rules.statuses("mql")))
    draft.add("lead_status_changes", status=status, **strangers)
    stage = draft.as_looked_up(draft.rng.choice(draft.rules.stages("won")))
    orphan = {"deal_id": "no-deal", "changed_at": stamp}
    draft.add("deal_stage_changes", stage=stage, **orphan)


def _repeat_ids(draft: Draft, table: str, key: str, stamp: str) -> None:
    """Repeat ids with other values, at another time or at the same."""
    rows = [row for row in draft.tables[table] if row[key]]
    for row in draft.rng.sample(rows, min(len(rows), 1 if draft.is_plain else 6)):
        other = dict(row)
        names = [name for name in other if name not in (key, stamp)]
        for name in draft.rng.sample(names, 2):
            other[name] = _row(draft, table)[name]
        if draft.chance(0.4):
            other[stamp] = _row(draft, table)[stamp]
        if draft.chance(0.15):
            other[stamp] = draft.text(draft.clock.future())
        if draft.chance(0.15):
            other[stamp] = "2025-02-30"
        draft.tables[table].append(other)


def _break_spend(draft: Draft) -> None:
    if draft.tables["marketing_spend"]:
        _copy(draft, "marketing_spend")["amount"] = draft.rng.choice(BAD_NUMBERS)
        _copy(draft, "marketing_spend")["currency"] = "XTS"
        _copy(draft, "marketing_spend")["amount"] = None


def _add_what_no_rule_knows(draft: Draft) -> None:
    """Add spend on an unknown channel.

    Near the end, let touches come of unknown types and channels, or nobody's.
    """
    end = draft.clock.future() if draft.clock.as_of_date else draft.clock.pool[-1]
    for lead_id in (draft.strangers[0], None):
        moment = draft.clock.before(end, 4)
        for _ in range(draft.rng.randint(0, 9)):
            draft.touch(lead_id, "Fax", moment, channel="Pigeon")
    if draft.tables["marketing_spend"]:
        for channel in ("Carrier Pigeon", "carrier_pigeon"):
            _copy(draft, "marketing_spend")["channel"] = channel

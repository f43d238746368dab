"""Leads: versions, deletions, exclusions, attributes at the edges of the rules."""

from datetime import timedelta

from .draft import OWNERS, REGIONS, Draft, Lead, Row
from .rules import fill_pattern
from .texts import (
    BAD_FLAGS,
    BAD_NUMBERS,
    BAD_TIMESTAMPS,
    FALSE_FLAGS,
    HOSTILE,
    TRUE_FLAGS,
)

KINDS = {
    "normal": 80,
    "several versions": 25,
    "excluded by its newest version": 4,
    "excluded by an older version only": 4,
    "deleted": 4,
    "deleted by a tombstone": 5,
    "deleted later": 3,
    "not yet": 3,
    "only rejected": 2,
}
RULED_ATTRIBUTES = [
    "country", "region", "industry", "employee_count", "annual_revenue", "budget",
    "age", "gender", "income", "interest", "challenge", "lead_source", "job_title",
    "account_id", "status", "plan", "seats",
]  # fmt: skip


def add_leads(draft: Draft) -> None:
    """Add 35 to 80 leads; afterwards draft.leads holds them all, good and bad."""
    for _ in range(draft.rng.randint(35, 80)):
        created = draft.clock.any()
        lead = Lead(draft.new_id("L"), created)
        draft.leads.append(lead)
        kind = draft.rng.choices(list(KINDS), list(KINDS.values()))[0]
        draft.stories.add(f"lead {kind}")
        _add_versions(draft, lead, kind)


def _add_versions(draft: Draft, lead: Lead, kind: str) -> None:
    row = _version(draft, lead)
    clock = draft.clock
    if kind == "several versions":
        _add_more_versions(draft, lead, row)
    elif kind == "excluded by its newest version":
        row["updated_at"] = draft.text(clock.after(lead.created_at))
        _exclude(draft, row)
        if draft.chance(0.5):
            older = _version(draft, lead)
            older["updated_at"] = draft.rng.choice([None, "2001-01-01"])
    elif kind == "excluded by an older version only":
        row["updated_at"] = draft.text(clock.before(lead.created_at))
        _exclude(draft, row)
        newer = _version(draft, lead)
        newer["updated_at"] = draft.text(lead.created_at)
    elif kind == "deleted":
        newer = _version(draft, lead)
        newer["is_deleted"] = draft.rng.choice(TRUE_FLAGS)
        newer["updated_at"] = draft.text(clock.after(lead.created_at))
    elif kind == "deleted by a tombstone":
        stamps = [None, clock.before(lead.created_at), clock.after(lead.created_at)]
        stone = draft.add("leads", lead_id=lead.lead_id)
        stone["is_deleted"] = draft.rng.choice(TRUE_FLAGS)
        stone["updated_at"] = draft.text(draft.rng.choice(stamps))
        stone["created_at"] = draft.mostly_plain(None, BAD_TIMESTAMPS, 0.2)
    elif kind == "deleted later":
        stone = draft.add("leads", lead_id=lead.lead_id, is_deleted="true")
        stone["updated_at"] = draft.text(clock.future())
    elif kind == "not yet":
        row["created_at"] = draft.text(clock.future())
        if draft.chance(0.3):
            earlier = _version(draft, lead)
            earlier["updated_at"] = draft.text(lead.created_at)
    elif kind == "only rejected":
        row["created_at"] = draft.rng.choice([None, *BAD_TIMESTAMPS])


def _add_more_versions(draft: Draft, lead: Lead, row: Row) -> None:
    """Add versions whose updated_at ties, is null, garbage, or lies in the future."""
    clock = draft.clock
    shared = draft.text(clock.after(lead.created_at))
    stamps = [
        shared,
        shared,
        None,
        draft.text(lead.created_at),
        draft.text(clock.after(lead.created_at)),
        draft.text(clock.future()),
        draft.mostly_plain(None, BAD_TIMESTAMPS, 1.0),
        draft.rng.choice(["1990-01-01T00:00:00Z", "1990-01-01T12:00:00Z"]),
    ]
    row["updated_at"] = draft.rng.choice(stamps)
    for _ in range(draft.rng.randint(1, 3)):
        other = _version(draft, lead)
        other["updated_at"] = draft.rng.choice(stamps)
        if draft.chance(0.5):  # differs in one column only, far to the right
            last = draft.rng.choice(
                ["owner", "status", draft.columns("leads")[-1].name]
            )
            other.update(row)
            other[last] = draft.rng.choice(["ada", "Ada", "Äda", None])
        if draft.chance(0.2):
            moved = lead.created_at + timedelta(days=draft.rng.choice([-1, 1, 40]))
            other["created_at"] = draft.text(moved)
        if draft.chance(0.1):
            other["created_at"] = draft.rng.choice([None, "2025-02-30"])


def _exclude(draft: Draft, row: Row) -> None:
    pairs = draft.rules.meeting_values("exclusions")
    if pairs:
        attribute, value = draft.rng.choice(pairs)
        if attribute in row and attribute != "lead_id":
            row[attribute] = value


def _version(draft: Draft, lead: Lead) -> Row:
    """Add one version of a lead with drawn attributes."""
    rng, rules = draft.rng, draft.rules
    number = rng.randrange(50)
    row = draft.add(
        "leads",
        lead_id=lead.lead_id,
        created_at=draft.text(lead.created_at),
        email=rng.choice([None, f"person{number}@firm{number % 9}.example"]),
        company_name=draft.mostly_plain(f"Firm {number % 9}", HOSTILE, 0.15),
        owner=rng.choice(OWNERS),
        is_deleted=rng.choice(FALSE_FLAGS),
        account_id=rng.choice([None, None, *draft.accounts]),
        status=rng.choice([None, "Open", "open deal"]),
    )
    row["is_deleted"] = draft.mostly_plain(row["is_deleted"], BAD_FLAGS, 0.03)
    # Few attributes: the fit is nothing, or one rule's points, as a threshold may be.
    share = rng.choice([0.8, 0.8, 0.8, 0.1, 0.0])
    for attribute in RULED_ATTRIBUTES:
        values = rules.attribute_values(attribute)
        if attribute not in row or (
            attribute == "account_id" and draft.has_numeric_ids
        ):
            continue
        if values and draft.chance(share):
            row[attribute] = rng.choice(values)
        elif attribute in ("age", "income", "budget", "annual_revenue"):
            row[attribute] = rng.choice([None, "41", "125000.5"])
        elif attribute in ("plan", "seats"):
            row[attribute] = rng.choice([None, "n/a", "10", "10.0", "9,5"])
    row["region"] = row["region"] or rng.choice(REGIONS)
    if share > 0.5:
        row["job_title"] = _job_title(draft, row["job_title"])
    row["employee_count"] = _employee_count(draft, row["employee_count"])
    row["lead_source"] = _lead_source(draft)
    for name in ("employee_count", "annual_revenue", "budget", "age", "income"):
        row[name] = draft.mostly_plain(row[name], BAD_NUMBERS, 0.05)
    for name in ("country", "industry", "interest", "challenge"):
        row[name] = draft.in_any_case(draft.mostly_plain(row[name], HOSTILE, 0.04))
    return row


def _job_title(draft: Draft, ruled: str | None) -> str | None:
    if draft.chance(0.4):
        return ruled
    patterns = [row["job_title_pattern"] for row in draft.rules.seeds["personas"]]
    title = fill_pattern(draft.rng.choice(patterns), draft.rng)
    return draft.in_any_case(title)


def _employee_count(draft: Draft, ruled: str | None) -> str | None:
    ends = [
        float(row[column])
        for row in draft.rules.seeds["personas"]
        for column in ("min_employees", "max_employees")
        if row[column]
    ]
    if draft.chance(0.25):
        return None
    if ends and draft.chance(0.5):
        return draft.number(
            max(0, draft.rng.choice(ends) + draft.rng.choice([-1, 0, 1]))
        )
    return ruled


def _lead_source(draft: Draft) -> str | None:
    sources = draft.rules.column("lead_source_channels", "lead_source")
    source = draft.rng.choice([None, *sources, *sources])
    if draft.chance(0.1):
        source = "word of mouth?"
    return draft.as_looked_up(draft.mostly_plain(source, HOSTILE, 0.03))

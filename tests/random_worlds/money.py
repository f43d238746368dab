"""Spend and web traffic: shared and named costs, credits, repeated and equal rows."""

from datetime import date, datetime, time, timedelta

from .draft import CAMPAIGNS, Draft, Lead, Row
from .moments import add_months
from .texts import BAD_NUMBERS, HOSTILE, THOUSANDS

MONTH_KINDS = ["rich", "rich", "rich", "credit", "unnamed", "sales", "nothing"]


def add_spend(draft: Draft) -> None:
    """Add spend month by month: each month has a kind of its own."""
    first = draft.clock.months[0]
    if draft.chance(0.5):  # nobody is there yet: neither named cost nor MQLs
        quiet = (first - timedelta(days=1)).replace(day=1)
        _spend(draft, quiet, {}, None, 700)
        _spend(draft, quiet, {}, "sales", 300)
        draft.stories.add("spend before the first lead")
    with draft.stream("steady spend"):
        if draft.chance(0.3):
            _add_steady_spend(draft)
    for month in draft.clock.months:
        kind = draft.rng.choice(MONTH_KINDS)
        draft.stories.add(f"month of {kind} spend")
        if kind == "nothing":
            continue
        if kind in ("rich", "credit"):
            for _ in range(draft.rng.randint(4, 9)):
                _spend(draft, month, _origin(draft), _kind(draft), _size(draft))
        if kind == "credit":
            channel = draft.rng.choice(draft.rules.column("channels", "channel"))
            _spend(draft, month, {"channel": channel}, None, 50)
            for size in draft.rng.choice([[-50], [-50, -75.5]]):
                _spend(draft, month, {"channel": channel.upper()}, None, size)
        for _ in range(draft.rng.randint(0, 2) if kind != "unnamed" else 3):
            _spend(draft, month, {}, draft.rng.choice([None, "labor"]), _size(draft))
        for _ in range(draft.rng.choice([0, 1, 1]) if kind != "sales" else 2):
            origin = draft.origin() if draft.chance(0.3) else {}
            _spend(draft, month, origin, "sales", _size(draft))


def _add_steady_spend(draft: Draft) -> None:
    """Spend on one channel month after month, and let more MQLs come of more of it.

    It begins long before everything else, so that there are months enough.
    """
    draft.stories.add("steady spend")
    months = len(draft.clock.months) + 8
    for number in range(months):
        month = add_months(draft.clock.months[0], number - 8)
        count = draft.rng.randint(0, 2)
        _spend(draft, month, {"channel": "events"}, "program", 200 + 300 * count)
        for _ in range(count):
            created = datetime.combine(month + timedelta(days=9), time(12, 30))
            lead = Lead(draft.new_id("L"), created)
            source = draft.rules.column(
                "lead_source_channels", "lead_source", channel="events"
            )[0]
            draft.add(
                "leads",
                lead_id=lead.lead_id,
                created_at=draft.text(created),
                lead_source=source,
            )
            draft.status(lead, "mql", created)


def _size(draft: Draft) -> float:
    return draft.rng.choice([0, 10, 125.5, 400, 1000, 2500.75, -20])


def _kind(draft: Draft) -> str | None:
    kinds = ["program", "labor", "technology", "agency", None, "programme?"]
    return draft.rng.choice(kinds)


def _origin(draft: Draft) -> dict[str, str | None]:
    """Return where money went or visitors came from: at times a site no rule knows."""
    if not draft.is_plain and draft.chance(0.15):
        return {"utm_source": "nowhere.example"}
    return draft.origin()


def _spend(
    draft: Draft,
    month: date,
    origin: dict[str, str | None],
    kind: str | None,
    size: float,
) -> Row:
    rng = draft.rng
    names = draft.rules.column("cost_types", "cost_type", kind=kind or "")
    reporting = str(draft.variables["reporting_currency"])
    rated = draft.rules.column("exchange_rates", "currency") or [reporting]
    currency = rng.choice([None, None, reporting, rng.choice(rated)])
    return draft.add(
        "marketing_spend",
        spend_date=_day_text(draft, month),
        amount=_odd_amount(draft, draft.number(size)),
        spend_id=draft.new_id("S") if draft.chance(0.7) else None,
        campaign=draft.mostly_plain(rng.choice(CAMPAIGNS), HOSTILE),
        cost_type=draft.as_looked_up(rng.choice(names)) if names else kind,
        currency=draft.in_any_case(draft.mostly_plain(currency, ["XTS", "₿"])),
        **origin,
    )


def _odd_amount(draft: Draft, amount: str) -> str:
    amount = draft.mostly_plain(amount, THOUSANDS, 0.06)
    return draft.mostly_plain(amount, BAD_NUMBERS, 0.03)


def _day_text(draft: Draft, month: date) -> str | None:
    """Write a day of the month, mostly as a date, or a moment at the month's border."""
    if draft.chance(0.85):
        return (month + timedelta(days=draft.rng.choice([0, 0, 4, 14, 27]))).isoformat()
    last = month + timedelta(days=31)
    last = last.replace(day=1) - timedelta(days=1)
    border = draft.clock.local(last, time(23, 59, 59, 999999))
    middle = datetime.combine(month + timedelta(days=9), time(12, 30))
    return draft.text(draft.rng.choice([border, middle]))


def add_traffic(draft: Draft) -> None:
    """Add web traffic, with nulls, garbage and rows that are equal in everything."""
    for month in draft.clock.months:
        for _ in range(draft.rng.randint(0, 4)):
            _traffic(draft, month)


def _traffic(draft: Draft, month: date) -> None:
    rng = draft.rng
    origin = _origin(draft)
    visitors = rng.choice([0, 1, 40, 120, 333])

    def maybe(value: float) -> str | None:
        text = draft.number(value) if draft.chance(0.8) else None
        return draft.mostly_plain(text, BAD_NUMBERS, 0.04)

    row = draft.add(
        "web_traffic",
        traffic_date=_day_text(draft, month),
        utm_source=origin.get("utm_source"),
        utm_medium=origin.get("utm_medium"),
        visitors=maybe(visitors),
        sessions=maybe(visitors + 20),
        page_views=maybe(visitors * 3),
        bounces=maybe(visitors // 2),
        social_shares=maybe(rng.randrange(5)),
        search_position=maybe(rng.choice([1, 2.5, 11])),
    )
    if draft.chance(0.1):
        draft.tables["web_traffic"].append(dict(row))

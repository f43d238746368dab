"""Stories that are told last and draw from a stream of their own: credits and dates."""

from datetime import timedelta

from .draft import Draft, Lead
from .journeys import HOUR, Story
from .selling import sell

LATE_STORIES: dict[str, Story] = {}
DAY = timedelta(days=1)


def late_story(name: str):
    """Register a story under a name."""

    def register(tell: Story) -> Story:
        LATE_STORIES[name] = tell
        return tell

    return register


def add_late_stories(draft: Draft) -> None:
    """Tell each story of no, one or two leads, all other draws left as they are."""
    with draft.stream("late stories"):
        for name, tell in LATE_STORIES.items():
            for lead in draft.rng.sample(draft.leads, draft.rng.choice([0, 1, 1, 2])):
                draft.stories.add(name)
                tell(draft, lead)


@late_story("Credits of a key come before, at and after its first and second close")
def is_given_money_back(draft: Draft, lead: Lead) -> None:
    account = draft.rng.choice([None, None, draft.rng.choice(draft.accounts)])
    created = draft.clock.after(lead.created_at)
    first = draft.clock.after(created, 15)
    second = draft.clock.after(first, 15)
    for closed in draft.rng.choice([[], [first], [first, second]]):
        sell(draft, lead, "won", created, closed, account_id=account)
    moments = [draft.clock.before(first, 3), first, second, draft.clock.after(second)]
    for moment in draft.rng.sample(moments, 2):
        _credit(draft, lead, moment, account)
    if draft.chance(0.3):  # a customer whom nobody knows
        _credit(draft, None, first, None)


def _credit(draft: Draft, lead: Lead | None, closed, account: str | None) -> None:
    created = draft.rng.choice([closed, draft.clock.before(closed), closed + HOUR])
    if lead is not None and draft.chance(0.3):
        created = draft.clock.before(lead.created_at)
    if lead is not None and draft.chance(0.5):
        kind = draft.touch_type("is_interaction")
        draft.touch(lead.lead_id, kind, draft.clock.before(created))
    closed_at = draft.text(closed)
    if draft.chance(0.15):
        closed_at = draft.rng.choice([None, draft.text(draft.clock.future())])
    sell(
        draft,
        lead,
        "won",
        created,
        closed,
        account_id=account,
        closed_at=closed_at,
        amount="-" + draft.number(draft.rng.choice([250, 1200.5, 90000])),
    )


@late_story("An amount below zero stands on a deal that is not won")
def has_an_amount_below_zero(draft: Draft, lead: Lead) -> None:
    kind = draft.rng.choice(["lost", "opportunity", "commit", "prospect"])
    sell(draft, lead, kind, amount="-" + draft.number(700))


@late_story("A deal has a mere date, and touches on that day and at its end")
def is_dated(draft: Draft, lead: Lead) -> None:
    day = draft.clock.day(draft.clock.after(lead.created_at, 12))
    start, end = draft.clock.local(day), draft.clock.local(day + DAY)
    closed = draft.clock.after(end, 9)
    sell(draft, lead, "won", start, closed, created_at=day.isoformat())
    for moment in (start + HOUR, draft.clock.border(end, 0), end + HOUR):
        draft.touch(lead.lead_id, draft.touch_type("is_interaction"), moment)


@late_story("An SQL without a deal is as old as sql_shelf_days at the end of a month")
def lies_on_the_shelf(draft: Draft, lead: Lead) -> None:
    shelf = int(draft.variables["sql_shelf_days"])
    ends = [draft.clock.local(month) for month in draft.clock.months[1:]]
    if draft.clock.as_of_date:
        ends.append(draft.clock.local(draft.clock.as_of_date + DAY))
    later = [end for end in ends if end - DAY * shelf >= lead.created_at] or ends[-1:]
    draft.status(lead, "sql", draft.clock.border(draft.rng.choice(later), -shelf))


@late_story("An MQL is accepted, sent back and rejected, some of it at one moment")
def is_disposed_of(draft: Draft, lead: Lead) -> None:
    start = draft.clock.after(lead.created_at, 4)
    draft.status(lead, "mql", start)
    window = int(draft.variables["conversion_window_days"])
    moments = [start, draft.clock.after(start, 6), draft.clock.border(start, window)]
    moment = draft.rng.choice(moments)
    kinds = draft.rng.sample(["sql", "recycled", "disqualified"], 2)
    for kind in kinds:
        draft.status(lead, kind, moment)
        if draft.chance(0.4):
            moment = draft.clock.after(moment, 4)


@late_story("A lead becomes a customer at the end of lead_conversion_window_days")
def buys_late(draft: Draft, lead: Lead) -> None:
    window = int(draft.variables["lead_conversion_window_days"])
    created = draft.clock.after(lead.created_at, 4)
    sell(draft, lead, "won", created, draft.clock.border(lead.created_at, window))


@late_story("An open deal is due on the day of the report, or just beside it")
def is_due(draft: Draft, lead: Lead) -> None:
    created = draft.clock.after(lead.created_at)
    day = draft.clock.as_of_date or draft.clock.day(draft.clock.pool[-1])
    start, end = draft.clock.local(day), draft.clock.local(day + DAY)
    due = draft.rng.choice([start, end, start - HOUR, start + HOUR, end + HOUR])
    kind = draft.rng.choice(["opportunity", "commit"])
    sell(draft, lead, kind, created, due)

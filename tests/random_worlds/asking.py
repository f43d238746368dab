"""Journeys to the edges of what is told of them: answers, nurture, ages and paths."""

from datetime import date, datetime, time, timedelta

from .draft import Draft, Lead
from .journeys import story
from .selling import sell

DAY = timedelta(days=1)
FRIDAY = 4


def _time(text: str) -> time:
    return time.fromisoformat(text.strip())


def _moment_of(draft: Draft, day: date, moment: time, seconds: int = 0) -> datetime:
    return draft.clock.local(day, moment) + timedelta(seconds=seconds)


def _day_before_days_off(draft: Draft, lead: Lead) -> date:
    """Return a Friday after the lead's creation, or the day before a holiday."""
    day = draft.clock.day(draft.clock.after(lead.created_at))
    holidays = draft.rules.column("holidays", "holiday_date")
    later = [text for text in holidays if text[:10] > day.isoformat()]
    if later and draft.chance(0.4):
        return date.fromisoformat(min(later)[:10]) - DAY
    return day + DAY * ((FRIDAY - day.weekday()) % 7)


def _answer_type(draft: Draft) -> str:
    """Return a type that answers: an outreach, or one of the channel of calls."""
    types = draft.rules.column(
        "touch_types", "touch_type", default_channel="outbound_sales"
    )
    types += draft.rules.touch_types("is_outreach")
    return draft.as_looked_up(draft.rng.choice(types))


@story("A hand is raised before days off, and answered at once, after them or never")
def asks_before_days_off(draft: Draft, lead: Lead) -> None:
    opening, closing = map(_time, str(draft.variables["business_hours"]).split("-"))
    half_past = time(16, 30)
    day = _day_before_days_off(draft, lead)
    border = draft.rng.choice([opening, closing, half_past, half_past, time(23)])
    raised = _moment_of(draft, day, border, draft.rng.choice([0, 0, 0, -1, 1]))
    draft.touch(lead.lead_id, draft.touch_type("is_hand_raise"), raised)
    for _ in range(draft.rng.choice([0, 1, 1, 1, 2])):
        later = day + DAY * draft.rng.choice([0, 1, 2, 3, 3, 3, 4, 4, 12])
        border = draft.rng.choice([opening, closing, time(9, 15), time(9, 15)])
        moments = [_moment_of(draft, later, border)] * 3
        # The end of the time that was promised, or just beside it.
        hours = float(draft.variables["speed_to_lead_sla_hours"])
        moments.append(
            raised + timedelta(hours=hours, seconds=draft.rng.choice([0, 1]))
        )
        moments.append(raised)
        kind = _answer_type(draft) if draft.chance(0.8) else draft.touch_type()
        draft.touch(lead.lead_id, kind, draft.rng.choice(moments))
    if draft.chance(0.4):
        window = int(draft.variables["conversion_window_days"])
        moments = [raised, draft.clock.after(raised), raised + DAY * window]
        sell(draft, lead, None, draft.rng.choice(moments))


@story("Hands are raised before and after each return, some at the very moment")
def asks_after_each_return(draft: Draft, lead: Lead) -> None:
    moment = draft.clock.after(lead.created_at, 4)
    for _ in range(draft.rng.randint(1, 3)):
        draft.touch(lead.lead_id, draft.touch_type("is_hand_raise"), moment)
        moment = draft.clock.after(moment, 4)
        if draft.chance(0.5):
            draft.touch(lead.lead_id, _answer_type(draft), moment)
        draft.status(lead, draft.rng.choice(["recycled", "disqualified"]), moment)
        moment = draft.clock.after(moment, 4)
        if draft.chance(0.5):
            draft.status(lead, "sql", moment)
        if draft.chance(0.5):
            moment = draft.clock.after(moment, 4)
    draft.touch(lead.lead_id, draft.touch_type("is_hand_raise"), moment)


@story("Nurtured or not, a lead becomes an opportunity after nurture_days")
def opens_after_nurture(draft: Draft, lead: Lead) -> None:
    nurture = int(draft.variables["nurture_days"])
    window = int(draft.variables["conversion_window_days"])
    if draft.chance(0.5):
        kind = draft.rng.choice(draft.rules.email_types())
        program = draft.rng.choice(["welcome", "welcome", "renewal"])
        draft.touch(lead.lead_id, kind, lead.created_at, program=program)
    if draft.chance(0.7):
        days = draft.rng.choice([nurture, nurture + 1, nurture + 2, window])
        sell(draft, lead, None, draft.clock.border(lead.created_at, days))


def add_nurtured_group(draft: Draft) -> None:
    """Let many leads of two months be nurtured or not, and some of them buy later.

    Only half of the worlds have such a group.
    """
    if draft.chance(0.5):
        return
    draft.stories.add("a group that is nurtured")
    month = draft.rng.choice(draft.clock.months[: len(draft.clock.months) // 2 + 1])
    for _ in range(draft.rng.randint(20, 30)):
        day = month + DAY * draft.rng.randrange(55)
        lead = Lead(draft.new_id("L"), draft.clock.local(day, time(12, 30)))
        title = draft.rng.choice(["Chief Officer", None])
        created = draft.text(lead.created_at)
        draft.add("leads", lead_id=lead.lead_id, created_at=created, job_title=title)
        opens_after_nurture(draft, lead)


@story("A touch of one kind comes at a certain age, an opportunity before or after it")
def is_touched_at_an_age(draft: Draft, lead: Lead) -> None:
    window = int(draft.variables["conversion_window_days"])
    kind = draft.rng.choice(["webinar_attended", "content_download"])
    age = draft.rng.choice([0, 0, 1, 1, 7, 30])
    moment = draft.clock.border(lead.created_at, age)
    if draft.chance(0.8):
        draft.touch(lead.lead_id, kind, moment, asset="landmark")
    if draft.chance(0.6):
        border = draft.clock.border(moment, draft.rng.choice([0, 1, 3, 8, window]))
        sell(draft, lead, None, border)


@story(
    "A path over few channels, with loops and direct, that ends in a sale or nothing"
)
def goes_in_circles(draft: Draft, lead: Lead) -> None:
    moment = draft.clock.before(lead.created_at, 4)
    names = ["email", "events", "referral", "direct", "unknown"]
    for _ in range(draft.rng.randint(1, 6)):
        origin = {"channel": draft.rng.choice(names)}
        kind = draft.touch_type("is_interaction")
        draft.touch(lead.lead_id, kind, moment, **origin)
        moment = draft.clock.after(moment, 3)
    if draft.chance(0.6):
        sell(draft, lead, "won", moment, draft.clock.after(moment, 6))

"""Journeys of leads: short stories, each of which goes to one edge of a rule."""

from collections.abc import Callable
from datetime import datetime, timedelta

from .draft import PROGRAMS, Draft, Lead
from .selling import sell
from .texts import HOSTILE

Story = Callable[[Draft, Lead], None]
STORIES: dict[str, Story] = {}
HOUR = timedelta(hours=1)


def story(name: str) -> Callable[[Story], Story]:
    """Register a story under a name."""

    def register(tell: Story) -> Story:
        STORIES[name] = tell
        return tell

    return register


def add_journeys(draft: Draft) -> None:
    """Give every lead some stories, and everybody else's touches some company."""
    for lead in draft.leads:
        count = draft.rng.choice([0, 1, 1, 1, 2, 2, 2, 3])
        for name in draft.rng.sample(list(STORIES), count):
            if len(draft.tables["touchpoints"]) < 460:
                draft.stories.add(name)
                STORIES[name](draft, lead)
    for _ in range(draft.rng.randint(10, 40)):
        draft.touch(_somebody(draft), draft.touch_type(), draft.clock.any())
    _add_strangers(draft)
    while len(draft.tables["touchpoints"]) < 120:
        lead = draft.rng.choice(draft.leads)
        moment = draft.clock.after(lead.created_at)
        draft.touch(lead.lead_id, draft.touch_type(), moment)


def _somebody(draft: Draft) -> str:
    return draft.rng.choice([*draft.strangers, *(lead.lead_id for lead in draft.leads)])


def _add_strangers(draft: Draft) -> None:
    """Add anonymous visitors who never become a lead, or become an unknown one."""
    for number in range(draft.rng.randint(2, 5)):
        visitor = f"visitor-{number}"
        for _ in range(draft.rng.randint(1, 3)):
            kind = draft.touch_type("is_interaction")
            draft.touch(None, kind, draft.clock.any(), anonymous_id=visitor)
        if number == 0:
            stranger, moment = draft.strangers[0], draft.clock.any()
            draft.touch(stranger, kind, moment, anonymous_id=visitor)


def _climb(draft: Draft, lead: Lead, start: datetime, count: int) -> datetime:
    moment = start
    for _ in range(count):
        draft.touch(lead.lead_id, draft.touch_type(points=1), moment)
        if draft.chance(0.7):
            moment = draft.clock.after(moment, 5)
    return moment


@story("A score climbs over the thresholds")
def climbs(draft: Draft, lead: Lead) -> None:
    _climb(draft, lead, draft.clock.after(lead.created_at, 4), 9)


@story("A score reaches the thresholds in one moment")
def climbs_at_once(draft: Draft, lead: Lead) -> None:
    moment = draft.clock.after(lead.created_at)
    for _ in range(6):
        draft.touch(lead.lead_id, draft.touch_type(points=1), moment)


@story("A score is there before created_at, or exactly then")
def climbs_before_created(draft: Draft, lead: Lead) -> None:
    start = draft.clock.before(lead.created_at, 4)
    _climb(draft, lead, start, 5)
    for _ in range(draft.rng.randint(0, 3)):
        draft.touch(lead.lead_id, draft.touch_type(points=1), lead.created_at)


@story("A score goes down and up again, sometimes at one moment")
def goes_down_and_up(draft: Draft, lead: Lead) -> None:
    moment = _climb(draft, lead, draft.clock.after(lead.created_at), 4)
    for points in (-1, 1, -1, 1, 1):
        draft.touch(lead.lead_id, draft.touch_type(points=points), moment)
        if draft.chance(0.5):
            moment = draft.clock.after(moment, 4)


@story("A limited touch type comes too often, with ties")
def is_limited(draft: Draft, lead: Lead) -> None:
    limited = draft.rules.limited_types()
    if not limited:
        return
    kind, moment = draft.rng.choice(limited), lead.created_at
    for _ in range(7):
        draft.touch(lead.lead_id, draft.as_looked_up(kind), moment)
        if draft.chance(0.4):
            moment = draft.clock.after(moment, 8)


@story("A hand is raised before or at created_at")
def raises_a_hand_early(draft: Draft, lead: Lead) -> None:
    moments = [draft.clock.before(lead.created_at), lead.created_at]
    for moment in moments[: draft.rng.randint(1, 2)]:
        draft.touch(lead.lead_id, draft.touch_type("is_hand_raise"), moment)


@story("Product use and hand raises in every order")
def uses_the_product(draft: Draft, lead: Lead) -> None:
    flags = ["is_product_use", "is_hand_raise", "is_hand_raise"]
    draft.rng.shuffle(flags)
    moment = draft.clock.after(lead.created_at)
    for flag in flags:
        draft.touch(lead.lead_id, draft.touch_type(flag), moment)
        if draft.chance(0.6):
            moment = draft.clock.after(moment, 4)
    if draft.chance(0.3):
        sell(draft, lead, "won", lead.created_at, moment)


@story("Hands are raised before, at and after becoming a customer")
def asks_for_service(draft: Draft, lead: Lead) -> None:
    created = draft.clock.after(lead.created_at)
    closed = draft.clock.after(created)
    sell(draft, lead, "won", created, closed)
    draft.touch(lead.lead_id, draft.touch_type("is_product_use"), created)
    for moment in (closed - HOUR, closed, closed + HOUR):
        if draft.chance(0.6):
            draft.touch(lead.lead_id, draft.touch_type("is_hand_raise"), moment)


@story("Status changes of every kind, some of them at one moment")
def changes_status(draft: Draft, lead: Lead) -> None:
    kinds = ["mql", "sql", "recycled", "disqualified", "ignored", "no such status"]
    moment = draft.clock.after(lead.created_at)
    for kind in draft.rng.choices(kinds, k=draft.rng.randint(2, 5)):
        draft.status(lead, kind, moment)
        if draft.chance(0.6):
            moment = draft.clock.after(moment)


@story("Status changes before and at created_at")
def changes_status_early(draft: Draft, lead: Lead) -> None:
    kinds = ["mql", "sql", "recycled", "disqualified"]
    for moment in (draft.clock.before(lead.created_at), lead.created_at):
        draft.status(lead, draft.rng.choice(kinds), moment)


@story("A lead leaves and is reopened by a touch, a deal or a status, many times")
def leaves_and_returns(draft: Draft, lead: Lead) -> None:
    moment = draft.clock.after(lead.created_at, 5)
    for _ in range(draft.rng.randint(1, 3)):
        draft.status(lead, draft.rng.choice(["recycled", "disqualified"]), moment)
        moment = draft.clock.after(moment, 4)
        way = draft.rng.random()
        if way < 0.5:
            draft.touch(lead.lead_id, draft.touch_type("is_interaction"), moment)
        elif way < 0.7:
            draft.status(lead, draft.rng.choice(["mql", "sql"]), moment)
        elif way < 0.85:
            sell(draft, lead, None, moment)
        else:
            draft.touch(lead.lead_id, draft.touch_type("is_outreach"), moment)
        moment = draft.clock.after(moment, 4)


@story("A recycled lead is disqualified; a touch does not bring it back")
def is_disqualified_while_out(draft: Draft, lead: Lead) -> None:
    moment = draft.clock.after(lead.created_at)
    draft.status(lead, "recycled", moment)
    if draft.chance(0.5):
        moment = draft.clock.after(moment)
    draft.status(lead, "disqualified", moment)
    moment = draft.clock.after(moment)
    draft.touch(lead.lead_id, draft.touch_type("is_interaction"), moment)
    if draft.chance(0.4):
        draft.status(lead, "recycled", draft.clock.after(moment))
    if draft.chance(0.5):
        draft.status(lead, "mql", draft.clock.after(moment))


@story("A lead returns and leaves at one moment")
def returns_and_leaves_at_once(draft: Draft, lead: Lead) -> None:
    moment = draft.clock.after(lead.created_at)
    draft.status(lead, draft.rng.choice(["recycled", "disqualified"]), moment)
    moment = draft.clock.after(moment)
    draft.status(lead, draft.rng.choice(["recycled", "disqualified"]), moment)
    if draft.chance(0.5):
        draft.status(lead, draft.rng.choice(["mql", "sql"]), moment)
    else:
        draft.touch(lead.lead_id, draft.touch_type("is_interaction"), moment)


@story("A deal is lost while another is open, won, lost, or a prospect")
def loses_a_deal(draft: Draft, lead: Lead) -> None:
    created = draft.clock.after(lead.created_at, 4)
    closed = draft.clock.after(created, 12)
    sell(draft, lead, "lost", created, closed)
    other = draft.rng.choice(["won", "lost", "opportunity", "prospect", None])
    moments = [closed, draft.clock.before(closed, 3), draft.clock.after(closed, 3)]
    if other in ("won", "lost"):
        sell(draft, lead, other, created, draft.rng.choice(moments))
    elif other:
        sell(draft, lead, other, draft.rng.choice(moments))
    if draft.chance(0.4):
        moment = draft.rng.choice(moments)
        draft.touch(lead.lead_id, draft.touch_type("is_interaction"), moment)


@story("Several deals are won by one lead or account, two of them at one moment")
def buys_often(draft: Draft, lead: Lead) -> None:
    created = draft.clock.after(lead.created_at)
    closed = draft.clock.after(created)
    account = draft.rng.choice([None, "7777"])
    for moment in (closed, closed, draft.clock.after(closed)):
        sell(draft, lead, "won", created, moment, account_id=account)


@story("A deal was created, or closed, before its lead")
def sold_before_created(draft: Draft, lead: Lead) -> None:
    created = draft.clock.before(lead.created_at, 6)
    closed = draft.clock.after(created, 8)
    sell(draft, lead, draft.rng.choice(["won", "lost", "commit"]), created, closed)


@story("Anonymous touches before and after the one that names the lead")
def was_anonymous(draft: Draft, lead: Lead) -> None:
    visitor = draft.new_id("V")
    lead.anonymous_ids.append(visitor)
    named = draft.clock.after(lead.created_at)
    for moment in (draft.clock.before(named, 20), named, draft.clock.after(named)):
        kind = draft.touch_type("is_interaction")
        draft.touch(None, kind, moment, anonymous_id=visitor)
    kind = draft.touch_type("is_interaction")
    draft.touch(lead.lead_id, kind, named, anonymous_id=visitor)


@story("An anonymous id shared by two leads, at one moment, or first a stranger's")
def shares_an_anonymous_id(draft: Draft, lead: Lead) -> None:
    visitor = draft.new_id("V")
    moment = draft.clock.after(lead.created_at)
    other = draft.rng.choice(
        [draft.rng.choice(draft.leads).lead_id, draft.strangers[0]]
    )
    earlier = moment if draft.chance(0.5) else draft.clock.before(moment)
    kind = draft.touch_type("is_interaction")
    draft.touch(other, kind, earlier, anonymous_id=visitor)
    draft.touch(lead.lead_id, kind, moment, anonymous_id=visitor)
    draft.touch(None, kind, draft.clock.any(), anonymous_id=visitor)


@story("A computer that two, three or four leads and a stranger use")
def shares_a_computer(draft: Draft, lead: Lead) -> None:
    visitor = draft.new_id("V")
    others = draft.rng.sample(draft.leads, draft.rng.randint(1, 3))
    names = [lead.lead_id, *(other.lead_id for other in others), draft.strangers[0]]
    for name in [*names, None]:
        kind, moment = draft.touch_type("is_interaction"), draft.clock.any()
        draft.touch(name, kind, moment, anonymous_id=visitor)


@story("The first touch comes after created_at, at the border of that day")
def touched_on_its_first_day(draft: Draft, lead: Lead) -> None:
    moment = draft.clock.day_border(lead.created_at)
    flag = draft.rng.choice(["is_interaction", "is_outreach"])
    draft.touch(lead.lead_id, draft.touch_type(flag), moment)
    if draft.chance(0.4):
        draft.touch(lead.lead_id, draft.touch_type(flag), moment)


@story("The first touch says direct, unknown or nothing")
def comes_directly(draft: Draft, lead: Lead) -> None:
    channel = draft.rng.choice(["direct", "Unknown", "Skywriting", None])
    moment = draft.clock.before(lead.created_at)
    blank = {"channel": channel, "utm_source": None, "utm_medium": None}
    draft.touch(lead.lead_id, draft.touch_type("is_interaction"), moment, **blank)


@story("An outreach, or a touch of an unknown type, comes first")
def is_written_to(draft: Draft, lead: Lead) -> None:
    kinds = [draft.touch_type("is_outreach"), "carrier pigeon"]
    moment = draft.clock.before(lead.created_at)
    for kind in draft.rng.sample(kinds, 2):
        draft.touch(lead.lead_id, kind, moment)
        moment = draft.clock.after(moment, 3)


@story("The first touch comes days later: before, at or after the opportunity")
def is_touched_late(draft: Draft, lead: Lead) -> None:
    opened = draft.clock.after(lead.created_at, 12)
    kind = draft.touch_type("is_interaction")
    moments = [opened, opened + HOUR, draft.clock.before(opened, 2)]
    draft.touch(lead.lead_id, kind, draft.rng.choice(moments))
    sell(draft, lead, draft.rng.choice(["won", "lost", "opportunity"]), opened)


@story("Programs touch the lead from created_at to the border of nurture_days")
def is_nurtured(draft: Draft, lead: Lead) -> None:
    window = int(draft.variables["nurture_days"])
    kinds = draft.rules.email_types() or draft.rules.touch_types()
    border = draft.clock.border(lead.created_at, window)
    for moment in (lead.created_at, draft.clock.after(lead.created_at, 3), border):
        program = draft.mostly_plain(draft.rng.choice(PROGRAMS), HOSTILE)
        draft.touch(lead.lead_id, draft.rng.choice(kinds), moment, program=program)
    if draft.chance(0.5):
        sell(draft, lead, None, draft.clock.border(lead.created_at, window))


@story("Mails of one program and asset are sent, delivered, opened in two months")
def reads_mail(draft: Draft, lead: Lead) -> None:
    kinds = draft.rules.email_types()
    moment = draft.clock.after(lead.created_at)
    for _ in range(draft.rng.randint(2, 6)):
        kind = draft.as_looked_up(draft.rng.choice(kinds))
        asset = draft.rng.choice(["letter 1", None])
        draft.touch(lead.lead_id, kind, moment, program="letters", asset=asset)
        moment = draft.clock.after(moment, 8)


@story("Stages are reached exactly at the end of the conversion window")
def converts_at_the_border(draft: Draft, lead: Lead) -> None:
    window = int(draft.variables["conversion_window_days"])
    start = lead.created_at
    if draft.chance(0.6):
        start = draft.clock.after(start, 4)
        draft.status(lead, "mql", start)
    border = draft.clock.border(start, window)
    if draft.chance(0.5):
        draft.status(lead, "sql", border)
    else:
        sell(draft, lead, "won", draft.rng.choice([start, border]), border)


@story("Points come 30 days after created_at, or at the end of its month")
def is_scored_at_the_border(draft: Draft, lead: Lead) -> None:
    month = draft.clock.day(lead.created_at).replace(day=1)
    end = draft.clock.local((month + timedelta(days=32)).replace(day=1))
    for moment in (draft.clock.border(lead.created_at, 30), draft.clock.border(end, 0)):
        draft.touch(lead.lead_id, draft.touch_type(points=1), moment)


@story("An interaction lies at the border of the influence window before a close")
def is_influenced(draft: Draft, lead: Lead) -> None:
    closed = draft.clock.after(lead.created_at, 40)
    created = draft.clock.before(closed, 6)
    sell(draft, lead, "won", created, closed)
    window = int(draft.variables["influence_window_days"])
    moments = [draft.clock.border(closed, -window), closed, closed + HOUR]
    for moment in draft.rng.sample(moments, 2):
        draft.touch(lead.lead_id, draft.touch_type("is_interaction"), moment)


@story("None, one, two, three or many touches stand before a won deal")
def is_attributed(draft: Draft, lead: Lead) -> None:
    created = draft.clock.after(lead.created_at, 12)
    moments = [lead.created_at, created, draft.clock.before(created, 4)]
    moments += [draft.clock.before(lead.created_at, 4), created + HOUR]
    for moment in draft.rng.choices(moments, k=draft.rng.choice([0, 1, 2, 3, 3, 6])):
        draft.touch(lead.lead_id, draft.touch_type("is_interaction"), moment)
    sell(draft, lead, "won", created, draft.clock.after(created, 9))


@story("A stage is entered stall_days before the report, to the second")
def stalls(draft: Draft, lead: Lead) -> None:
    end, days = draft.clock.any(), int(draft.variables["stall_days"])
    if draft.clock.as_of_date:
        end = draft.clock.local(draft.clock.as_of_date + timedelta(days=1))
    border = draft.clock.border(end, -days)
    draft.status(lead, draft.rng.choice(["mql", "sql"]), max(border, lead.created_at))

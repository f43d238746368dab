"""The touches: visits, downloads, webinars, mails, calls, product use."""

import catalog
import numpy as np
from people import CHANNEL, COLD, ENGAGED, NOT_NURTURED, QUALIFIED, Plan, by_group
from pipeline import WON
from workdays import DAY, lag

TYPE = {name: i for i, name in enumerate(catalog.TOUCH_TYPES)}
SOURCE = {name: i for i, name in enumerate(catalog.SOURCES)}
PROGRAMS = [*catalog.PROGRAMS, "newsletter", "webinar_series"]
ASSETS = [
    *catalog.DOWNLOADS, *catalog.WEBINARS, *catalog.PAGES, *catalog.POSTS,
    *(mail for mails, _, _ in catalog.PROGRAMS.values() for mail in mails),
    *(f"news_{month:02}" for month in range(1, 49)),
]  # fmt: skip
ASSET = {name: i for i, name in enumerate(ASSETS)}
BY_LEAD, BY_BOTH, BY_VISITOR, BY_STRANGER = range(4)


class Touches:
    """Collects touches, block by block."""

    def __init__(self, rng, plan: Plan) -> None:
        """Start empty."""
        self.rng, self.plan, self.blocks, self.count = rng, plan, [], 0

    def draws(self, count: int):
        """Return draws between 0 and 1."""
        return self.rng.random(count)

    def pick(self, count: int, names):
        """Return random assets out of those named."""
        codes = np.array([ASSET[name] for name in names])
        return codes[(self.draws(count) * len(codes)).astype(int)]

    def workday(self, lead, moment, leads):
        """Move to working hours, but never before the lead was there."""
        moment = self.plan.calendar.workday(moment, self.draws(len(lead)))
        return np.maximum(moment, leads["created"][lead] + 240)

    def add(self, lead, moment, kind, source=0, asset=-1, program=-1, who=BY_LEAD):
        """Add touches; what lies outside the period is dropped."""
        calendar = self.plan.calendar
        columns = np.broadcast_arrays(lead, moment, kind, source, asset, program, who)
        inside = (columns[1] >= calendar.start) & (columns[1] < calendar.end)
        self.blocks.append([column[inside] for column in columns])
        self.count += int(inside.sum())

    def result(self, budget: int) -> dict:
        """Return all touches in order of time, `budget` of them."""
        names = ("lead", "moment", "type", "source", "asset", "program", "who")
        columns = [np.concatenate(parts) for parts in zip(*self.blocks, strict=True)]
        table = dict(zip(names, columns, strict=True))
        order = np.lexsort((table["type"], table["lead"], table["moment"]))
        if len(order) > budget:
            raise ValueError(f"{len(order)} touches, {budget} wanted: too deep")
        return {name: values[order] for name, values in table.items()}


def make_touches(rng, plan: Plan, leads, deals, budget: int) -> dict:
    """Return exactly `budget` touches of these leads and of strangers."""
    touches = Touches(rng, plan)
    before_and_at_creation(touches, leads)
    engagement(touches, leads, deals)
    sales_work(touches, leads, deals)
    nurture(touches, leads, deals)
    comebacks(touches, leads)
    customers(touches, leads, deals)
    newsletters(touches, leads)
    visits(touches, leads, budget)
    return touches.result(budget)


def before_and_at_creation(touches: Touches, leads: dict) -> None:
    """First anonymous visits, then the touch that made a lead of the visitor."""
    created, channel = leads["created"], leads["channel"]
    count = len(created)
    events = channel == CHANNEL["events"]
    elsewhere = ("events", "outbound_sales", "partner", "unknown")
    on_the_web = ~np.isin(channel, [CHANNEL[name] for name in elsewhere])
    adverts = [CHANNEL[name] for name in ("paid_search", "paid_social", "display")]
    visits = np.searchsorted([0.42, 0.75, 0.93], touches.draws(count))
    visits[~on_the_web] = 0
    earliest = created - lag(touches.draws(count), 0.05, 2, 6, 14, 40)
    start = touches.plan.calendar.start
    within = start + ((created - start) * touches.draws(count)).astype(np.int64)
    earliest = np.where(earliest < start, within, earliest)
    for visit in range(3):
        lead = np.flatnonzero((visits > visit) & (earliest < created))
        # The first visit comes through the lead's channel, later ones by themselves.
        part = visit / 3 + 0.1 * touches.draws(len(lead)) * (visit > 0)
        moment = earliest[lead] + ((created - earliest)[lead] * part).astype(np.int64)
        paid = np.isin(channel[lead], adverts)
        first = np.where(paid, TYPE["ad_click"], TYPE["page_view"])
        later = np.where(
            touches.draws(len(lead)) < 0.3, TYPE["blog_view"], TYPE["page_view"]
        )
        touches.add(
            lead,
            moment,
            first if visit == 0 else later,
            leads["origin"][lead] if visit == 0 else 0,
            touches.pick(len(lead), catalog.PAGES),
            who=BY_VISITOR,
        )
    kinds = [[TYPE[kind] for kind in c.first_touches] for c in catalog.CHANNELS]
    kind = by_group(touches.draws(count), channel, kinds)
    asset = np.full(count, -1)
    for name, assets in (
        ("content_download", catalog.DOWNLOADS),
        ("webinar_registered", catalog.WEBINARS),
    ):
        asset = np.where(kind == TYPE[name], touches.pick(count, assets), asset)
    series = np.where(kind == TYPE["webinar_registered"], len(PROGRAMS) - 1, -1)
    # A known visitor's later touches carry no utm values any more.
    source = np.where((visits > 0) & (touches.draws(count) < 0.5), 0, leads["origin"])
    source[events | (channel == CHANNEL["partner"])] = leads["origin"][
        events | (channel == CHANNEL["partner"])
    ]
    outbound = channel == CHANNEL["outbound_sales"]
    day_end = created // DAY * DAY + DAY - 60
    moment = np.where(outbound, np.minimum(created + 3600, day_end), created)
    who = np.where(on_the_web, BY_BOTH, BY_LEAD)
    there = np.flatnonzero((kind >= 0) & (touches.draws(count) < 0.985))
    touches.add(
        there, moment[there], kind[there], source[there], asset[there],
        series[there], who[there],
    )  # fmt: skip
    attend(touches, leads, there[kind[there] == TYPE["webinar_registered"]], 0.62)


def attend(touches: Touches, leads, lead, share, start=None, asset=-1) -> None:
    """Let a share of those who registered come to the webinar a week later."""
    start = leads["created"][lead] if start is None else start
    comes = touches.draws(len(lead)) < share
    moment = start + lag(touches.draws(len(lead)), 2, 6, 12)
    moment = touches.workday(lead, moment, leads)
    asset = np.broadcast_to(asset, len(lead))
    asset = np.where(asset < 0, touches.pick(len(lead), catalog.WEBINARS), asset)
    touches.add(
        lead[comes], moment[comes], TYPE["webinar_attended"],
        SOURCE["webinar_series"], asset[comes], PROGRAMS.index("webinar_series"),
    )  # fmt: skip


def engagement(touches: Touches, leads: dict, deals: dict) -> None:
    """Let the interested ones read, download and look at prices."""
    created, path = leads["created"], leads["path"]
    count = len(created)
    opened = first_deal(leads, deals)
    has_deal = opened >= 0
    begin = np.where(has_deal, np.maximum(created, opened - 22 * DAY), created)
    length = np.where(has_deal, opened - begin, 40 * DAY)
    rounds = np.where(has_deal, 3, np.where(path >= ENGAGED, 4, 0))
    rounds += (touches.draws(count) < 0.5) & has_deal
    for turn in range(5):
        lead = np.flatnonzero(rounds > turn)
        # Earlier turns come sooner.
        part = touches.draws(len(lead)) * (turn + 2) / 6
        moment = begin[lead] + (length[lead] * part).astype(np.int64)
        moment = touches.workday(lead, moment, leads)
        u = touches.draws(len(lead))
        who = np.where(touches.draws(len(lead)) < 0.4, BY_VISITOR, BY_BOTH)
        down, price, join, trial = u < 0.34, u < 0.58, u < 0.80, u < 0.88
        kind = np.select(
            [down, price, join, trial],
            [TYPE[name] for name in (
                "content_download", "pricing_page_view", "webinar_registered",
                "trial_started",
            )],
            TYPE["chat_started"],
        )  # fmt: skip
        downloads = touches.pick(len(lead), catalog.DOWNLOADS)
        webinars = touches.pick(len(lead), catalog.WEBINARS)
        registers = join & ~price
        asset = np.where(down, downloads, np.where(registers, webinars, -1))
        who = np.where(kind == TYPE["pricing_page_view"], who, BY_BOTH)
        ways = (leads["origin"][lead], SOURCE["newsletter"], SOURCE["google_organic"])
        way = (touches.draws(len(lead)) ** 1.2 * 4).astype(int)
        source = np.choose(way, (*ways, SOURCE["none"]))
        source = np.where(registers, SOURCE["webinar_series"], source)
        program = np.where(registers, PROGRAMS.index("webinar_series"), -1)
        touches.add(lead, moment, kind, source, asset, program, who)
        attend(
            touches, leads, lead[registers], 0.6, moment[registers], webinars[registers]
        )
        use_product(touches, leads, lead[trial & ~join], moment[trial & ~join])


def use_product(touches: Touches, leads, lead, start, times=2) -> None:
    """Log in after a trial was started; some then ask for a talk."""
    for turn in range(times):
        logs_in = touches.draws(len(lead)) < 0.75
        moment = start + DAY * (turn + 1) + lag(touches.draws(len(lead)), 0, 3)
        kind = np.where(
            touches.draws(len(lead)) < 0.3,
            TYPE["feature_activated"],
            TYPE["product_login"],
        )
        touches.add(lead[logs_in], moment[logs_in], kind[logs_in])
    asks = touches.draws(len(lead)) < 0.12
    moment = touches.workday(lead, start + lag(touches.draws(len(lead)), 3, 9), leads)
    touches.add(lead[asks], moment[asks], TYPE["contact_sales"], who=BY_BOTH)


def first_deal(leads: dict, deals: dict):
    """Return when each lead's first deal began, or -1."""
    known = deals["lead"] >= 0
    opened = np.full(len(leads["created"]), np.iinfo(np.int64).max)
    np.minimum.at(opened, deals["lead"][known], deals["created"][known])
    return np.where(opened == np.iinfo(np.int64).max, -1, opened)


def sales_work(touches: Touches, leads: dict, deals: dict) -> None:
    """Hand raises, calls, mails and meetings around a deal's beginning."""
    opened = first_deal(leads, deals)
    ready = np.where(opened >= 0, opened, leads["qualified_at"])
    busy = (opened >= 0) | (leads["path"] == QUALIFIED)
    lead = np.flatnonzero(busy)
    raises = lead[touches.draws(len(lead)) < 0.55]
    kind = np.where(
        touches.draws(len(raises)) < 0.7, TYPE["demo_request"], TYPE["contact_sales"]
    )
    moment = ready[raises] - lag(touches.draws(len(raises)), 0.2, 2, 6)
    moment = touches.workday(raises, moment, leads)
    touches.add(raises, moment, kind, who=BY_BOTH)
    for share, kind, days in (
        (0.8, "sales_email", (-1, 0, 2)),
        (0.6, "sales_call", (-1, 1, 4)),
        (0.45, "sales_meeting", (1, 4, 12)),
    ):
        some = lead[touches.draws(len(lead)) < share]
        moment = ready[some] + lag(touches.draws(len(some)), *days)
        touches.add(some, touches.workday(some, moment, leads), TYPE[kind])
    # Sales also writes to many who never answer.
    some = np.flatnonzero((leads["path"] == COLD) & ~busy)
    some = some[touches.draws(len(some)) < 0.05]
    moment = leads["created"][some] + lag(touches.draws(len(some)), 1, 10, 30)
    touches.add(some, touches.workday(some, moment, leads), TYPE["sales_email"])


def mail(touches: Touches, leads, lead, moment, asset, program, tracked, warmth):
    """Send one mail to each lead and let some of them open and click it."""
    calendar, count = touches.plan.calendar, len(lead)
    moment = calendar.workday(moment, touches.draws(count) * 0.1)
    moment = np.maximum(moment, leads["created"][lead] + 240)
    touches.add(lead, moment, TYPE["email_sent"], 0, asset, program)
    arrives = touches.draws(count) < 0.97
    if tracked:
        touches.add(
            lead[arrives], moment[arrives] + 40, TYPE["email_delivered"], 0,
            asset[arrives], program[arrives],
        )  # fmt: skip
    opens = arrives & (touches.draws(count) < 0.30 * warmth)
    read = moment + lag(touches.draws(count), 0.01, 0.1, 0.4, 2)
    clicks = opens & (touches.draws(count) < 0.30)
    leaves = opens & ~clicks & (touches.draws(count) < 0.03)
    machine = arrives & (touches.draws(count) < 0.10)
    for chosen, delay, kind in (
        (opens, 0, "email_opened"),
        (clicks, 50, "email_clicked"),
        (leaves, 70, "email_unsubscribed"),
        (machine, -300, "email_machine_opened"),
    ):
        when = np.maximum(read + delay, moment + 60)
        touches.add(
            lead[chosen], when[chosen], TYPE[kind], 0, asset[chosen], program[chosen]
        )


def nurture(touches: Touches, leads: dict, deals: dict) -> None:
    """Send the mails of the nurture programs."""
    names = [mails for mails, _, _ in catalog.PROGRAMS.values()]
    mails = [[ASSET[name] for name in row] for row in names]
    lengths = np.array([len(row) for row in mails])
    table = np.array([row + [-1] * (3 - len(row)) for row in mails])
    warm = np.where(
        (first_deal(leads, deals) >= 0) | (leads["path"] >= ENGAGED), 1.5, 0.75
    )
    rounds = 3 if touches.plan.depth > 1 else 2
    for turn in range(rounds):
        lead = np.flatnonzero(leads["program"] != NOT_NURTURED)
        lead = lead[lengths[leads["program"][lead]] > turn]
        if turn:
            lead = lead[touches.draws(len(lead)) < 0.55 * min(1.7, touches.plan.depth)]
        program = leads["program"][lead]
        moment = leads["nurture_start"][lead] + turn * 7 * DAY
        asset = table[program, turn]
        mail(touches, leads, lead, moment, asset, program, True, warm[lead])


def comebacks(touches: Touches, leads: dict) -> None:
    """Let some of the leads that went cold return after months."""
    lead = np.flatnonzero(leads["recycled_at"] >= 0)
    lead = lead[touches.draws(len(lead)) < 0.35]
    pause = lag(touches.draws(len(lead)), 15, 50, 100, 170)
    moment = touches.workday(lead, leads["recycled_at"][lead] + pause, leads)
    down = touches.draws(len(lead)) < 0.5
    kind = np.where(down, TYPE["content_download"], TYPE["webinar_registered"])
    asset = np.where(
        down,
        touches.pick(len(lead), catalog.DOWNLOADS),
        touches.pick(len(lead), catalog.WEBINARS),
    )
    source = np.where(down, SOURCE["newsletter"], SOURCE["webinar_series"])
    touches.add(lead, moment, kind, source, asset, who=BY_BOTH)


def customers(touches: Touches, leads: dict, deals: dict) -> None:
    """Customers use the product; some ask for more of it."""
    won = (deals["outcome"] == WON) & (deals["lead"] >= 0)
    lead, since = deals["lead"][won], deals["closed"][won]
    for _ in range(round(2 * touches.plan.depth)):
        moment = since + lag(touches.draws(len(lead)), 2, 20, 60, 120)
        touches.add(lead, touches.workday(lead, moment, leads), TYPE["product_login"])
    asks = touches.draws(len(lead)) < 0.35
    moment = since[asks] + lag(touches.draws(asks.sum()), 25, 70, 180)
    moment = touches.workday(lead[asks], moment, leads)
    touches.add(lead[asks], moment, TYPE["contact_sales"])


def newsletters(touches: Touches, leads: dict) -> None:
    """Send the monthly newsletter, whose delivery nobody tracks."""
    calendar = touches.plan.calendar
    share = 0.10 if touches.plan.depth <= 1 else 0.22
    for turn in range(3):
        lead = np.flatnonzero(touches.draws(len(leads["created"])) < share)
        moment = leads["created"][lead] + lag(
            touches.draws(len(lead)), 10 + 60 * turn, 70 + 60 * turn
        )
        month = ((moment - calendar.start) // (30 * DAY)).clip(0, 47)
        asset = ASSET["news_01"] + month
        program = np.full(len(lead), PROGRAMS.index("newsletter"))
        mail(touches, leads, lead, moment, asset, program, False, np.ones(len(lead)))


def visits(touches: Touches, leads: dict, budget: int) -> None:
    """Fill up with visits: of known leads, and of strangers who stay unknown."""
    created, calendar = leads["created"], touches.plan.calendar
    count = budget - touches.count
    if count < 0:
        raise ValueError(f"{touches.count} touches, {budget} wanted: too deep")
    lead = (touches.draws(count) * len(created)).astype(np.int64)
    # In a deep world most are strangers or new, or no lead would ever stay away.
    is_deep = touches.plan.depth > 1
    days = (0.2, 2, 6, 14, 120) if is_deep else (0.2, 8, 30, 80, 200)
    moment = created[lead] + lag(touches.draws(count), *days)
    moment = calendar.workday(moment, touches.draws(count))
    moment = np.where(moment < calendar.end, moment, created[lead] + 3600)
    moment = np.minimum(np.maximum(moment, created[lead] + 300), calendar.end - 60)
    u = touches.draws(count)
    kind = np.select(
        [u < 0.6, u < 0.985],
        [TYPE["page_view"], TYPE["blog_view"]],
        TYPE["careers_page_view"],
    )
    asset = np.where(
        u < 0.6, touches.pick(count, catalog.PAGES), touches.pick(count, catalog.POSTS)
    )
    asset = np.where(u < 0.985, asset, -1)
    sources = np.array(
        [
            SOURCE[name]
            for name in (
                "none",
                "none",
                "google_organic",
                "social_posts",
                "brand_search",
                "remarketing",
                "newsletter",
            )
        ]
    )
    source = sources[(touches.draws(count) ** 1.5 * len(sources)).astype(int)]
    share = (0.10, 0.20, 0.50, 1.0) if is_deep else (0.25, 0.45, 0.80, 1.0)
    who = np.searchsorted(share, touches.draws(count)).clip(0, 3)
    touches.add(lead, moment, kind, source, asset, who=who)

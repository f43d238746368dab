"""The leads: who they are, where they come from, what becomes of them."""

from typing import NamedTuple

import catalog
import numpy as np
from workdays import DAY, Calendar, lag

CHANNEL = {channel.name: i for i, channel in enumerate(catalog.CHANNELS)}
COLD, ENGAGED, QUALIFIED = 0, 1, 2
NOT_NURTURED = -1


class Plan(NamedTuple):
    """What to make: how many of each, over which days, how deep."""

    seed: int
    leads: int
    touches: int
    deals: int
    calendar: Calendar
    depth: float  # how many mails and visits a lead has, 1 in the small sample
    lead_versions: float  # share of leads that come in two versions
    deal_versions: float
    duplicates: float  # shares of touches
    orphans: float
    bad_times: float
    daily: bool  # spend and traffic by day, not by week or month
    loaded_at: bool


def per_channel(field: str):
    """Return one figure of all channels as an array."""
    return np.array([getattr(channel, field) for channel in catalog.CHANNELS])


def choose(draws, weights):
    """Turn draws into positions, by weight."""
    shares = np.cumsum(np.asarray(weights, dtype=float))
    return np.searchsorted(shares / shares[-1], draws, side="right").clip(
        0, len(shares) - 1
    )


def by_group(draws, groups, options):
    """Pick one of each group's options; options are lists of codes by group."""
    width = max(len(option) for option in options)
    table = np.full((len(options), width), -1)
    for i, option in enumerate(options):
        table[i, : len(option)] = option
    sizes = np.array([len(option) for option in options])
    place = (draws * sizes[groups]).astype(np.int64)
    return np.where(sizes[groups] > 0, table[groups, place], -1)


def titles():
    """Return every job title once: first those of decision makers."""
    return [title for title, _ in (*catalog.SENIOR_TITLES, *catalog.OTHER_TITLES)]


def lead_sources():
    """Return every lead source once."""
    return [text for channel in catalog.CHANNELS for text in channel.lead_sources]


def owners():
    """Return every owner once."""
    return list(dict.fromkeys(name for row in catalog.COUNTRIES for name in row[4]))


def make_leads(rng, plan: Plan, first: int, count: int) -> dict:
    """Return `count` leads, in the order of their creation, as arrays."""
    u = rng.random((24, count))
    number = np.arange(first, first + count)
    positions = (number + 12 * u[0]) / (plan.leads + 12)
    created = plan.calendar.moments(positions, u[1])
    channel = choose(u[2], per_channel("share"))
    senior = u[3] < per_channel("senior")[channel]
    title = np.where(
        senior,
        choose(u[4], [weight for _, weight in catalog.SENIOR_TITLES]),
        choose(u[4], [weight for _, weight in catalog.OTHER_TITLES])
        + len(catalog.SENIOR_TITLES),
    )
    country = choose(u[5], [row[3] for row in catalog.COUNTRIES])
    size = (np.array(catalog.SIZES)[(u[6] ** 0.9 * 15.99).astype(np.int64)]).astype(int)
    employees = (size * (0.85 + 0.3 * u[7])).astype(np.int64) + 1
    names = {name: i for i, name in enumerate(owners())}
    sources = [[*accumulate_codes(i)] for i in range(len(catalog.CHANNELS))]
    program = np.where(
        u[12] < 0.42,
        choose(u[13], [share for _, share, _ in catalog.PROGRAMS.values()]),
        NOT_NURTURED,
    )
    program[channel == CHANNEL["unknown"]] = NOT_NURTURED
    # Every sixth lead works for a company that is known already.
    account = np.where(u[14] < 0.15, number - (u[15] * 25).astype(int) - 1, number)
    leads = {
        "number": number,
        "created": created,
        "channel": channel,
        "senior": senior,
        "title": title,
        "country": country,
        "employees": np.where(u[8] < 0.06, -1, employees),
        "size": employees,
        "industry": np.where(
            u[9] < 0.05, -1, (u[10] ** 1.3 * len(catalog.INDUSTRIES)).astype(np.int64)
        ),
        "owner": by_group(
            u[11], country, [[names[n] for n in row[4]] for row in catalog.COUNTRIES]
        ),
        "program": program,
        "account": np.maximum(account, 0),
        "lead_source": by_group(u[16], channel, sources),
        "origin": by_group(
            u[17],
            channel,
            [
                [list(catalog.SOURCES).index(s) for s in c.sources]
                for c in catalog.CHANNELS
            ],
        ),
        "first_name": (u[18] * len(catalog.FIRST_NAMES)).astype(np.int64),
        "last_name": (u[19] * len(catalog.LAST_NAMES)).astype(np.int64),
        "details": u[20:24],
    }
    leads["nurture_start"] = plan.calendar.workday(
        created + lag(rng.random(count), 1, 3, 8), rng.random(count) * 0.1
    )
    leads["deal_lag"], leads["deal_weight"] = deal_chances(rng, leads)
    return leads


def accumulate_codes(channel: int):
    """Yield the positions of one channel's lead sources in `lead_sources`."""
    before = sum(len(c.lead_sources) for c in catalog.CHANNELS[:channel])
    yield from range(before, before + len(catalog.CHANNELS[channel].lead_sources))


def deal_chances(rng, leads: dict):
    """Return when each lead would become a deal, and how readily."""
    count = len(leads["created"])
    nurtured = leads["program"] != NOT_NURTURED
    soon = rng.random(count) < np.where(nurtured, 0.36, 0.55)
    draws = rng.random(count)
    days = np.where(soon, lag(draws, 2, 6, 12, 20, 29), lag(draws, 32, 40, 48, 60, 78))
    effects = np.array([effect for _, _, effect in catalog.PROGRAMS.values()])
    weight = per_channel("deal_weight")[leads["channel"]]
    weight = weight * np.where(leads["senior"], 1.5, 0.7)
    weight *= np.interp(leads["size"], (5, 40, 200, 2000), (0.35, 0.8, 1.25, 1.1))
    weight *= np.where(nurtured, effects[leads["program"]], 1.0)
    return days, weight


def choose_paths(rng, leads: dict) -> None:
    """Say of every lead without a deal how far it comes."""
    count = len(leads["created"])
    engaged = per_channel("engaged")[leads["channel"]]
    u = rng.random((3, count))
    leads["path"] = np.where(u[0] < engaged, ENGAGED, COLD)
    leads["path"][u[1] < 0.035 * engaged] = QUALIFIED
    leads["qualified_at"] = leads["created"] + lag(u[2], 0.1, 4, 12, 30, 60) + DAY // 24


def make_statuses(rng, plan: Plan, leads: dict, deals: dict) -> dict:
    """Return the changes of status: who accepted, recycled or gave up on whom."""
    created, path = leads["created"], leads["path"]
    count = len(created)
    has_deal = np.zeros(count, dtype=bool)
    opened = np.full(count, np.iinfo(np.int64).max)
    known = deals["lead"] >= 0
    np.minimum.at(opened, deals["lead"][known], deals["created"][known])
    has_deal[deals["lead"][known]] = True
    rows = []

    def add(chosen, status, moment):
        index = np.flatnonzero(chosen)
        moment = plan.calendar.workday(moment[index], rng.random(len(index)))
        moment = np.maximum(moment, created[index] + 900)
        rows.append((index, np.broadcast_to(status, count)[index], moment))

    def spread(*days):
        return created + lag(rng.random(count), *days)

    code = {status: i for i, status in enumerate(catalog.STATUSES)}
    u = rng.random((9, count))
    free = ~has_deal
    accepted = np.where(u[0] < 0.6, code["Sales Accepted"], code["SQL"])
    add(has_deal & (u[1] < 0.7), accepted, opened - DAY)
    add(free & (path == QUALIFIED) & (u[1] < 0.5), accepted, leads["qualified_at"])
    add(free & (path == ENGAGED) & (u[2] < 0.06), code["MQL"], spread(1, 20))
    add(u[3] < 0.07, code["Working"], spread(0.1, 3))
    cold = np.array([code["Recycled"], code["Nurture"], code["Not Now"]])
    back = spread(35, 60, 110)
    recycled = free & (path != COLD) & (u[4] < 0.38)
    add(recycled, cold[(u[5] * 3).astype(int)], back)
    add(free & (path == COLD) & (u[4] < 0.10), code["Unresponsive"], back)
    junk = np.where(u[5] < 0.6, code["Disqualified"], code["Junk"])
    add(free & (u[6] < 0.06), junk, spread(1, 8, 25))
    add(recycled & (u[7] < 0.10), code["MQL"], back + lag(u[8], 20, 60, 150))
    leads["recycled_at"] = np.where(recycled, back, -1)
    lead, status, moment = (np.concatenate(parts) for parts in zip(*rows, strict=True))
    order = np.lexsort((status, lead, moment))
    order = order[moment[order] < plan.calendar.end]
    return {"lead": lead[order], "status": status[order], "changed": moment[order]}

"""Why a cohort rate changed: other channels, or other rates of theirs."""

from collections import defaultdict
from itertools import pairwise

from .monthly import ratio

RATES = {
    "lead_to_mql": ("lead", "mql"),
    "mql_to_sql": ("mql", "sql"),
    "mql_to_opportunity": ("mql", "opportunity"),
    "mql_to_customer": ("mql", "customer"),
}


def cohorts_by_month(world, from_stage, to_stage):
    """Every month: channel -> [leads of the cohort, those that went on in time]."""
    found = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for lead in world.leads:
        start = lead.stage_at[from_stage]
        if start is not None:
            counts = found[world.month_of(start)][lead.channel]
            counts[0] += 1
            counts[1] += world.is_within_window(lead.stage_at[to_stage], start)
    return found


def share_and_rate(cohort, channel):
    """A channel's share of a month's cohort, and its own rate."""
    size, reached = cohort.get(channel, (0, 0))
    total = sum(number for number, _ in cohort.values())
    return ratio(size, total), ratio(reached, size)


def effects(before, now, company_before, company_now):
    """The effects of the mix and of the rate, out of (share, rate) of two months.

    A channel that was absent in one month takes the other month's rate.
    """
    (share_0, rate_0), (share_1, rate_1) = before, now
    rate_0 = rate_1 if rate_0 is None else rate_0
    rate_1 = rate_0 if rate_1 is None else rate_1
    usual = (company_before + company_now) / 2
    mix = (share_1 - share_0) * ((rate_1 + rate_0) / 2 - usual)
    return mix, (rate_1 - rate_0) * (share_1 + share_0) / 2


def company_rate(cohort):
    """The rate of a month's whole cohort."""
    sizes, reached = zip(*cohort.values(), strict=True) if cohort else ((), ())
    return ratio(sum(reached), sum(sizes))


def fct_conversion_causes_monthly(world):
    """What each channel did to each cohort rate since the month before."""
    rows = []
    for name, (from_stage, to_stage) in RATES.items():
        cohorts = cohorts_by_month(world, from_stage, to_stage)
        for month_before, month in pairwise(world.months):
            if not world.is_shown(month):
                continue
            old, new = cohorts[month_before], cohorts[month]
            companies = company_rate(old), company_rate(new)
            for channel in sorted(set(old) | set(new)):
                before = share_and_rate(old, channel)
                now = share_and_rate(new, channel)
                mix = rate = None
                if world.is_mature(month) and None not in companies:
                    mix, rate = effects(before, now, *companies)
                rows.append(
                    {
                        "month_start": month,
                        "rate": name,
                        "channel": channel,
                        "is_complete": world.is_complete(month),
                        "cohort_share": now[0],
                        "previous_cohort_share": before[0],
                        "channel_rate": now[1] if world.is_mature(month) else None,
                        "previous_channel_rate": before[1]
                        if world.is_mature(month_before)
                        else None,
                        "mix_effect": mix,
                        "rate_effect": rate,
                    }
                )
    return rows

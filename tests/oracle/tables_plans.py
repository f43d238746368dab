"""What is still to come: the forecast of the pipeline, and what a goal needs."""

import math
from collections import defaultdict
from datetime import timedelta

from .monthly import average, ratio
from .reading import add_months, next_month, parse_number
from .rules import UNKNOWN


def recently_closed(world):
    """The deals that were closed in the 12 months to as_of_date."""
    start = add_months(world.as_of_date, -12)
    return [
        deal
        for deal in world.deals
        if deal.is_closed and world.times.day_of(deal.closed_at) > start
    ]


def win_rate(deals):
    """The share of closed deals that were won."""
    return ratio(sum(deal.is_won for deal in deals), len(deals))


def fct_pipeline_forecast(world):
    """When the open deals may be won, and what they are worth by then."""
    closed = recently_closed(world)
    committed = [deal for deal in closed if deal.commit_at is not None]
    usual_rate = win_rate(closed)
    commit_rate = win_rate(committed) if committed else usual_rate
    cycle = average(
        [d.cycle_days for d in closed if d.is_won and d.cycle_days is not None]
    )
    month_after = next_month(world.as_of_date.replace(day=1))
    found = defaultdict(lambda: {"deals": 0, "overdue": 0, "amount": 0})
    for deal in world.deals:
        if not deal.is_open_at(world.as_of):
            continue
        expected_at = deal.raw_closed_at
        if expected_at is None and cycle is not None:
            expected_at = deal.created_at + timedelta(days=cycle)
        # A close that is due on as_of_date itself may still come.
        is_past = (
            expected_at is not None
            and world.times.day_of(expected_at) < world.as_of_date
        )
        # Nobody promised a date that is only guessed.
        is_overdue = is_past and deal.raw_closed_at is not None
        if is_past or expected_at is None:
            month = month_after
        else:
            month = world.month_of(expected_at)
        owner, region = deal.owner or UNKNOWN, deal.region or UNKNOWN
        sums = found[month, deal.stage, owner, region]
        sums["deals"] += 1
        sums["overdue"] += is_overdue
        sums["amount"] += deal.amount or 0
    rows = []
    for (month, stage, owner, region), sums in sorted(found.items()):
        rate = commit_rate if stage == "commit" else usual_rate
        rows.append(
            {
                "forecast_month": month,
                "stage": stage,
                "owner": owner,
                "region": region,
                "open_deals": sums["deals"],
                "overdue_deals": sums["overdue"],
                "open_amount": sums["amount"],
                "win_rate": rate,
                "weighted_amount": None if rate is None else sums["amount"] * rate,
            }
        )
    return rows


RATES = ("close_rate", "mql_to_sql_rate", "lead_to_mql_rate", "visitor_to_lead_rate")


def own_rates(world):
    """Our own average deal and rates: sums over sums of the 12 latest mature months."""
    months = [month for month in world.months if world.is_mature(month)][-12:]

    def reached_in_time(from_stage, to_stage):
        """The share of a stage's leads of those months that reached another in time."""
        cohort = [
            lead
            for lead in world.leads
            if lead.stage_at[from_stage] is not None
            and world.month_of(lead.stage_at[from_stage]) in months
        ]
        reached = sum(
            world.is_within_window(lead.stage_at[to_stage], lead.stage_at[from_stage])
            for lead in cohort
        )
        return ratio(reached, len(cohort))

    amounts = [
        deal.amount
        for deal in world.deals
        if deal.is_won
        and deal.amount is not None
        and world.month_of(deal.closed_at) in months
    ]
    return {
        "average_deal_size": average(amounts),
        "close_rate": reached_in_time("sql", "customer"),
        "mql_to_sql_rate": reached_in_time("mql", "sql"),
        "lead_to_mql_rate": reached_in_time("lead", "mql"),
        "visitor_to_lead_rate": ratio(
            leads_in(world, "lead", months), visitors_in(world, months)
        ),
    }


def leads_in(world, stage, months):
    """The leads that reached a stage in some months."""
    return sum(
        lead.stage_at[stage] is not None
        and world.month_of(lead.stage_at[stage]) in months
        for lead in world.leads
    )


def visitors_in(world, months):
    """The sum of daily visitors of some months."""
    return sum(
        traffic.visitors or 0
        for traffic in world.traffic
        if world.month_of(traffic.happened_at) in months
    )


def actuals(world, period_months):
    """What there was of everything in the last so many months."""
    current = world.as_of_date.replace(day=1)
    months = [add_months(current, -back) for back in range(period_months)]
    return {
        "deals": sum(
            deal.is_won and world.month_of(deal.closed_at) in months
            for deal in world.deals
        ),
        "sqls": leads_in(world, "sql", months),
        "mqls": leads_in(world, "mql", months),
        "leads": leads_in(world, "lead", months),
        "visitors": visitors_in(world, months),
    }


def rounded_up(value):
    """A need in whole ones; a trifle that only the arithmetic made is no need."""
    return None if value is None else math.ceil(round(value, 9))


def fct_goal_plan(world):
    """How many of everything a goal needs, against what there was."""
    own = own_rates(world)
    rows = []
    for scenario in world.rules.scenarios:
        given = {
            name: parse_number(text)
            for name, text in scenario.items()
            if name != "scenario"
        }
        used, source = {}, {}
        for name in ("average_deal_size", *RATES):
            source[name] = "own" if given[name] is None else "given"
            used[name] = own[name] if given[name] is None else given[name]
        period = int(given["period_months"] or 12)

        # Each need is a whole number, and the next one is what it takes to fill it.
        deals = given["deals_goal"]
        if deals is None:
            deals = ratio(given["revenue_goal"], used["average_deal_size"])
        needed = {"deals": rounded_up(deals)}
        chain = ("deals", "sqls", "mqls", "leads", "visitors")
        for before, name, rate in zip(chain, chain[1:], RATES, strict=False):
            needed[name] = rounded_up(ratio(needed[before], used[rate]))

        actual = actuals(world, period)
        row = {"scenario": scenario["scenario"]}
        row.update({f"{name}_needed": needed[name] for name in chain})
        for name in chain:
            row[f"{name}_needed_per_month"] = ratio(needed[name], period)
        for name in used:
            row[name] = used[name]
            row[f"{name}_source"] = source[name]
        row.update({f"{name}_actual": actual[name] for name in chain})
        for name in chain:
            missing = needed[name] is None
            row[f"{name}_gap"] = None if missing else needed[name] - actual[name]
        rows.append(row)
    return rows

"""What customers cost and bring in: by the month they came, and by channel."""

import math
from collections import Counter, defaultdict

from .money import UNALLOCATED, costs_by_month_and_channel
from .monthly import Z, deal_segments, ratio
from .reading import add_months
from .rules import UNKNOWN

LAST_MONTH = 36  # since the one in which a customer came
ALL_COSTS = ("program_cost", "shared_cost", "sales_cost")


def new_customers_by_cohort(world):
    """(month, segment type, segment) -> the keys that became customers then."""
    cohorts = defaultdict(list)
    for deal in world.deals:
        if deal.is_new_customer:
            segments = deal_segments(deal, world)
            for segment_type in ("company", "channel"):
                month = world.month_of(deal.closed_at)
                key = (month, segment_type, segments[segment_type])
                cohorts[key].append(deal.customer_key)
    return cohorts


def acquisition_cost(month, segment_type, segment, costs, world):
    """What a month of winning a cohort's customers cost, on the average.

    None where a month of it has no row of marketing cost, as before the data.
    """
    count = world.rules.cac_cost_months
    last = add_months(month, -world.rules.cac_lag_months)
    months = [add_months(last, -back) for back in range(count)]
    if not all(world.has_marketing_cost(each) for each in months):
        return None
    total = sum(
        sums[name]
        for (of_month, channel), sums in costs.items()
        if of_month in months and (segment_type == "company" or channel == segment)
        for name in ALL_COSTS
    )
    return total / count


def fct_acquisition_cohorts_monthly(world):
    """Whether the customers of a month have paid back what they cost."""
    costs = costs_by_month_and_channel(world)
    deals_of = defaultdict(list)  # customer key -> its won deals and credits
    for deal in world.revenue_deals:
        deals_of[deal.customer_key].append(deal)
    rows = []
    for cohort, keys in sorted(new_customers_by_cohort(world).items()):
        month, segment_type, segment = cohort
        if not world.is_shown(month):
            continue
        cost = acquisition_cost(*cohort, costs, world)
        deals = [deal for key in keys for deal in deals_of[key]]
        found = []
        for months_since in range(LAST_MONTH + 1):
            until = add_months(month, months_since)
            if not world.is_complete(until):
                break
            so_far = [deal for deal in deals if world.month_of(deal.closed_at) <= until]
            revenue = sum(deal.amount or 0 for deal in so_far)
            margin = margin_of(so_far, world)
            returned = revenue if margin is None else margin
            found.append(
                {
                    "cohort_month": month,
                    "segment_type": segment_type,
                    "segment": segment,
                    "months_since": months_since,
                    "customers": len(keys),
                    "acquisition_cost": cost,
                    "cost_per_customer": ratio(cost, len(keys)),
                    "cumulative_revenue": revenue,
                    "cumulative_margin": margin,
                    "return_on_cost": over_cost(returned, cost),
                }
            )
        payback = next(
            (
                row["months_since"]
                for row in found
                if row["return_on_cost"] is not None and row["return_on_cost"] >= 1
            ),
            None,
        )
        rows += [{**row, "payback_month": payback} for row in found]
    return rows


def margin_of(deals, world):
    """What is left of the revenue of some deals; None where a margin is not known.

    A deal without an amount brings 0, and its month wants a margin like any other.
    """
    shares = [
        world.rules.gross_margin(world.month_of(deal.closed_at)) for deal in deals
    ]
    if None in shares:
        return None
    return sum(
        (deal.amount or 0) * share for deal, share in zip(deals, shares, strict=True)
    )


def over_cost(value, cost):
    """A value over what must be above 0; else, or where either is unknown, None."""
    if value is None or cost is None or cost <= 0:
        return None
    return value / cost


# Channels

NAMELESS = (UNKNOWN, UNALLOCATED)
SUMS = ("marketing_cost", "sales_cost", "mqls", "customers", "revenue")


def sums_by_channel(world):
    """Every channel: month -> its costs, its new MQLs, and what became of these."""
    found = defaultdict(lambda: defaultdict(Counter))
    for (month, channel), costs in costs_by_month_and_channel(world).items():
        sums = found[channel][month]
        sums["marketing_cost"] += costs["program_cost"] + costs["shared_cost"]
        sums["sales_cost"] += costs["sales_cost"]
    for lead in world.leads:
        mql_at = lead.stage_at["mql"]
        if mql_at is not None:
            sums = found[lead.channel][world.month_of(mql_at)]
            sums["mqls"] += 1
            sums["customers"] += lead.stage_at["customer"] is not None
            sums["revenue"] += sum(deal.amount or 0 for deal in lead.revenue_deals)
    return found


def byar_limits(count):
    """The limits of a Poisson count by Byar's approximation: (low, high)."""
    low = 0
    if count:
        low = count * (1 - 1 / (9 * count) - Z / (3 * math.sqrt(count))) ** 3
    more = count + 1
    return low, more * (1 - 1 / (9 * more) + Z / (3 * math.sqrt(more))) ** 3


def slope_cost(points):
    """What one more costs: 1 over the slope of counts on costs, where it is certain.

    None under 12 points with a cost, or where the slope may well be 0.
    """
    if sum(cost > 0 for cost, _ in points) < 12:
        return None
    count = len(points)
    mean_cost = sum(cost for cost, _ in points) / count
    mean_number = sum(number for _, number in points) / count
    square = sum((cost - mean_cost) ** 2 for cost, _ in points)
    # Equal costs leave no more than the dust of binary fractions.
    if square <= 1e-18 * sum(cost**2 for cost, _ in points):
        return None
    slope = sum((cost - mean_cost) * (n - mean_number) for cost, n in points) / square
    errors = sum(
        (number - mean_number - slope * (cost - mean_cost)) ** 2
        for cost, number in points
    )
    standard_error = math.sqrt(errors / (count - 2) / square)
    return 1 / slope if slope > Z * standard_error else None


def fct_channel_efficiency(world):
    """What each channel cost and brought in over the 12 latest mature months."""
    by_month = sums_by_channel(world)
    mature = [month for month in world.months if world.is_mature(month)][-12:]
    complete = [month for month in world.months if world.is_complete(month)][-24:]
    channels = {
        channel: {name: sum(months[month][name] for month in mature) for name in SUMS}
        for channel, months in by_month.items()
    }
    total = {name: sum(sums[name] for sums in channels.values()) for name in SUMS}
    # Where no cost at all is known, nothing says that anything was free.
    is_cost_known = any(map(world.has_marketing_cost, mature))
    rows = []
    for channel, sums in sorted(channels.items()):
        if not any(sums.values()):
            continue
        months = by_month[channel]
        points = [(months[m]["marketing_cost"], months[m]["mqls"]) for m in complete]
        ratios = {
            **cost_ratios(sums, total),
            "marginal_cost_per_mql": slope_cost(points),
        }
        if channel in NAMELESS:
            ratios = dict.fromkeys(ratios)
        elif not is_cost_known:
            ratios["cost_per_mql"] = None
        share = over_cost(sums["marketing_cost"], total["marketing_cost"])
        rows.append(
            {
                "channel": channel,
                "marketing_cost": sums["marketing_cost"],
                "sales_cost": sums["sales_cost"],
                "share_of_cost": share,
                "mqls": sums["mqls"],
                "customers": sums["customers"],
                "revenue": sums["revenue"],
                "share_of_revenue": over_cost(sums["revenue"], total["revenue"]),
                **ratios,
            }
        )
    return rows


def cost_ratios(sums, total):
    """What an MQL cost, and what a unit of cost brought, with its limits."""
    cost, customers = sums["marketing_cost"], sums["customers"]
    of_whom = sums if customers else total
    revenue_per_customer = ratio(of_whom["revenue"], of_whom["customers"])
    low, high = (
        0 if not limit else times(limit, revenue_per_customer)
        for limit in byar_limits(customers)
    )
    return {
        "cost_per_mql": None if cost < 0 else ratio(cost, sums["mqls"]),
        "revenue_per_cost": over_cost(sums["revenue"], cost),
        "revenue_per_cost_low": over_cost(low, cost),
        "revenue_per_cost_high": over_cost(high, cost),
    }


def times(count, revenue):
    """A count of customers times the revenue of one; None where that is not known."""
    return None if revenue is None else count * revenue

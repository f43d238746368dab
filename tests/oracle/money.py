"""Converts amounts, finds who became a customer, and shares costs among channels."""

from collections import defaultdict

UNALLOCATED = "unallocated"
MARKETING_KINDS = ("program", "labor", "technology", "agency")


def converted_amount(deal, rules, times, books):
    """A deal's amount in the reporting currency; None where it has none that counts."""
    row = deal.row
    if row["amount"] is None:
        return None
    amount = row.amount
    if amount is None:
        books.warn(row, "invalid_amount")
        return None
    if amount < 0 and not deal.is_credit:
        books.warn(row, "negative_amount")
        return None
    month = times.month_of(deal.closed_at or deal.created_at)
    rate, is_stale = rules.rate(row["currency"], month)
    if rate is None:
        books.warn(row, "missing_exchange_rate")
        return None
    if is_stale:
        books.warn(row, "stale_exchange_rate")
    return amount * rate


def mark_new_customers(deals):
    """Mark the deal that made each customer: the key's earliest won one."""
    first = {}
    for deal in deals:
        if not deal.is_won:
            continue
        key = deal.customer_key
        known = first.get(key)
        if known is None or (deal.closed_at, deal.deal_id) < (
            known.closed_at,
            known.deal_id,
        ):
            first[key] = deal
    for deal in first.values():
        deal.is_new_customer = True


def shared(amount, weights_in_order):
    """An amount, split in proportion to the first weights of which any is above 0.

    The result is a dict of channel -> part; what cannot be shared is unallocated.
    """
    for weights in weights_in_order:
        positive = {name: weight for name, weight in weights.items() if weight > 0}
        total = sum(positive.values())
        if total > 0:
            return {name: amount * part / total for name, part in positive.items()}
    return {UNALLOCATED: amount}


def costs_by_month_and_channel(world):
    """(month, channel) -> its costs by name.

    program_cost is the marketing cost that names the channel, shared_cost the
    channel's part of that which names none; `<kind>_cost` holds both kinds of parts.
    """
    named = defaultdict(lambda: defaultdict(float))  # month -> channel -> marketing
    unnamed = defaultdict(lambda: defaultdict(float))  # month -> kind -> cost
    costs = defaultdict(lambda: defaultdict(float))
    for spend in world.spend:
        month = world.month_of(spend.spent_at)
        if spend.channel is None:
            unnamed[month][spend.kind] += spend.amount
        elif spend.kind == "sales":
            costs[month, spend.channel]["sales_cost"] += spend.amount
        else:
            named[month][spend.channel] += spend.amount
            costs[month, spend.channel]["program_cost"] += spend.amount
            costs[month, spend.channel][f"{spend.kind}_part"] += spend.amount

    new_mqls = leads_by_month_and_channel(world, "mql")
    new_sqls = leads_by_month_and_channel(world, "sql")
    first_basis = {
        "new_sqls": new_sqls,
        "new_opportunities": leads_by_month_and_channel(world, "opportunity"),
        "new_customers": customers_by_month_and_channel(world),
    }[world.rules.sales_cost_basis.lower()]
    for month, cost_by_kind in unnamed.items():
        bases = [named[month], new_mqls[month]]
        if world.rules.shared_cost_basis.lower() == "new_mqls":
            bases.reverse()
        for kind, cost in cost_by_kind.items():
            if kind == "sales":
                weights = [first_basis[month], new_sqls[month], new_mqls[month]]
                parts = shared(cost, weights)
                for channel, part in parts.items():
                    costs[month, channel]["sales_cost"] += part
            else:
                for channel, part in shared(cost, bases).items():
                    costs[month, channel]["shared_cost"] += part
                    costs[month, channel][f"{kind}_part"] += part
    return costs


def customers_by_month_and_channel(world):
    """New customers by the close that made them: month -> channel -> count."""
    counts = defaultdict(lambda: defaultdict(int))
    for deal in world.deals:
        if deal.is_new_customer:
            counts[world.month_of(deal.closed_at)][deal.channel] += 1
    return counts


def leads_by_month_and_channel(world, stage):
    """Leads whose stage moment lies in a month: month -> channel -> count."""
    counts = defaultdict(lambda: defaultdict(int))
    for lead in world.leads:
        moment = lead.stage_at[stage]
        if moment is not None:
            counts[world.month_of(moment)][lead.channel] += 1
    return counts

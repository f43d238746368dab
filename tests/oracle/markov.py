"""Attribution by a Markov chain of channels, each removal solved for itself."""

from collections import defaultdict

from .moments import is_over
from .reading import add_months
from .rules import DIRECT, UNKNOWN

START, WON, NOTHING = "(start)", "(won)", "(nothing)"
MONTHS = 12
ALL = "all"


def path_of(touches):
    """The channels of touches in order: direct only where there is nothing else.

    Runs of one channel are one.
    """
    channels = [touch.channel for touch in touches]
    channels = [name for name in channels if name != DIRECT] or channels
    path = []
    for name in channels:
        if not path or path[-1] != name:
            path.append(name)
    return path


def steps_of(won_paths, lost_paths):
    """How often each state was followed by each: state -> next state -> count."""
    steps = defaultdict(lambda: defaultdict(int))
    for paths, end in ((won_paths, WON), (lost_paths, NOTHING)):
        for path in paths:
            for state, following in zip([START, *path], [*path, end], strict=True):
                steps[state][following] += 1
    return steps


def chance_of_winning(steps, removed=None):
    """P(won) from the start, by one equation for each state.

    What enters the removed channel ends in nothing.
    """
    states = [state for state in steps if state != removed]
    place = {state: number for number, state in enumerate(states)}
    matrix = [[0.0] * len(states) for _ in states]
    constants = [0.0] * len(states)
    for state, number in place.items():
        # chance(state) - sum of share * chance(following) = share that wins at once
        matrix[number][number] += 1.0
        total = sum(steps[state].values())
        for following, count in steps[state].items():
            if following == WON:
                constants[number] += count / total
            elif following in place:
                matrix[number][place[following]] -= count / total
    return solved(matrix, constants)[place[START]]


def solved(matrix, constants):
    """The solution of a system of linear equations, by Gaussian elimination."""
    rows = [[*row, constant] for row, constant in zip(matrix, constants, strict=True)]
    size = len(rows)
    for column in range(size):
        pivot = max(range(column, size), key=lambda number: abs(rows[number][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for number in range(column + 1, size):
            factor = rows[number][column] / rows[column][column]
            if factor:
                for place in range(column, size + 1):
                    rows[number][place] -= factor * rows[column][place]
    values = [0.0] * size
    for column in reversed(range(size)):
        known = sum(
            rows[column][place] * values[place] for place in range(column + 1, size)
        )
        values[column] = (rows[column][size] - known) / rows[column][column]
    return values


def channels_that_win(steps):
    """The channels from which a deal can still be won: all others have no effect."""
    found = {WON}
    while True:
        more = {state for state in steps if found & set(steps[state])} - found
        if not more:
            return found - {START, WON}
        found |= more


def effects_of(won_paths, lost_paths):
    """Each channel's effect: which share of P(won) is lost without it."""
    steps = steps_of(won_paths, lost_paths)
    chance = chance_of_winning(steps)
    return {
        channel: 1 - chance_of_winning(steps, channel) / chance
        for channel in sorted(channels_that_win(steps))
    }


def markov_rows(touches_of, world):
    """(month, model, channel, campaign) -> its deals and revenue.

    touches_of holds the touches of every won deal and credit.
    """
    won_paths = defaultdict(list)  # month of the close -> paths
    revenue = defaultdict(list)  # month of the close -> (deal, whether it has a path)
    for deal, touches in touches_of.items():
        month = world.month_of(deal.closed_at)
        revenue[month].append((deal, bool(touches)))
        if deal.is_won and touches:
            won_paths[month].append(path_of(touches))
    lost_paths = lost_paths_by_month(world)
    found = {}
    for month in sorted(revenue):
        months = [add_months(month, -back) for back in range(MONTHS)]
        won = [path for each in months for path in won_paths.get(each, ())]
        lost = [path for each in months for path in lost_paths.get(each, ())]
        if not won or len(won) < world.rules.markov_min_conversions:
            continue
        effects = effects_of(won, lost)
        sum_of_effects = sum(effects.values())
        with_path = [deal for deal, has_path in revenue[month] if has_path]
        for channel, effect in effects.items() if with_path else ():
            share = effect / sum_of_effects
            deals, amount = totals(with_path)
            found[month, "markov", channel, ALL] = [deals * share, amount * share]
        without = [deal for deal, has_path in revenue[month] if not has_path]
        if without:
            found[month, "markov", UNKNOWN, UNKNOWN] = list(totals(without))
    return found


def totals(deals):
    """How many deals were won, and their revenue, which credits lower."""
    return (
        sum(deal.is_won for deal in deals),
        sum(deal.amount or 0 for deal in deals),
    )


def lost_paths_by_month(world):
    """The paths of leads that had long enough and won nothing, by month of creation."""
    winners = {deal.lead for deal in world.deals if deal.is_won}
    days = 2 * world.rules.conversion_window_days
    paths = defaultdict(list)
    for lead in world.leads:
        touches = [touch for touch in lead.touches if touch.is_interaction]
        if touches and lead not in winners and is_over(lead.created_at, days, world):
            paths[world.month_of(lead.created_at)].append(path_of(touches))
    return paths

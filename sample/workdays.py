"""Days, seasons and working hours, all in seconds since 1970 (UTC)."""

from datetime import date, timedelta

import numpy as np

DAY = 86_400
EPOCH = date(1970, 1, 1)
# January to December: a summer dip, a dip in December.
SEASON = (1.02, 1.03, 1.10, 0.97, 0.98, 1.03, 0.92, 0.80, 1.08, 1.12, 1.08, 0.74)
# When in the working day things happen: quantiles of the hour.
HOURS = ((0.0, 0.08, 0.35, 0.5, 0.8, 0.95, 1.0), (7.0, 8.5, 11.0, 13.0, 16.0, 18.5, 22))


def seconds(day: date) -> int:
    """Return the start of a day."""
    return (day - EPOCH).days * DAY


def easter(year: int) -> date:
    """Return Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def is_free(day: date) -> bool:
    """Tell a weekend or public holiday from a working day."""
    if day.weekday() >= 5:
        return True
    if (day.month, day.day) in {(1, 1), (5, 1), (10, 3), (12, 25), (12, 26)}:
        return True
    return (day - easter(day.year)).days in {-2, 1, 39, 50}


class Calendar:
    """The days from the first to the last, with some room on both sides."""

    def __init__(self, first: date, last: date, growth_per_month: float) -> None:
        """Weigh every day: season, growth, weekday, holidays."""
        self.start, self.end = seconds(first), seconds(last + timedelta(1))
        self.base = first - timedelta(120)
        days = [self.base + timedelta(i) for i in range((last - first).days + 900)]
        free = [is_free(day) for day in days]
        nearest, following = 0, []
        for i in range(len(days) - 1, -1, -1):
            nearest = i if not free[i] else nearest
            following.append(nearest)
        self.following = np.array(following[::-1])
        inside = [i for i, day in enumerate(days) if first <= day <= last]
        self.offset = inside[0]
        weights = []
        for i in inside:
            day, week = days[i], (days[i].month, days[i].day)
            factor = SEASON[day.month - 1] * (0.14 if free[i] else 1.0)
            factor *= 0.3 if week >= (12, 24) or week <= (1, 2) else 1.0
            weights.append(factor * (1 + growth_per_month * (i - inside[0]) / 30.4))
        self.weights = np.array(weights)
        self.shares = np.concatenate([[0.0], np.cumsum(self.weights)])
        self.shares /= self.shares[-1]

    def moments(self, positions, draws):
        """Turn positions (0 to 1) in the whole period into moments."""
        day = np.searchsorted(self.shares, positions, side="right") - 1
        return self.start + np.minimum(day, len(self.weights) - 1) * DAY + clock(draws)

    def workday(self, moments, draws):
        """Move moments on free days to the next working day, into working hours."""
        day = moments // DAY - (self.start // DAY - self.offset)
        moved = self.following[np.clip(day, 0, len(self.following) - 1)]
        return (moved + self.start // DAY - self.offset) * DAY + clock(draws)


def clock(draws):
    """Turn draws (0 to 1) into seconds of a day."""
    return (np.interp(draws, *HOURS) * 3600).astype(np.int64)


def lag(draws, *days):
    """Turn draws into seconds, by evenly spaced quantiles given in days."""
    return (np.interp(draws, np.linspace(0, 1, len(days)), days) * DAY).astype(np.int64)

"""Moments of a world: few, clustered and at borders, so that ties really happen."""

import random
from bisect import bisect_left
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

MICROSECOND = timedelta(microseconds=1)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
FAR_FUTURE = datetime(2098, 6, 15, 12, 0)
TIMES = [
    time(0, 0, 1),
    time(8, 0),
    time(9, 30),
    time(12, 0),
    time(12, 30, 15),
    time(17, 45, 59, 500000),
    time(22, 30),
    time(23, 59, 59),
]
DAY_ENDS = [time(0, 0), time(23, 59, 59, 999999)]


class Clock:
    """A world's moments (naive UTC): a pool to draw from, and its borders."""

    def __init__(self, rng: random.Random, zone: str, first_month: date, months: int):
        """Draw the pool of moments."""
        self.rng = rng
        self.zone = ZoneInfo(zone)
        self.input_zone = self.zone
        self.months = [add_months(first_month, number) for number in range(months)]
        self.end = add_months(first_month, months)
        self.as_of_date: date | None = None
        self.pool: list[datetime] = []
        times = rng.sample(TIMES, 4)
        for day in self._busy_days():
            for moment in (rng.choice(times), rng.choice(times), rng.choice(DAY_ENDS)):
                self.pool.append(self._at(day, moment))
        self.pool = sorted(set(self.pool))

    def _busy_days(self) -> list[date]:
        days = set()
        for month in self.months:
            last = add_months(month, 1) - DAY
            days |= {month, last, *(self._day_of(month) for _ in range(3))}
            for number in range((last - month).days):
                day = month + DAY * number
                if self._offset(day) != self._offset(day + DAY):
                    days.add(day)  # the clocks change
                if (day + DAY).strftime("%m-%d") == "02-29":
                    days.add(day + DAY)
        return sorted(days)

    def _offset(self, day: date) -> timedelta | None:
        return datetime.combine(day, time(0), self.zone).utcoffset()

    def unclear_times(self) -> list[str]:
        """Return times of the input's zone that its clock shows twice or leaves out."""
        texts = []
        day, end = self.months[0], self.end
        while day < end:
            for minutes in range(15, 24 * 60, 30):
                local = datetime.combine(day, time(0)) + timedelta(minutes=minutes)
                first = local.replace(tzinfo=self.input_zone)
                if first.utcoffset() != first.replace(fold=1).utcoffset():
                    texts.append(f"{local:%Y-%m-%d %H:%M:%S}")
            day += DAY
        return texts

    def _day_of(self, month: date) -> date:
        return month + DAY * self.rng.randrange(28)

    def _at(self, day: date, clock_time: time) -> datetime:
        if self.rng.random() < 0.4:
            return datetime.combine(day, clock_time)
        return self.local(day, clock_time)

    def local(self, day: date, clock_time: time = time(0)) -> datetime:
        """Return the UTC moment of a local day and time of the reporting timezone."""
        local = datetime.combine(day, clock_time, self.zone)
        return local.astimezone(timezone.utc).replace(tzinfo=None)

    def day(self, moment: datetime) -> date:
        """Return the day of a UTC moment in the reporting timezone."""
        return moment.replace(tzinfo=timezone.utc).astimezone(self.zone).date()

    def set_as_of_date(self) -> date:
        """Choose an as_of_date in the middle of history, with moments at its end."""
        low = int(len(self.pool) * 0.55)
        self.as_of_date = self.day(self.rng.choice(self.pool[low:-6]))
        end = self.local(self.as_of_date + DAY)
        extra = [end, end - MICROSECOND, end - SECOND, end + SECOND]
        self.pool = sorted({*self.pool, *extra})
        return self.as_of_date

    def any(self) -> datetime:
        """Return any moment of the pool."""
        return self.rng.choice(self.pool)

    def in_month(self, month: date) -> datetime:
        """Return a moment of about this month."""
        start = self.local(month)
        near = [moment for moment in self.pool if start <= moment < start + 31 * DAY]
        return self.rng.choice(near) if near else start

    def after(self, base: datetime, reach: int = 10) -> datetime:
        """Return one of the next moments after base, now and then base itself."""
        if self.rng.random() < 0.08:
            return base
        first = bisect_left(self.pool, base)
        near = self.pool[first : first + reach]
        return self.rng.choice(near) if near else base + DAY

    def before(self, base: datetime, reach: int = 10) -> datetime:
        """Return one of the moments before base."""
        last = bisect_left(self.pool, base)
        near = self.pool[max(0, last - reach) : last]
        return self.rng.choice(near) if near else base - DAY

    def border(self, base: datetime, days: float) -> datetime:
        """Return the end of a window after (or before) base, or just beside it."""
        beside = [*[0 * SECOND] * 4, MICROSECOND, -MICROSECOND, SECOND, -SECOND]
        return base + DAY * days + self.rng.choice(beside)

    def day_border(self, base: datetime) -> datetime:
        """Return the end of base's day, or just beside it."""
        end = self.local(self.day(base) + DAY)
        return end + self.rng.choice([0 * SECOND, -MICROSECOND, SECOND])

    def future(self) -> datetime:
        """Return a moment after the report's day, which must not be seen yet."""
        if self.as_of_date is None:
            return FAR_FUTURE + DAY * self.rng.randrange(3)
        end = self.local(self.as_of_date + DAY)
        return self.rng.choice([end, end + MICROSECOND, end + 9 * DAY, FAR_FUTURE])


def first_day(month: str) -> date:
    """Return the first day of a month (yyyy-mm)."""
    return date.fromisoformat(f"{month}-01")


def add_months(month: date, count: int) -> date:
    """Return the month this many months later."""
    years, number = divmod(month.month - 1 + count, 12)
    return date(month.year + years, number + 1, 1)

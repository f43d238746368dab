"""Reads the raw files and turns texts into timestamps, numbers and flags.

Knows what section 1 of the contract says about files and values, and nothing about
what they mean.
"""

import csv
import math
import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

# Every raw table with its columns in the contract's order: comparisons of whole rows
# go column by column in exactly this order.
COLUMNS = {
    "leads": (
        "lead_id",
        "created_at",
        "updated_at",
        "email",
        "company_name",
        "job_title",
        "country",
        "region",
        "industry",
        "employee_count",
        "annual_revenue",
        "budget",
        "age",
        "gender",
        "income",
        "interest",
        "challenge",
        "lead_source",
        "owner",
        "is_deleted",
        "account_id",
        "status",
    ),
    "touchpoints": (
        "touchpoint_id",
        "occurred_at",
        "touch_type",
        "lead_id",
        "anonymous_id",
        "channel",
        "utm_source",
        "utm_medium",
        "utm_campaign",
        "asset",
        "program",
    ),
    "deals": (
        "deal_id",
        "created_at",
        "stage",
        "lead_id",
        "account_id",
        "updated_at",
        "closed_at",
        "amount",
        "currency",
        "owner",
        "region",
        "is_deleted",
        "pipeline",
        "stage_kind",
        "deal_type",
        "lost_reason",
    ),
    "deal_stage_changes": (
        "deal_id",
        "stage",
        "changed_at",
        "pipeline",
        "stage_kind",
    ),
    "lead_status_changes": (
        "lead_id",
        "status",
        "changed_at",
        "field",
    ),
    "marketing_spend": (
        "spend_date",
        "amount",
        "spend_id",
        "channel",
        "utm_source",
        "utm_medium",
        "campaign",
        "cost_type",
        "currency",
    ),
    "web_traffic": (
        "traffic_date",
        "utm_source",
        "utm_medium",
        "visitors",
        "sessions",
        "page_views",
        "bounces",
        "social_shares",
        "search_position",
    ),
}

REQUIRED_COLUMNS = {
    "leads": ("lead_id", "created_at"),
    "touchpoints": ("touchpoint_id", "occurred_at", "touch_type"),
    "deals": ("deal_id", "created_at", "stage"),
    "deal_stage_changes": ("deal_id", "stage", "changed_at"),
    "lead_status_changes": ("lead_id", "status", "changed_at"),
    "marketing_spend": ("spend_date", "amount"),
    "web_traffic": ("traffic_date",),
}

REQUIRED_TABLES = ("leads", "touchpoints", "deals")

# The required timestamp of each table: the moment at which its row happened.
TIME_COLUMN = {
    "leads": "created_at",
    "touchpoints": "occurred_at",
    "deals": "created_at",
    "deal_stage_changes": "changed_at",
    "lead_status_changes": "changed_at",
    "marketing_spend": "spend_date",
    "web_traffic": "traffic_date",
}

# "Blanks, tabs, line ends and no-break blanks around it are cut off."
AROUND = " \t\r\n\u00a0"

TIMESTAMP = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:[T ]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?"
    r"(?: ?(?:(Z|UTC|GMT)|([+-][0-9]{2}(?::?[0-9]{2})?)(?: UTC)?))?)?"
)
NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
TRUE_WORDS = {"true", "t", "yes", "y", "1"}
FALSE_WORDS = {"false", "f", "no", "n", "0"}
EARLIEST = datetime(1990, 1, 1)


class RawDataError(Exception):
    """A missing required file or column, or a file that is no proper CSV."""


def trim(text):
    """The text without what surrounds it; an empty text is null."""
    text = text.strip(AROUND)
    return text or None


def read_csv(path):
    """All rows of a CSV file as dicts of lower-case column name -> trimmed text."""
    csv.field_size_limit(2**31 - 1)
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        names = [name.strip(AROUND).lower() for name in next(reader, [])]
        rows = []
        for values in reader:
            if not values:  # an empty line is no row
                continue
            if len(values) != len(names):
                raise RawDataError(f"{path}, line {reader.line_num}: ragged row")
            row = {}
            for name, value in zip(names, values, strict=True):
                row.setdefault(name, trim(value))
            rows.append(row)
    return names, rows


def read_raw_tables(folder, lead_attributes=()):
    """All seven raw tables: table -> list of dicts with exactly its columns.

    They are in the contract's order, lead_attributes behind all others of a lead.
    """
    tables = {}
    for table, columns in COLUMNS.items():
        if table == "leads":
            columns = dict.fromkeys([*columns, *lead_attributes])
        path = Path(folder) / f"{table}.csv"
        if not path.exists():
            if table in REQUIRED_TABLES:
                raise RawDataError(f"table {table} is missing in {folder}")
            tables[table] = []
            continue
        names, rows = read_csv(path)
        for column in REQUIRED_COLUMNS[table]:
            if column not in names:
                raise RawDataError(f"table {table}: column {column} is missing")
        tables[table] = [{name: row.get(name) for name in columns} for row in rows]
    return tables


def parse_number(text):
    """The number, or None where the text is null or no number."""
    if text is None or not NUMBER.fullmatch(text):
        return None
    number = float(text)
    return number if math.isfinite(number) else None


def parse_flag(text):
    """True, False, or None where the text is null or no flag."""
    if text is None:
        return None
    word = text.lower()
    if word in TRUE_WORDS:
        return True
    return False if word in FALSE_WORDS else None


class ReportingTime:
    """Timestamps, days and months as the reporting time zone sees them.

    Moments are naive datetimes in UTC throughout.
    """

    def __init__(self, zone_name, input_zone_name="UTC"):
        """Take the zones of the report and of times without offset by their names."""
        self.zone = ZoneInfo(zone_name)
        self.input_zone = ZoneInfo(input_zone_name)
        self.is_utc = zone_name == "UTC"
        self._parsed = {}

    def parse(self, text):
        """The moment a text says, or None where it is null or no valid timestamp."""
        if text is None:
            return None
        if text not in self._parsed:
            self._parsed[text] = self._parse(text)
        return self._parsed[text]

    def _parse(self, text):
        match = TIMESTAMP.fullmatch(text)
        if not match:
            return None
        year, month, day, hour, minute, second, fraction, utc, offset = match.groups()
        try:
            if hour is None:
                # A mere date is the start of that day in the reporting zone.
                moment = self.first_moment(date(int(year), int(month), int(day)))
            else:
                # Microseconds; what follows them is cut, not rounded.
                micro = int((fraction or "")[:6].ljust(6, "0"))
                moment = datetime(
                    int(year), int(month), int(day),
                    int(hour), int(minute), int(second or 0), micro,
                )  # fmt: skip
                if not utc and not offset:
                    moment = self.input_moment(moment)
                elif offset:
                    digits = offset[1:].replace(":", "").ljust(4, "0")
                    hours, minutes = int(digits[:2]), int(digits[2:])
                    if hours > 23 or minutes > 59:
                        return None
                    ahead = timedelta(hours=hours, minutes=minutes)
                    moment = moment - ahead if offset[0] == "+" else moment + ahead
        except (ValueError, OverflowError):
            return None
        return moment if moment >= EARLIEST else None

    @staticmethod
    def is_mere_date(text):
        """Whether a valid timestamp names a day without a time."""
        return "T" not in text and " " not in text

    def input_moment(self, local):
        """The moment of a time without offset.

        Of two readings it is the later one. Of a time that the clock leaves out it is
        the one by the offset before the gap, which is the later one as well.
        """
        readings = (local.replace(tzinfo=self.input_zone, fold=fold) for fold in (0, 1))
        return max(local - reading.utcoffset() for reading in readings)

    def first_moment(self, day):
        """The start of a day; of one that comes twice the earlier start."""
        start = datetime(day.year, day.month, day.day)
        if self.is_utc:
            return start
        local = start.replace(tzinfo=self.zone)
        return start - local.utcoffset()

    def last_moment(self, day):
        """The last microsecond of a day: "by the end of the day" is <= this."""
        return self.first_moment(day + timedelta(days=1)) - timedelta(microseconds=1)

    def day_of(self, moment):
        """The day on which a moment lies in the reporting zone."""
        if self.is_utc:
            return moment.date()
        try:
            aware = moment.replace(tzinfo=ZoneInfo("UTC"))
            return aware.astimezone(self.zone).date()
        except OverflowError:
            return date.max

    def month_of(self, moment):
        """The first day of the month in which a moment lies in the reporting zone."""
        return self.day_of(moment).replace(day=1)


def next_month(month):
    """The first day of the month after the one that starts on this day."""
    return add_months(month, 1)


def add_months(day, months):
    """The same day some months on (or its month's last day where there is none)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def last_day(month):
    """The last day of the month that starts on this day."""
    return next_month(month) - timedelta(days=1)

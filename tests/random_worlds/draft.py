"""A world while it is being made: its settings, its people and its rows of text."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from .links import odd_link
from .moments import Clock, add_months, first_day
from .rules import Rules
from .tables import TABLES, Column
from .texts import HOSTILE, number_text, other_case, other_separators, timestamp_text

ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Pacific/Auckland",
    "Asia/Kolkata",
    "UTC",
    "America/Havana",  # a day starts twice
]
INPUT_ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "UTC",
    "Africa/Cairo",  # a day starts at one o'clock
    "Australia/Lord_Howe",  # half an hour comes twice
]
ID_PREFIXES = ["L", "l", "Z", "a", "Ä", "ä", "e\u0301", "\u00e9", "_", "0", "B-", "ß"]
REGIONS = ["North", "north", "Süd", "West", None, None]
OWNERS = ["Ada", "ada", "Zoë", "O'Hara", None]
CAMPAIGNS = ["Spring", "spring", "Ünder 50%", "2024_q1", "spring sale", None, None]
PIPELINES = ["Renewals", "Partner Sales", "New Business"]
FIELDS = ["Lead Status", "life-cycle"]
ACCOUNTS = ["acme", "ACME", "Bolt", "Çelik", "dot", "Zeta", "zeta", "7001", "7002"]
PROGRAMS = ["welcome", "Welcome", "renewal", None, None]
ASSETS = ["guide.pdf", "Guide.pdf", "webinar", None]
# Where the settings start: so that those of the first few worlds differ widely.
FIRST_SETTINGS = 36
Row = dict[str, str | None]


@dataclass
class Lead:
    """A lead as the journeys see it: when it was created, in its best version."""

    lead_id: str
    created_at: datetime
    anonymous_ids: list[str] = field(default_factory=list)


class Draft:
    """Everything that is known of a world before it is written to files."""

    def __init__(self, seed: int, rules: Rules):
        """Draw the settings; everything else is added by the other modules.

        Two seeds share their settings, for dbt parses all again when they change.
        """
        group = seed // 2
        self.rng = random.Random(f"settings {group + FIRST_SETTINGS}")
        self._seed = seed
        self.rules = rules
        self.is_plain = group % 3 == 0
        zone = input_zone = "UTC"
        if not self.is_plain:
            zone = ZONES[group * 2 // 3 % len(ZONES)]
            input_zone = INPUT_ZONES[group % len(INPUT_ZONES)]
        self._ends_late = False
        first_month, months = self._history()
        self.clock = Clock(self.rng, zone, first_month, months)
        self.variables = self._draw_variables(zone, input_zone)
        self.clock.input_zone = ZoneInfo(input_zone)
        self._unclear_times = self.clock.unclear_times()
        self.rng = self.clock.rng = random.Random(f"world {seed}")
        self.has_numeric_ids = not self.is_plain and self.chance(0.4)
        self.tables: dict[str, list[Row]] = {table: [] for table in TABLES}
        self.leads: list[Lead] = []
        self.strangers = ["nobody-1", "NOBODY-1"]
        self.accounts = ACCOUNTS
        if self.has_numeric_ids:
            self.strangers = ["990001", "990002"]
            self.accounts = [account for account in ACCOUNTS if account.isdigit()]
        self.stories: set[str] = set()
        self._used_ids: set[str] = set()
        self._latest_id: dict[str, str] = {}

    def _history(self) -> tuple[date, int]:
        """Choose the months, so that exchange rates are there, stale or missing."""
        months = self.rules.months_of_rates() or ["2023-06"]
        count = self.rng.randint(6, 14)
        way = self.rng.random()
        if way < 0.12:  # the first months lie before the first rate
            return add_months(first_day(months[0]), -self.rng.randint(1, 6)), count
        if way < 0.24:  # the last months lie after the last rate
            self._ends_late = True
            return add_months(first_day(months[-1]), 4 - count), count
        return first_day(self.rng.choice(months[: len(months) // 2])), count

    def _draw_variables(self, zone: str, input_zone: str) -> dict[str, object]:
        choose = self.rng.choice
        models = sorted(set(self.rules.column("benchmarks", "go_to_market")))
        rated = sorted(set(self.rules.column("exchange_rates", "currency")))
        currencies = rated or ["EUR"]
        variables: dict[str, object] = {
            "reporting_timezone": zone,
            "shared_cost_basis": choose(["program_cost", "new_mqls"]),
            "conversion_window_days": choose([90, 90, 30, 60]),
            "mql_score": choose([60, 30, 45]),
            "sql_score": choose([100, 75, 60, 40]),
            "mql_min_fit_score": choose([10, 0, 20, -10]),
            "stall_days": choose([30, 30, 7, 45]),
            "nurture_days": choose([30, 30, 7, 14]),
            "influence_window_days": choose([180, 180, 30, 60]),
            "reporting_currency": choose(["EUR", "EUR", choose(currencies)]),
            "go_to_market": choose(models or ["inside_sales"]),
        }
        # What might lie after today must not depend on the day of the test.
        if self._ends_late or self.rng.random() < 0.45:
            variables["as_of_date"] = self.clock.set_as_of_date().isoformat()
        variables["drift_weeks"] = choose([8, 8, 1, 3])
        variables["drift_volume_factor"] = choose([2, 1.25, 4])
        variables["drift_share_rise"] = choose([0.1, 0.25, 0])
        variables["drift_undated_share"] = choose([0.05, 0])
        if self.rng.random() < 0.5:
            variables["first_month"] = self._first_month()
        attributes = choose([[], ["plan"], ["seats", "plan"], ["plan", "nowhere"]])
        variables["lead_attributes"] = [] if self.is_plain else attributes
        variables["input_timezone"] = input_zone
        variables |= self._draw_later_variables()
        return variables

    def _draw_later_variables(self) -> dict[str, object]:
        choose = self.rng.choice
        variables: dict[str, object] = {
            "lead_conversion_window_days": choose([180, 180, 45, 100]),
            "sql_shelf_days": choose([90, 90, 14, 30]),
            "attribution_half_life_days": choose([30, 30, 7]),
            "markov_min_conversions": choose([100, 1, 2, 5]),
            "speed_to_lead_sla_hours": choose([1, 1, 4, 16]),
            "business_hours": choose(["09:00-17:00", "09:00-17:00", "08:30-18:15"]),
            "cac_cost_months": choose([3, 1, 2]),
            "cac_lag_months": choose([3, 0, 1]),
            "sales_cost_basis": choose(
                ["new_sqls", "new_opportunities", "new_customers"]
            ),
            "fiscal_year_start_month": choose([1, 1, 4, 11]),
        }
        lowest_fit = choose([None, None, 0, 15])
        if lowest_fit is not None:
            variables["hand_raise_min_fit_score"] = lowest_fit
        return variables

    def _first_month(self) -> str:
        """Choose where tables begin: within the report, or before anything happened."""
        last_day = self.clock.as_of_date or self.clock.months[-1]
        months = [month for month in self.clock.months if month <= last_day]
        before = add_months(months[0], -self.rng.randint(6, 9))
        month = self.rng.choice([before, *months[1 : len(months) // 2 + 1], months[-1]])
        return self.rng.choice([f"{month:%Y-%m}", month.isoformat()])

    @contextmanager
    def stream(self, purpose: str) -> Iterator[None]:
        """Draw from a stream of its own, so that all else in the world stays."""
        before = self.rng
        self.rng = self.clock.rng = random.Random(f"{purpose} {self._seed}")
        yield
        self.rng = self.clock.rng = before

    # Small choices

    def chance(self, share: float) -> bool:
        """Return true in this share of all cases."""
        return self.rng.random() < share

    def mostly_plain(self, value: str | None, odd: list[str], share: float = 0.06):
        """Return the value, or in few cases (in none of a plain world) an odd one."""
        if not self.is_plain and self.chance(share):
            return self.rng.choice(odd)
        return value

    def in_any_case(self, text: str | None) -> str | None:
        """Write a text in another case, sometimes."""
        if text is not None and self.chance(0.25):
            return other_case(self.rng, text)
        return text

    def as_looked_up(self, text: str | None) -> str | None:
        """Write a text that is looked up in a rule seed in another way, sometimes."""
        if text is not None and not self.is_plain and self.chance(0.2):
            text = other_separators(self.rng, text)
        return self.in_any_case(text)

    def text(self, moment: datetime | None) -> str | None:
        """Write a moment."""
        if moment is None:
            return None
        if self._unclear_times and self.chance(0.02):
            return self.rng.choice(self._unclear_times)
        zones = self.clock.zone, self.clock.input_zone
        return timestamp_text(self.rng, moment, *zones, self.is_plain)

    def number(self, value: float) -> str:
        """Write a number."""
        return number_text(self.rng, value, self.is_plain)

    def new_id(self, kind: str) -> str:
        """Return an unused id; ids sort apart from time, with case and accents."""
        while True:
            prefix = kind if self.is_plain else self.rng.choice(ID_PREFIXES)
            if self.has_numeric_ids:
                prefix = str(self.rng.randrange(1, 40))
            new = f"{prefix}{self.rng.randrange(5000 if self.is_plain else 400)}"
            if not (self.is_plain or self.has_numeric_ids) and self.chance(0.03):
                new = f"{self.rng.choice(HOSTILE).strip()}{self.rng.randrange(10)}"
            if not self.is_plain and self.chance(0.02):
                new = self._latest_id.get(kind, new).swapcase()
            if (kind + new) not in self._used_ids:
                self._used_ids.add(kind + new)
                self._latest_id[kind] = new
                return new

    # Rows

    def add(self, table: str, **values: str | None) -> Row:
        """Add a row; what is not named is null."""
        columns = self.columns(table)
        row: Row = {column.name: values.get(column.name) for column in columns}
        assert not set(values) - set(row), f"{table} has no such column: {values}"
        self.tables[table].append(row)
        return row

    def columns(self, table: str) -> tuple[Column, ...]:
        """Return a table's columns; a lead has those of lead_attributes, too."""
        if table != "leads":
            return TABLES[table]
        names = [
            name for name in self.variables["lead_attributes"] if name != "nowhere"
        ]
        return (*TABLES[table], *(Column(name) for name in names))

    def touch_type(self, *flags: str, points: int = 0) -> str:
        """Return a type with all these flags, in any case."""
        types = self.rules.touch_types(*flags, points=points)
        return self.as_looked_up(self.rng.choice(types or self.rules.touch_types()))

    def touch(
        self, lead_id: str | None, touch_type: str, moment: datetime, **values
    ) -> Row:
        """Add a touch of a lead; without given values its origin is drawn."""
        row = {**self.origin(), "utm_campaign": self.rng.choice(CAMPAIGNS), **values}
        row.setdefault("program", self.rng.choice(PROGRAMS))
        row.setdefault("asset", self.rng.choice(ASSETS))
        row["program"] = self.mostly_plain(row["program"], HOSTILE)
        return self.add(
            "touchpoints",
            touchpoint_id=self.new_id("T"),
            occurred_at=self.text(moment),
            touch_type=touch_type,
            lead_id=lead_id,
            **row,
        )

    def origin(self) -> dict[str, str | None]:
        """Return a channel, utm values or neither."""
        way = self.rng.random()
        if way < 0.25:
            channel = self.rng.choice(self.rules.column("channels", "channel"))
            channel = self.mostly_plain(channel, ["Billboard", *HOSTILE])
            return {"channel": self.as_looked_up(channel)}
        if way < 0.75:
            source, medium = self.rules.utm_pair(self.rng)
            known = self.rules.known_sources(self.rng)
            if known and self.chance(0.4):
                source = self.rng.choice(known)
            source = self.mostly_plain(source, ["nowhere.example", *HOSTILE])
            source, medium = self.as_looked_up(source), self.as_looked_up(medium)
            if not self.is_plain:
                source, medium = odd_link(self.rng, source, medium)
            return {"utm_source": source, "utm_medium": medium}
        return {}

    def status(self, lead: Lead, kind: str, moment: datetime) -> None:
        """Add a status change of this kind (one of the rules, or any other text)."""
        names = self.rules.statuses(kind) or [kind]
        self.add(
            "lead_status_changes",
            lead_id=lead.lead_id,
            status=self.as_looked_up(self.rng.choice(names)),
            changed_at=self.text(moment),
            field=self.as_looked_up(self.mostly_plain(None, FIELDS, 0.5)),
        )

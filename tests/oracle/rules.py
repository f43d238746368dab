"""Reads the rule seeds and answers what each of them says about a raw value."""

import re
from collections import namedtuple
from datetime import date
from pathlib import Path

from .reading import parse_flag, parse_number, read_csv

DIRECT, UNKNOWN = "direct", "unknown"

DEFAULTS = {
    "mql_score": 60,
    "sql_score": 100,
    "mql_min_fit_score": 10,
    "conversion_window_days": 90,
    "nurture_days": 30,
    "influence_window_days": 180,
    "stall_days": 30,
    "drift_weeks": 8,
    "drift_volume_factor": 2.0,
    "drift_share_rise": 0.1,
    "drift_undated_share": 0.05,
    "shared_cost_basis": "program_cost",
    "reporting_currency": "EUR",
    "reporting_timezone": "UTC",
    "go_to_market": "inside_sales",
    "as_of_date": None,
    "first_month": None,
}

Channel = namedtuple("Channel", "channel direction is_marketing")
TouchType = namedtuple(
    "TouchType",
    "touch_type points max_times is_interaction is_outreach is_hand_raise "
    "is_product_use email_event default_channel",
)
AttributeRule = namedtuple("AttributeRule", "attribute operator value points")
Persona = namedtuple("Persona", "persona pattern lowest highest")
Benchmark = namedtuple("Benchmark", "low high")


def lower(text):
    """The text for a comparison without regard to case; null stays null."""
    return None if text is None else text.lower()


def like(pattern):
    """A SQL LIKE pattern, made a compiled one that wants a lower-case value."""
    if pattern is None:
        return None
    parts = {"%": ".*", "_": "."}
    return re.compile(
        "".join(parts.get(sign) or re.escape(sign) for sign in pattern.lower()),
        re.DOTALL,
    )


def fits(pattern, value):
    """Whether a value fits a LIKE pattern; a null pattern fits anything."""
    if pattern is None:
        return True
    return value is not None and pattern.fullmatch(value.lower()) is not None


def whole(text):
    """A whole number out of a seed, or None."""
    return None if text is None else int(float(text))


def number(text):
    """A number out of a seed, or None."""
    return None if text is None else float(text)


def month(text):
    """The month of a seed: a month by itself, never shifted by a time zone."""
    return date.fromisoformat(text[:10]).replace(day=1)


class Rules:
    """All that a business may edit: the seeds and the single values."""

    def __init__(self, folder, variables):
        """Read all seeds, and take the defaults of variables that are not given."""
        self._folder = Path(folder)
        given = {
            name: value
            for name, value in (variables or {}).items()
            if value is not None and value != ""
        }
        self.variables = {**DEFAULTS, **given}
        for name, default in DEFAULTS.items():
            if isinstance(default, int):
                self.variables[name] = whole(str(self.variables[name]))
            elif isinstance(default, float):
                self.variables[name] = number(str(self.variables[name]))
        first_month = self.variables["first_month"]
        self.first_month = month(f"{first_month}"[:7] + "-01") if first_month else None
        self._read_channels()
        self._read_touch_types()
        self._read_lead_rules()
        self._read_maps()
        self._read_money()
        self._read_plans()

    def __getattr__(self, name):
        """The variables are read like attributes: rules.mql_score."""
        try:
            return self.__dict__["variables"][name]
        except KeyError:
            raise AttributeError(name) from None

    def _seed(self, name):
        return read_csv(self._folder / f"{name}.csv")[1]

    def _read_channels(self):
        self.channels = {}
        for row in self._seed("channels"):
            name = row["channel"]
            # The contract itself names these two.
            name = name.lower() if name.lower() in (DIRECT, UNKNOWN) else name
            self.channels[name] = Channel(
                name, lower(row["direction"]), bool(parse_flag(row["is_marketing"]))
            )
        self._channel_names = {name.lower(): name for name in self.channels}
        ordered = sorted(
            self._seed("channel_rules"), key=lambda row: float(row["priority"])
        )
        self._channel_rules = [
            (
                like(row["utm_source_pattern"]),
                like(row["utm_medium_pattern"]),
                self.channel_named(row["channel"]),
            )
            for row in ordered
        ]
        self._lead_source_channels = {
            row["lead_source"].lower(): self.channel_named(row["channel"])
            for row in self._seed("lead_source_channels")
        }

    def _read_touch_types(self):
        self._touch_types = {}
        for row in self._seed("touch_types"):
            default = row["default_channel"]
            self._touch_types[row["touch_type"].lower()] = TouchType(
                touch_type=row["touch_type"],
                points=whole(row["points"]) or 0,
                max_times=whole(row["max_times"]),
                is_interaction=bool(parse_flag(row["is_interaction"])),
                is_outreach=bool(parse_flag(row["is_outreach"])),
                is_hand_raise=bool(parse_flag(row["is_hand_raise"])),
                is_product_use=bool(parse_flag(row["is_product_use"])),
                email_event=lower(row["email_event"]),
                default_channel=self.channel_named(default) if default else DIRECT,
            )

    def _read_lead_rules(self):
        self._fit_rules = [
            AttributeRule(
                row["attribute"].lower(),
                row["operator"].lower(),
                row["value"],
                whole(row["points"]) or 0,
            )
            for row in self._seed("fit_rules")
        ]
        self._exclusions = [
            AttributeRule(
                row["attribute"].lower(), row["operator"].lower(), row["value"], None
            )
            for row in self._seed("exclusions")
        ]
        ordered = sorted(self._seed("personas"), key=lambda row: float(row["priority"]))
        self._personas = [
            Persona(
                row["persona"],
                like(row["job_title_pattern"]),
                number(row["min_employees"]),
                number(row["max_employees"]),
            )
            for row in ordered
        ]
        self.personas = [persona.persona for persona in self._personas]

    def _read_maps(self):
        self._deal_stages = {
            row["crm_stage"].lower(): row["stage"].lower()
            for row in self._seed("deal_stages")
        }
        self._lead_statuses = {
            row["crm_status"].lower(): row["status"].lower()
            for row in self._seed("lead_statuses")
        }
        self._cost_types = {
            lower(row["cost_type"]): row["kind"].lower()
            for row in self._seed("cost_types")
        }

    def _read_money(self):
        self._rates = {}
        for row in self._seed("exchange_rates"):
            rates = self._rates.setdefault(row["currency"].lower(), {})
            rates[month(row["month"])] = float(row["rate"])

    def _read_plans(self):
        self._targets = {
            (month(row["month"]), row["metric"].lower()): float(row["target"])
            for row in self._seed("targets")
        }
        self._benchmarks = {
            (row["metric"].lower(), lower(row["go_to_market"])): Benchmark(
                number(row["low"]), number(row["high"])
            )
            for row in self._seed("benchmarks")
        }
        self.scenarios = self._seed("goal_scenarios")
        self.holidays = {
            date.fromisoformat(row["holiday_date"][:10])
            for row in self._seed("holidays")
        }

    # What the rules say about channels

    def channel_named(self, text):
        """The seed's spelling of a channel, or None where the seed has no such one."""
        return self._channel_names.get(text.lower())

    def channel_of_utm(self, source, medium):
        """The channel of utm values of which at least one is given."""
        for source_pattern, medium_pattern, channel in self._channel_rules:
            if fits(source_pattern, source) and fits(medium_pattern, medium):
                return channel
        return UNKNOWN

    def channel_of_lead_source(self, lead_source):
        """The channel of a lead source, or None where the seed says nothing of it."""
        if lead_source is None:
            return None
        return self._lead_source_channels.get(lead_source.lower())

    def is_marketing(self, channel):
        """Whether the seed calls a channel a marketing channel."""
        return channel in self.channels and self.channels[channel].is_marketing

    def direction(self, channel):
        """inbound, outbound or unknown."""
        found = self.channels.get(channel)
        return (found.direction if found else None) or UNKNOWN

    # What the rules say about single values

    def touch_type(self, text):
        """The seed's row of a touch type, or None."""
        return self._touch_types.get(text.lower())

    def deal_stage(self, text):
        """The kind of a CRM's deal stage, or None where it is unknown."""
        return self._deal_stages.get(text.lower())

    def lead_status(self, text):
        """The kind of a CRM's lead status, or None where it is unknown."""
        return self._lead_statuses.get(text.lower())

    def cost_kind(self, text):
        """The kind of a cost type (a null one is program), None where unknown."""
        return self._cost_types.get(lower(text), "program" if text is None else None)

    # What the rules say about leads

    def fit_score(self, texts):
        """The sum of the points of all fit rules that a lead's version meets."""
        return sum(rule.points for rule in self._fit_rules if meets(rule, texts))

    def is_excluded(self, texts):
        """Whether any exclusion rule meets a lead's version."""
        return any(meets(rule, texts) for rule in self._exclusions)

    def persona(self, job_title, employee_count):
        """The first persona that fits, else other."""
        for persona in self._personas:
            if fits(persona.pattern, job_title) and employees_fit(
                persona, employee_count
            ):
                return persona.persona
        return "other"

    # What the rules say about money and plans

    def rate(self, currency, in_month):
        """The rate of a currency in a month, and whether it is an earlier month's.

        (None, False) where neither that month nor an earlier one has a rate.
        """
        if currency is None or currency.lower() == self.reporting_currency.lower():
            return 1.0, False
        rates = self._rates.get(currency.lower(), {})
        months = [month for month in rates if month <= in_month]
        if not months:
            return None, False
        return rates[max(months)], max(months) < in_month

    def target(self, in_month, metric):
        """The whole month's target of a metric, or None."""
        return self._targets.get((in_month, metric))

    def benchmark(self, metric):
        """The benchmark of this go_to_market, else that of any, else an empty one."""
        for go_to_market in (self.go_to_market.lower(), None):
            if (metric, go_to_market) in self._benchmarks:
                return self._benchmarks[metric, go_to_market]
        return Benchmark(None, None)

    def is_business_day(self, day):
        """Monday to Friday less the holidays."""
        return day.weekday() < 5 and day not in self.holidays


def meets(rule, texts):
    """Whether a lead's texts meet a rule; a null attribute meets none."""
    text = texts[rule.attribute]
    if text is None:
        return False
    found, wanted = text.lower(), (rule.value or "").lower()
    if rule.operator == "equals":
        return found == wanted
    if rule.operator == "contains":
        return wanted in found
    if rule.operator == "in":
        return found in [choice.strip() for choice in wanted.split("|")]
    if rule.operator == "between":
        lowest, highest = (part.strip() for part in wanted.split("..", 1))
        value = parse_number(text)
        if value is None:
            return False
        return (not lowest or value >= float(lowest)) and (
            not highest or value <= float(highest)
        )
    raise ValueError(f"unknown operator {rule.operator}")


def employees_fit(persona, employee_count):
    """Whether an employee count lies within a persona's bounds."""
    if employee_count is None:
        return persona.lowest is None and persona.highest is None
    return (persona.lowest is None or employee_count >= persona.lowest) and (
        persona.highest is None or employee_count <= persona.highest
    )

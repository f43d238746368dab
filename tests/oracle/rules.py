"""Reads the rule seeds and answers what each of them says about a raw value."""

import re
from collections import namedtuple
from datetime import date

from .reading import parse_flag, parse_number
from .rule_files import RuleFiles
from .values import look_up_key, unified_campaign

DIRECT, UNKNOWN = "direct", "unknown"
# What a CRM itself may say of a stage.
STAGE_KINDS = ("won", "lost", "commit", "opportunity", "prospect")

DEFAULTS = {
    "mql_score": 60,
    "sql_score": 100,
    "mql_min_fit_score": 10,
    "hand_raise_min_fit_score": None,
    "conversion_window_days": 90,
    "lead_conversion_window_days": 180,
    "nurture_days": 30,
    "influence_window_days": 180,
    "stall_days": 30,
    "sql_shelf_days": 90,
    "attribution_half_life_days": 30.0,
    "markov_min_conversions": 100,
    "speed_to_lead_sla_hours": 1.0,
    "business_hours": "09:00-17:00",
    "cac_cost_months": 3,
    "cac_lag_months": 3,
    "fiscal_year_start_month": 1,
    "drift_weeks": 8,
    "drift_volume_factor": 2.0,
    "drift_share_rise": 0.1,
    "drift_undated_share": 0.05,
    "shared_cost_basis": "program_cost",
    "sales_cost_basis": "new_sqls",
    "reporting_currency": "EUR",
    "reporting_timezone": "UTC",
    "input_timezone": "UTC",
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


def exact(points):
    """A sum of points without the dust of binary fractions."""
    return round(points, 9)


def month(text):
    """The month of a seed: a month by itself, never shifted by a time zone."""
    return date.fromisoformat(text[:10]).replace(day=1)


class Rules:
    """All that a business may edit: the seeds and the single values."""

    def __init__(self, folders, own_folder, variables):
        """Read all seeds, and take the defaults of variables that are not given."""
        self._files = RuleFiles(folders, own_folder)
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
        lowest_fit = self.variables["hand_raise_min_fit_score"]
        if lowest_fit is not None:
            self.variables["hand_raise_min_fit_score"] = number(str(lowest_fit))
        first_month = self.variables["first_month"]
        self.first_month = month(f"{first_month}"[:7] + "-01") if first_month else None
        attributes = given.get("lead_attributes", [])
        if isinstance(attributes, str):
            attributes = attributes.split(",")
        self.lead_attributes = [name.strip().lower() for name in attributes]
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
        return self._files.rows(name)

    def _read_channels(self):
        self.channels = {}
        for row in self._seed("channels"):
            name = row["channel"]
            # The contract itself names these two.
            name = name.lower() if name.lower() in (DIRECT, UNKNOWN) else name
            self.channels[name] = Channel(
                name, lower(row["direction"]), bool(parse_flag(row["is_marketing"]))
            )
        self._channel_names = {look_up_key(name): name for name in self.channels}
        self._source_categories = {
            look_up_key(row["utm_source"]): row["category"].lower()
            for row in self._seed("source_categories")
        }
        self._channel_rules = [
            (
                lower(row.get("source_category")),
                like(row["utm_source_pattern"]),
                like(row["utm_medium_pattern"]),
                self.channel_named(row["channel"]),
            )
            for row in self._seed("channel_rules")
        ]
        self._lead_source_channels = {
            look_up_key(row["lead_source"]): self.channel_named(row["channel"])
            for row in self._seed("lead_source_channels")
        }

    def _read_touch_types(self):
        self._touch_types = {}
        for row in self._seed("touch_types"):
            default = row["default_channel"]
            self._touch_types[look_up_key(row["touch_type"])] = TouchType(
                touch_type=row["touch_type"],
                points=number(row["points"]) or 0,
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
                number(row["points"]) or 0,
            )
            for row in self._seed("fit_rules")
        ]
        self._exclusions = [
            AttributeRule(
                row["attribute"].lower(), row["operator"].lower(), row["value"], None
            )
            for row in self._seed("exclusions")
        ]
        self._personas = [
            Persona(
                row["persona"],
                like(row["job_title_pattern"]),
                number(row["min_employees"]),
                number(row["max_employees"]),
            )
            for row in self._seed("personas")
        ]
        self.personas = [persona.persona for persona in self._personas]

    def _read_maps(self):
        self._deal_stages = {
            (look_up_key(row["crm_stage"]), look_up_key(row.get("pipeline"))): row[
                "stage"
            ].lower()
            for row in self._seed("deal_stages")
        }
        self._lead_statuses = {
            (look_up_key(row["crm_status"]), look_up_key(row.get("field"))): row[
                "status"
            ].lower()
            for row in self._seed("lead_statuses")
        }
        self._cost_types = {
            look_up_key(row["cost_type"]): row["kind"].lower()
            for row in self._seed("cost_types")
        }
        self._campaign_names = [
            (
                look_up_key(row["source"]),
                unified_campaign(row["campaign"]),
                unified_campaign(row["utm_campaign"]),
            )
            for row in self._seed("campaign_names")
        ]

    def _read_money(self):
        self._rates = {}
        for row in self._seed("exchange_rates"):
            rates = self._rates.setdefault(look_up_key(row["currency"]), {})
            rates[month(row["month"])] = float(row["rate"])
        self._margins = {
            month(row["month"]): float(row["gross_margin"])
            for row in self._seed("margins")
        }

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
        return self._channel_names.get(look_up_key(text))

    def channel_of_utm(self, source, medium):
        """The channel of utm values of which at least one is given."""
        found = self._category(source)
        for category, source_pattern, medium_pattern, channel in self._channel_rules:
            if (
                category in (None, found)
                and fits(source_pattern, source)
                and fits(medium_pattern, medium)
            ):
                return channel
        return UNKNOWN

    def _category(self, source):
        return self._source_categories.get(look_up_key(source))

    def is_payment_page(self, source):
        """Whether a source is a page on which people pay, which brings nobody."""
        return self._category(source) == "payment"

    def channel_of_lead_source(self, lead_source):
        """The channel of a lead source, or None where the seed says nothing of it."""
        return self._lead_source_channels.get(look_up_key(lead_source))

    def campaign_in_links(self, source, campaign):
        """What the links call a campaign that an ad platform calls by this name."""
        for wanted_source, wanted_campaign, name in self._campaign_names:
            is_its = wanted_source in (None, look_up_key(source))
            if is_its and campaign is not None and campaign == wanted_campaign:
                return name
        return campaign

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
        return self._touch_types.get(look_up_key(text))

    def deal_stage(self, stage, pipeline, stage_kind):
        """The kind of a CRM's deal stage, or None where it is unknown.

        A row of its pipeline wins; without any row the CRM's own word counts.
        """
        for wanted in (look_up_key(pipeline), None):
            if (look_up_key(stage), wanted) in self._deal_stages:
                return self._deal_stages[look_up_key(stage), wanted]
        return lower(stage_kind) if lower(stage_kind) in STAGE_KINDS else None

    def lead_status(self, status, field):
        """The kind of a CRM's lead status, or None; a row of its field wins."""
        for wanted in (look_up_key(field), None):
            if (look_up_key(status), wanted) in self._lead_statuses:
                return self._lead_statuses[look_up_key(status), wanted]
        return None

    def cost_kind(self, text):
        """The kind of a cost type (a null one is program), None where unknown."""
        default = "program" if text is None else None
        return self._cost_types.get(look_up_key(text), default)

    # What the rules say about leads

    def fit_score(self, texts):
        """The sum of the points of all fit rules that a lead's version meets."""
        points = (rule.points for rule in self._fit_rules if meets(rule, texts))
        return exact(sum(points))

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
        reporting = look_up_key(self.reporting_currency)
        if currency is None or look_up_key(currency) == reporting:
            return 1.0, False
        rates = self._rates.get(look_up_key(currency), {})
        months = [month for month in rates if month <= in_month]
        if not months:
            return None, False
        return rates[max(months)], max(months) < in_month

    def gross_margin(self, in_month):
        """The margin of a month, else the latest earlier one's, else None."""
        months = [month for month in self._margins if month <= in_month]
        return self._margins[max(months)] if months else None

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

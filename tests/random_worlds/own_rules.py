"""A company's own rules in a world: `own_<seed>.csv` beside the shipped ones."""

import csv
import random
from datetime import date
from pathlib import Path

from .draft import Draft
from .moments import add_months
from .rules import Rules, SeedRow

COLUMNS = {
    "channels": "channel direction is_marketing",
    "source_categories": "utm_source category",
    "channel_rules": (
        "priority source_category utm_source_pattern utm_medium_pattern channel"
    ),
    "lead_source_channels": "lead_source channel",
    "touch_types": (
        "touch_type points max_times is_interaction is_outreach is_hand_raise"
        " is_product_use email_event default_channel"
    ),
    "campaign_names": "source campaign utm_campaign",
    "fit_rules": "rule attribute operator value points",
    "exclusions": "rule attribute operator value reason",
    "personas": "priority persona job_title_pattern min_employees max_employees",
    "deal_stages": "crm_stage pipeline stage",
    "lead_statuses": "crm_status field status",
    "cost_types": "cost_type kind",
    "exchange_rates": "month currency rate",
    "targets": "month metric target",
    "benchmarks": "metric go_to_market low high source",
    "goal_scenarios": (
        "scenario period_months revenue_goal deals_goal average_deal_size close_rate"
        " mql_to_sql_rate lead_to_mql_rate visitor_to_lead_rate"
    ),
    "holidays": "holiday_date name",
    "margins": "month gross_margin",
}
FIRST_MONTH, MONTHS = date(2023, 7, 1), 24
RATES = {"USD": 0.92, "GBP": 1.16}
TARGETS = {
    "leads": 12, "mqls": 5, "sqls": 3, "opportunities": 3, "customers": 1,
    "revenue": 20000, "new_pipeline_amount": 60000, "cost_per_mql": 480,
    "win_rate": 0.33, "marketing_sourced_share": 0.55,
}  # fmt: skip
GOALS = [
    "deals|12||400||0.25|0.20||", "revenue||1000000||50000|0.25|0.2||",
    "own rates|3|150000|||||0.4|", "both|12|9|7|||||0.02",
]  # fmt: skip
EXCLUSIONS = [
    "own staff|email|contains|@us.example|staff",
    "tests|company_name|equals|Test Company|tests",
    "spam|challenge|contains|casino|spam",
]
ODD_EXCLUSIONS = [
    "marked|status|in|spam|test record|spam", "rival|account_id|equals|Rival|rivals",
]  # fmt: skip
FIT_RULES = [
    "boss|job_title|contains|chief|15", "helper|job_title|contains|manager|10",
    "size|employee_count|between|50..|10", "student|job_title|contains|student|-20",
    "named|account_id|in|acme|7001|15", "hot|status|equals|Open Deal|10",
]  # fmt: skip
ATTRIBUTE_FIT_RULES = [
    "paying|plan|in|Pro|Team|20", "seats|seats|between|10..99|10",
    "small|seats|between|..9|-5",
]  # fmt: skip
# What odd worlds add to the shipped rules, or put before them, or in their place.
# Some win over a shipped row that is written in another way, some are all new.
ODD = {
    "channels": ["Pod-Casts|inbound|true", "Partner|outbound|TRUE"],
    "source_categories": [
        "Google|search", "bing.com|search", "face_book|social", "linkedin|social",
        "youtube|video", "PayPal|payment", "checkout.pay.example|payment",
        "shop|shopping",
    ],
    "channel_rules": [
        "10|social||paid%|paid_social", "11|search||cp_|paid_search",
        "12|video|||display", "13||news_letter%||email", "20|social|||social",
        "21|search|||organic_search", "30|||hidden|unknown", "31|shopping||%|partner",
    ],
    "lead_source_channels": [
        "Word_of-Mouth|referral", "SEO|social", "Trade  Show|outbound_sales",
    ],
    "touch_types": [
        "Pod Cast|2.5|3|true|false|false|false||other",
        "Page-View|0.1|10|true|false|false|false||",
        "sticker_sent|-0.5||false|true|false|false||events",
    ],
    "campaign_names": [
        "face-book|Spring|Autumn+Sale", "|2024_q1|Q1  2024",
        "google|spring|Search%20Ads", "|spring sale|spring",
    ],
    "personas": ["10|champion|%manager%||", "5|nobody|%student%|0|"],
    "deal_stages": [
        "Demo|Renewals|prospect", "closed_won|Partner Sales|commit",
        "Discovery||commit", "Hand-Shake||won", "Test|Partner Sales|opportunity",
        "Stage 7|Renewals|lost",
    ],
    "lead_statuses": [
        "MQL|Lead Status|ignored", "Hot||sql", "Nurture|life-cycle|disqualified",
        "New|Lead Status|mql",
    ],
    "cost_types": ["swag|program", "Content|agency", "sales_tools|labor"],
    "benchmarks": [
        "marketing_sourced_share|outside_sales|0.2|0.3|own",
        "marketing_sourced_share||0.5|0.6|own", "win_rate|inside_sales|0.1|0.4|own",
    ],
    "holidays": ["2024-01-02|a day off", "2024-02-01|another", "2024-05-20|a third"],
}  # fmt: skip


def own_basics() -> dict[str, list[SeedRow]]:
    """Return what no data has without rules of its own."""
    months = [add_months(FIRST_MONTH, number) for number in range(MONTHS)]
    return {
        "exchange_rates": [
            row("exchange_rates", f"{month}|{currency}|{rate + number / 1000:.3f}")
            for number, month in enumerate(months)
            for currency, rate in RATES.items()
        ],
        "targets": [
            row("targets", f"{month}|{metric}|{target}")
            for month in months[6:]
            for metric, target in TARGETS.items()
        ],
        "exclusions": [row("exclusions", text) for text in EXCLUSIONS],
        "goal_scenarios": [row("goal_scenarios", text) for text in GOALS],
    }


def row(seed: str, text: str) -> SeedRow:
    """Return a seed's row of a text with bars; a rule's value may hold bars itself."""
    names, cells = COLUMNS[seed].split(), text.split("|")
    if "operator" in names:
        cells = [*cells[:3], "|".join(cells[3:-1]), cells[-1]]
    return dict(zip(names, (cell or None for cell in cells), strict=True))


def add_own_rules(draft: Draft) -> None:
    """Fit the basics to the world's settings; odd worlds have many more rules."""
    own, rng = draft.rules.own, draft.rng
    reporting = str(draft.variables["reporting_currency"])
    own["exchange_rates"] = _rates_to(reporting, own["exchange_rates"], rng)
    with draft.stream("margins"):
        if draft.chance(0.6):
            own["margins"] = _margins(draft)
    if not draft.is_plain:
        # Some months take the rate of an earlier one.
        kept = [rate for rate in own["exchange_rates"] if not draft.chance(0.15)]
        own["exchange_rates"] = kept
        for seed, texts in ODD.items():
            if draft.chance(0.6):
                some = rng.sample(texts, rng.randint(1, len(texts)))
                own[seed] = [row(seed, text) for text in some]
        _add_rules_on_attributes(draft)
        for seed in ("exchange_rates", "targets", "exclusions", "goal_scenarios"):
            if draft.chance(0.1):
                own[seed] = []  # a file of nothing but names
        if draft.chance(0.3):
            own.setdefault(rng.choice(list(ODD)), [])
    for seed, rows in own.items():
        draft.rules.add(seed, rows)


def _rates_to(reporting: str, rows: list[SeedRow], rng: random.Random) -> list[SeedRow]:
    """Return rates to another currency; that one's own rate, if it is told, is 1."""
    if reporting == "EUR":
        return rows
    turned = []
    for rate in rows:
        if rate["currency"] != reporting:
            turned.append(rate)
            continue
        turned.append({**rate, "currency": "EUR", "rate": "0.86"})
        if rng.random() < 0.5:
            turned.append({**rate, "rate": rng.choice(["1", "1.000"])})
    return turned


def _margins(draft: Draft) -> list[SeedRow]:
    """Return some months' margins: from before the first close on, or from later."""
    first = add_months(draft.clock.months[0], draft.rng.choice([-24, -24, 0, 3]))
    months = [add_months(first, number) for number in range(0, 40, 5)]
    shares = ["0.5", "0.725", "1", "0", ".8"]
    texts = [f"{month}|{draft.rng.choice(shares)}" for month in months]
    return [row("margins", text) for text in texts]


def _add_rules_on_attributes(draft: Draft) -> None:
    own, names = draft.rules.own, draft.variables["lead_attributes"]
    texts = [t for t in ATTRIBUTE_FIT_RULES if t.split("|")[1] in names]
    if draft.chance(0.5):
        own["fit_rules"] = [row("fit_rules", text) for text in [*FIT_RULES, *texts]]
    some = draft.rng.sample(ODD_EXCLUSIONS, draft.rng.randint(0, 2))
    own["exclusions"] += [row("exclusions", text) for text in some]


def write_own_rules(rules: Rules, folder: Path) -> None:
    """Write a file for each seed that has own rows, or nothing but its columns."""
    folder.mkdir(parents=True)
    for seed, rows in rules.own.items():
        path = folder / f"own_{seed}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS[seed].split(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

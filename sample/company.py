"""What the company itself does: what it spends and what its website sees."""

import itertools
from datetime import timedelta

import catalog
import numpy as np
from people import Plan
from workdays import DAY, EPOCH, SEASON

# campaign, source, own channel, cost type, currency, euros a month, weekly?
BUDGET = (
    ("category_search", "google/cpc", "", "ad_spend", "EUR", 1750, True),
    ("competitor_search", "google/cpc", "", "ad_spend", "EUR", 800, True),
    ("brand_search", "google/cpc", "", "Ad_Spend", "EUR", 380, True),
    ("abm_decision_makers", "linkedin/cpc", "", "ad_spend", "USD", 1150, True),
    ("lookalike_audience", "linkedin/paid_social", "", "ad_spend", "USD", 520, False),
    ("remarketing", "adnetwork/display", "", "ad_spend", "EUR", 260, False),
    ("social_posts", "LinkedIn/social", "", "content", "EUR", 180, False),
    ("content_hub", "", "organic_search", "content", "EUR", 950, False),
    ("newsletter", "newsletter/email", "", "", "", 160, False),
    ("capterra_listing", "capterra/referral", "", "ad_spend", "USD", 340, False),
    ("webinar_series", "zoom/webinar", "", "event", "EUR", 620, False),
    ("", "", "partner", "program", "EUR", 300, False),
    ("contact_data", "", "outbound_sales", "program", "GBP", 280, False),
    ("", "", "outbound_sales", "sales tools", "EUR", 450, False),
    ("", "", "", "salaries", "EUR", 5600, False),
    ("", "", "", "marketing automation", "USD", 950, False),
    ("", "", "", "agency", "EUR", 1300, False),
    ("", "", "", "sales salaries", "EUR", 19000, False),
    ("", "", "", "sales commission", "EUR", 5500, False),
)
# campaign, month, euros
FAIRS = (
    ("hannover_fair", 4, 7200, "EUR"),
    ("martech_days", 9, 6400, "EUR"),
    ("london_summit", 11, 5200, "GBP"),
)
# source, medium, visitors a day in the small sample, pages a session, bounces
SITES = (
    ("google", "organic", 34.0, 3.1, 0.42),
    ("bing", "organic", 4.0, 2.9, 0.45),
    ("google", "cpc", 33.0, 1.7, 0.63),
    ("linkedin", "cpc", 12.0, 1.8, 0.58),
    ("linkedin", "social", 11.0, 2.2, 0.52),
    ("adnetwork", "display", 9.0, 1.3, 0.74),
    ("newsletter", "email", 6.0, 2.8, 0.38),
    ("capterra", "referral", 5.0, 3.3, 0.35),
    ("", "", 18.0, 2.6, 0.44),
)


def split(source: str) -> tuple[str, str]:
    """Split `source/medium`."""
    first, _, second = source.partition("/")
    return first, second


def days_of(plan: Plan) -> list:
    """Return every day of the period."""
    count = (plan.calendar.end - plan.calendar.start) // DAY
    return [EPOCH + timedelta(plan.calendar.start // DAY + i) for i in range(count)]


def make_spend(rng, plan: Plan) -> list[list[str]]:
    """Return the rows of marketing_spend."""
    days = days_of(plan)
    size = plan.leads / len(days) / (2000 / 730)
    rows = []

    def add(day, amount, channel, source, campaign, cost_type, currency):
        if plan.daily:
            amount = round(amount)
        rows.append([
            day.isoformat(), f"{amount:.2f}", f"S{len(rows) + 1:05}", channel,
            *split(source), campaign, cost_type, currency,
        ])  # fmt: skip

    for campaign, source, channel, cost_type, currency, euros, weekly in BUDGET:
        regular = cost_type in ("salaries", "sales salaries", "marketing automation")
        for i, day in enumerate(days):
            season = 1.0 if regular else SEASON[day.month - 1]
            growth = 1 + 0.008 * i / 30.4
            monthly = euros * size * season * growth
            if weekly and plan.daily:
                amount = monthly / 30.4
            elif weekly and day.weekday() == 0:
                amount = monthly * 7 / 30.4
            elif not weekly and day.day == 1:
                amount = monthly
            else:
                continue
            noise = 1.0 if regular else 0.85 + 0.3 * rng.random()
            add(day, amount * noise, channel, source, campaign, cost_type, currency)
    for day, (campaign, month, euros, currency) in itertools.product(days, FAIRS):
        if day.month == month and day.day == 3:
            amount = euros * size * (0.9 + 0.2 * rng.random())
            add(day, amount, "events", "", campaign, "event", currency)
    return rows


def make_traffic(rng, plan: Plan) -> list[list[str]]:
    """Return the rows of web_traffic: one a day or week and source."""
    days = days_of(plan)
    size = plan.leads / len(days) / (2000 / 730)
    rows = []
    weights = plan.calendar.weights / plan.calendar.weights.mean()
    step = 1 if plan.daily else 7
    first = (-days[0].weekday()) % 7 if step == 7 else 0
    starts = sorted({0, *range(first, len(days), step)})
    for start, end in zip(starts, [*starts[1:], len(days)], strict=True):
        for source, medium, daily, pages, bounce in SITES:
            noise = np.interp(rng.random(4), (0, 1), (0.85, 1.15))
            visitors = daily * size * float(weights[start:end].sum()) * noise[0]
            visitors = max(1, round(visitors))
            sessions = round(visitors * 1.25 * noise[1]) + 1
            bounces = min(sessions, round(sessions * bounce * noise[2]))
            organic, social = medium == "organic", medium == "social"
            position = 15 - 8 * start / len(days) + noise[3]
            rows.append([
                days[start].isoformat(), source, medium, str(visitors), str(sessions),
                str(round(sessions * pages * noise[3])), str(bounces),
                str(round(visitors * 0.2 * noise[3])) if social else "",
                f"{position:.1f}" if organic else "",
            ])  # fmt: skip
    return rows


def campaigns() -> set[str]:
    """Return the campaigns that cost something."""
    return {row[0] for row in (*BUDGET, *FAIRS)} - {""}


assert campaigns() >= {row[3] for row in catalog.SOURCES.values()} - {""}

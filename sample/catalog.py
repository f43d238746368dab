"""The made-up company's world: channels, campaigns, people, content.

Everything that is a matter of taste stands here, so that the story is changed here.
"""

from typing import NamedTuple


class Channel(NamedTuple):
    """How leads of one channel come in and how they fare."""

    name: str
    share: float  # of all leads
    engaged: float  # share that engages without ever becoming a deal
    deal_weight: float  # how readily a lead becomes a deal
    win_rate: float
    amount: float  # factor on a deal's amount
    senior: float  # share of decision makers
    lead_sources: tuple[str, ...]
    sources: tuple[str, ...]  # keys of SOURCES for the first touch
    first_touches: tuple[str, ...]  # touch types at creation


# fmt: off
CHANNELS = (
    Channel(
        "paid_search", 0.30, 0.84, 0.42, 0.15, 0.55, 0.30,
        ("Paid Search", "Google Ads", "PPC"),
        ("category_search", "category_search", "competitor_search", "brand_search"),
        ("content_download", "form_submitted", "form_submitted", "trial_started"),
    ),
    Channel(
        "organic_search", 0.08, 0.12, 2.95, 0.42, 1.95, 0.62,
        ("Organic Search", "Website", "Blog"),
        ("google_organic", "google_organic", "bing_organic"),
        ("form_submitted", "form_submitted", "content_download", "content_download",
         "newsletter_signup", "demo_request"),
    ),
    Channel(
        "social", 0.09, 0.34, 0.60, 0.27, 0.90, 0.35,
        ("Social Media", "organic_social"),
        ("social_posts", "social_posts", "youtube"),
        ("content_download", "newsletter_signup"),
    ),
    Channel(
        "paid_social", 0.11, 0.48, 0.55, 0.22, 0.85, 0.45,
        ("Paid_Social", "LinkedIn Ads"),
        ("abm_decision_makers", "lookalike_audience"),
        ("content_download", "form_submitted"),
    ),
    Channel(
        "email", 0.05, 0.44, 1.00, 0.32, 1.00, 0.40,
        ("Newsletter", "Email Campaign"),
        ("newsletter",),
        ("content_download", "form_submitted"),
    ),
    Channel(
        "referral", 0.05, 0.30, 1.90, 0.36, 1.10, 0.50,
        ("Customer Referral", "Referral", "Review Site"),
        ("capterra", "capterra", "partner_blog"),
        ("form_submitted",) * 6 + ("demo_request",),
    ),
    Channel(
        "webinars", 0.08, 0.58, 1.10, 0.32, 1.00, 0.42,
        ("Webinar",),
        ("webinar_series",),
        ("webinar_registered",),
    ),
    Channel(
        "events", 0.07, 0.45, 1.20, 0.30, 1.25, 0.48,
        ("Trade Show", "Event", "Conference"),
        ("hannover_fair", "martech_days", "london_summit"),
        ("event_attended",),
    ),
    Channel(
        "display", 0.04, 0.22, 0.40, 0.22, 0.70, 0.30,
        ("Display", "Retargeting"),
        ("remarketing",),
        ("content_download", "newsletter_signup"),
    ),
    Channel(
        "outbound_sales", 0.06, 0.10, 1.50, 0.26, 1.50, 0.60,
        ("Cold Call", "Cold Email", "Sales Prospecting"),
        ("none",),
        ("sales_email", "sales_call"),
    ),
    Channel(
        "partner", 0.03, 0.32, 2.00, 0.40, 1.20, 0.50,
        ("Partner Referral", "Reseller"),
        ("partner",),
        ("form_submitted",),
    ),
    Channel(
        "direct", 0.02, 0.28, 1.30, 0.32, 1.00, 0.45,
        ("Direct Traffic", ""),
        ("none",),
        ("form_submitted",) * 6 + ("demo_request",),
    ),
    Channel(
        "unknown", 0.01, 0.00, 0.80, 0.28, 1.00, 0.40,
        ("", "unknown"),
        ("none",),
        (),
    ),
)
# fmt: on

# key: (channel, utm_source, utm_medium, utm_campaign); "" is null.
SOURCES = {
    "none": ("", "", "", ""),
    "google_organic": ("", "google", "organic", ""),
    "bing_organic": ("", "bing", "organic", ""),
    "brand_search": ("", "google", "cpc", "brand_search"),
    "category_search": ("", "google", "cpc", "category_search"),
    "competitor_search": ("", "google", "cpc", "competitor_search"),
    "abm_decision_makers": ("", "linkedin", "cpc", "abm_decision_makers"),
    "lookalike_audience": ("", "linkedin", "paid_social", "lookalike_audience"),
    "remarketing": ("", "adnetwork", "display", "remarketing"),
    "social_posts": ("", "LinkedIn", "social", "social_posts"),
    "youtube": ("", "youtube", "social", ""),
    "newsletter": ("", "newsletter", "email", "newsletter"),
    "capterra": ("", "capterra", "referral", "capterra_listing"),
    "partner_blog": ("", "blog.example", "referral", ""),
    "webinar_series": ("", "zoom", "webinar", "webinar_series"),
    "hannover_fair": ("events", "", "", "hannover_fair"),
    "martech_days": ("events", "", "", "martech_days"),
    "london_summit": ("events", "", "", "london_summit"),
    "partner": ("partner", "", "", ""),
}

TOUCH_TYPES = (
    "page_view", "pricing_page_view", "blog_view", "content_download",
    "form_submitted", "newsletter_signup", "webinar_registered",
    "webinar_attended", "event_attended", "ad_click", "chat_started",
    "demo_request", "contact_sales", "trial_started", "product_login",
    "feature_activated", "email_sent", "email_delivered", "email_opened",
    "email_machine_opened", "email_clicked", "email_unsubscribed", "sales_call",
    "sales_email", "sales_meeting", "careers_page_view",
)  # fmt: skip

DOWNLOADS = ("roi_calculator", "scoring_guide", "benchmark_report", "crm_checklist")
WEBINARS = ("live_demo", "forecasting_101", "attribution_clinic")
PAGES = ("home", "product", "customers", "docs")
POSTS = ("beyond_the_mql", "pipeline_math", "lead_scoring_myths")
# program: (its mails, its share of the nurtured leads, effect on becoming a deal)
PROGRAMS = {
    "welcome_series": (("welcome_1", "welcome_2", "welcome_3"), 0.45, 1.1),
    "product_education": (("education_1", "education_2", "education_3"), 0.35, 1.3),
    "customer_stories": (("story_1", "story_2"), 0.20, 1.5),
}

# (title, weight)
SENIOR_TITLES = (
    ("Chief Marketing Officer", 3), ("CMO", 2), ("VP Marketing", 4),
    ("Head of Marketing", 5), ("Director of Marketing", 3), ("VP Sales", 3),
    ("Head of Sales", 4), ("Chief Revenue Officer", 2), ("CEO", 3), ("Founder", 2),
    ("Head of IT", 2), ("CTO", 1), ("Director of Operations", 2), ("CFO", 1),
    ("Managing Director", 2),
)  # fmt: skip
OTHER_TITLES = (
    ("Marketing Manager", 9), ("Demand Generation Manager", 5), ("Sales Manager", 4),
    ("Marketing Operations Manager", 4), ("Marketing Specialist", 6),
    ("Data Analyst", 3), ("Business Analyst", 2), ("Sales Representative", 2),
    ("Content Editor", 3), ("Office Assistant", 2), ("Consultant", 2),
    ("Student", 1), ("Intern", 1), ("", 2),
)  # fmt: skip

# (country, region, currency, weight, owners)
COUNTRIES = (
    ("Germany", "DACH", "EUR", 34, ("Anna Berg", "Jonas Keller", "Mia Vogel")),
    ("Austria", "DACH", "EUR", 6, ("Anna Berg", "Mia Vogel")),
    ("Switzerland", "DACH", "EUR", 5, ("Jonas Keller", "Mia Vogel")),
    ("United Kingdom", "UK & Ireland", "GBP", 14, ("Oliver Hart", "Priya Shah")),
    ("Ireland", "UK & Ireland", "EUR", 3, ("Oliver Hart", "Priya Shah")),
    ("United States", "North America", "USD", 16, ("Dana Cole", "Luis Ortega")),
    ("Canada", "North America", "USD", 4, ("Dana Cole", "Luis Ortega")),
    ("Netherlands", "Benelux", "EUR", 9, ("Femke de Wit",)),
    ("Belgium", "Benelux", "EUR", 4, ("Femke de Wit",)),
    ("Sweden", "Nordics", "EUR", 5, ("Erik Lund",)),
)
CURRENCIES = ("EUR", "USD", "GBP", "")

INDUSTRIES = (
    "Software", "Manufacturing", "Financial Services", "Logistics", "Healthcare",
    "Retail", "Media", "Education", "Energy", "Public Sector",
)  # fmt: skip
SIZES = (3, 8, 15, 25, 40, 60, 90, 130, 180, 250, 400, 650, 900, 1500, 4000, 12000)
INTERESTS = ("analytics", "attribution", "forecasting", "automation", "")
CHALLENGES = ("data quality", "lead follow-up", "proof of value", "too few leads", "")
GENDERS = ("", "female", "male", "diverse")

FIRST_NAMES = (
    "Lena", "Max", "Sophie", "Paul", "Emma", "Noah", "Marie", "Finn", "Clara", "Tom",
    "Julia", "Ben", "Laura", "Leon", "Sara", "David", "Nina", "Jan", "Eva", "Tim",
    "Ida", "Lars", "Amy", "Jack", "Olivia", "Liam", "Zoë", "Hugo", "Nora", "Omar",
)  # fmt: skip
LAST_NAMES = (
    "Müller", "Schmidt", "Weber", "Fischer", "Wagner", "Becker", "Koch", "Richter",
    "Smith", "Jones", "Taylor", "Brown", "Wilson", "Evans", "Miller", "Davis",
    "de Vries", "Jansen", "Bakker", "Visser", "Lindberg", "Nyström", "O'Neill",
    "Moreau", "Rossi", "Garcia", "Novak", "Kowalski", "Larsen", "Haddad",
)  # fmt: skip
COMPANY_HEADS = (
    "Nord", "Alpen", "Blue", "River", "Stern", "Quanta", "Vector", "Solid", "Green",
    "Hansa", "Orbit", "Prime", "Rhein", "Silver", "Terra", "Union", "Vista", "Wald",
    "Zenit", "Amber", "Bright", "Cobalt", "Delta", "Echo", "Fjord", "Granit", "Helio",
    "Iron", "Jura", "Kite",
)  # fmt: skip
COMPANY_TAILS = (
    "werk", "soft", "logic", "tech", "line", "systems", "labs", "parts", "media",
    "group", "data", "motion", "port", "grid", "works", "forge", "cloud", "care",
    "trade", "lift", "cargo", "mill", "net", "point", "scope", "space", "stack",
    "stone", "tools", "way",
)  # fmt: skip

STATUSES = (
    "MQL", "Sales Accepted", "SQL", "Recycled", "Nurture", "Not Now", "Unresponsive",
    "Disqualified", "Junk", "Working",
)  # fmt: skip
STAGES = (
    "Prospecting", "Discovery", "Proposal", "Negotiation", "Verbal Commitment",
    "Closed Won", "Closed Lost", "No Decision",
)  # fmt: skip

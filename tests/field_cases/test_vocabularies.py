"""What HubSpot and Salesforce call things by default is known in any spelling."""

import pytest

from field_cases.building import built

# Names as the API or as an export writes them, and the channel that follows.
LEAD_SOURCES = {
    "ORGANIC_SEARCH": "organic_search",
    "Organic search": "organic_search",
    "PAID_SEARCH": "paid_search",
    "Paid search": "paid_search",
    "EMAIL_MARKETING": "email",
    "Email marketing": "email",
    "SOCIAL_MEDIA": "social",
    "Organic social": "social",
    "PAID_SOCIAL": "paid_social",
    "Paid social": "paid_social",
    "REFERRALS": "referral",
    "Referrals": "referral",
    "AI_REFERRALS": "referral",
    "AI referrals": "referral",
    "OTHER_CAMPAIGNS": "other",
    "Other campaigns": "other",
    "DIRECT_TRAFFIC": "direct",
    "Direct traffic": "direct",
    "OFFLINE": "other",
    "Offline sources": "other",
    "Web": "unknown",
    "Phone Inquiry": "direct",
    "Partner Referral": "partner",
    "Purchased List": "outbound_sales",
    "Advertisement": "paid_other",
    "Employee Referral": "referral",
    "External Referral": "referral",
    "Partner": "partner",
    "Public Relations": "other",
    "Seminar - Internal": "events",
    "Seminar - Partner": "partner",
    "Trade Show": "events",
    "Word of mouth": "other",
    "Other": "other",
}
STATUSES = {
    "ignored": [
        *("subscriber", "lead", "opportunity", "customer", "evangelist", "other"),
        *("NEW", "OPEN", "IN_PROGRESS", "In progress", "OPEN_DEAL", "Open deal"),
        *("ATTEMPTED_TO_CONTACT", "Attempted to contact", "CONNECTED"),
        *("Open - Not Contacted", "Working - Contacted"),
    ],
    "mql": ["marketingqualifiedlead", "Marketing Qualified Lead"],
    "sql": ["salesqualifiedlead", "Sales qualified lead", "Closed - Converted"],
    "recycled": ["BAD_TIMING", "Nurturing"],
    "disqualified": ["UNQUALIFIED", "Closed - Not Converted"],
}
STAGES = {
    "prospect": ["Prospecting"],
    "opportunity": [
        *("appointmentscheduled", "Appointment Scheduled", "qualifiedtobuy"),
        *("Qualified To Buy", "presentationscheduled", "Presentation Scheduled"),
        *("decisionmakerboughtin", "Decision Maker Bought-In", "Qualification"),
        *("Needs Analysis", "Value Proposition", "Id. Decision Makers"),
        *("Perception Analysis", "Proposal/Price Quote", "Negotiation/Review"),
    ],
    "commit": ["contractsent", "Contract Sent"],
    "won": ["closedwon", "Closed won", "Closed Won"],
    "lost": ["closedlost", "Closed lost", "Closed Lost"],
}
UNMAPPED = ["Billboard", "Chamber of commerce", "Billboard"]


def named(meanings):
    """Return pairs of a name and what it means."""
    return [(name, meaning) for meaning, names in meanings.items() for name in names]


@pytest.fixture(scope="module")
def query(tmp_path_factory):
    """Return a function that asks what was built of all names."""
    home = tmp_path_factory.mktemp("vocabularies")
    files = {
        "leads": [
            "lead_id,created_at,lead_source",
            *(f"{name},2026-03-02,{name}" for name in LEAD_SOURCES),
            *(f"u{number},2026-03-02,{name}" for number, name in enumerate(UNMAPPED)),
        ],
        "touchpoints": ["touchpoint_id,occurred_at,touch_type,lead_id"],
        "deals": [
            "deal_id,created_at,stage,stage_kind",
            *(f"{name},2026-03-05,{name}," for name, _ in named(STAGES)),
            "by the CRM,2026-03-05,8812001,won",
            "nobody knows,2026-03-05,8812001,",
        ],
        "lead_status_changes": [
            "lead_id,status,changed_at",
            *(f"Web,{name},2026-03-05" for name, _ in named(STATUSES)),
        ],
    }
    with built(home, files, "+fct_data_quality_issues", "+dim_leads") as ask:
        yield ask


def test_lead_sources_stand_for_their_channels(query):
    found = query("select lead_id, first_touch_channel from dim_leads")
    assert dict(found) == LEAD_SOURCES | {
        "u0": "unknown",
        "u1": "unknown",
        "u2": "unknown",
    }


def test_stages_and_statuses_mean_what_they_say(query):
    stages = query("select deal_id, mapped_stage from stg_deals_classified")
    assert dict(stages) == dict(named(STAGES)) | {
        "by the CRM": "won",
        "nobody knows": "opportunity",
    }
    statuses = query(
        "select status, mapped_status from stg_lead_status_changes_classified"
    )
    assert dict(statuses) == dict(named(STATUSES))


def test_what_no_rule_knows_is_named_with_its_record(query):
    issues = query(
        "select record_id, reason from fct_data_quality_issues "
        "where reason like 'unknown%'"
    )
    assert sorted(issues) == [
        ("nobody knows", "unknown_stage"),
        ("u0", "unknown_lead_source"),
        ("u1", "unknown_lead_source"),
        ("u2", "unknown_lead_source"),
    ]

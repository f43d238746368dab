"""A link's source and medium end in the channel that Google Analytics 4 would give.

Its default channel group is public, and so are its categories of sources. The pairs
beside this file say what it gives, what this project gives and, where that is another,
why. Each pair comes in by a touch, all in one build.
"""

import csv
from pathlib import Path

import pytest

from field_cases.building import built
from run_dbt import PROJECT

PAIRS = list(csv.DictReader((Path(__file__).parent / "ga4_pairs.csv").open()))
# What the channels of GA4 are called here: nothing has a channel for shopping alone.
NAMES = {
    "Direct": "direct",
    "Paid Search": "paid_search",
    "Paid Social": "paid_social",
    "Paid Video": "paid_social",
    "Paid Shopping": "paid_other",
    "Paid Other": "paid_other",
    "Display": "display",
    "Organic Search": "organic_search",
    "Organic Social": "social",
    "Organic Video": "video",
    "Organic Shopping": "referral",
    "Referral": "referral",
    "Email": "email",
    "Affiliates": "partner",
    "Audio": "other",
    "SMS": "other",
    "Mobile Push Notifications": "other",
    "Unassigned": "unknown",
}
UNPAID = {"organic_search", "social", "direct", "referral", "email", "video"}
TOUCHES = (
    "touchpoint_id,occurred_at,touch_type,lead_id,"
    "channel,utm_source,utm_medium,utm_campaign"
)
# Other ways in, and a payment page, whose campaign is none either.
MORE = [
    "own,2026-03-02,form_submitted,L1,Paid-Social,checkout.stripe.com,referral,spring",
    "click,2026-03-02,ad_click,L1,,,,",
    "click with values,2026-03-02,ad_click,L1,,google,organic,spring",
    "click to pay,2026-03-02,ad_click,L1,,paypal,referral,spring",
    "opened,2026-03-02,email_opened,L1,,,,",
]
SPEND = [
    "a,2026-03-01,1000,,fb,cpc,spring",
    "b,2026-03-01,500,,google,cpc,spring",
    "c,2026-03-01,10,PAID SEARCH,paypal,,spring",
    "d,2026-03-01,1,,paypal,referral,spring",
]


@pytest.fixture(scope="module")
def query(tmp_path_factory):
    """Return a function that asks what was built of all pairs."""
    home = tmp_path_factory.mktemp("channels")
    touches = [
        f"{number},2026-03-02,form_submitted,L1,,{pair['utm_source']},{pair['utm_medium']},"
        for number, pair in enumerate(PAIRS)
    ]
    files = {
        "leads": ["lead_id,created_at", "L1,2026-03-02"],
        "deals": ["deal_id,created_at,stage"],
        "touchpoints": [TOUCHES, *touches, *MORE],
        "marketing_spend": [
            "spend_id,spend_date,amount,channel,utm_source,utm_medium,campaign",
            *SPEND,
        ],
    }
    with built(home, files, "+int_touchpoints_scored", "+int_spend") as ask:
        yield ask


def test_every_pair_ends_in_its_channel(query):
    channels = dict(query("select touchpoint_id, channel from int_touchpoints_scored"))
    wrong = [
        f"{pair['utm_source']} / {pair['utm_medium']}: {channels[str(number)]}, "
        f"not {pair['channel']}"
        for number, pair in enumerate(PAIRS)
        if channels[str(number)] != pair["channel"]
    ]
    assert not wrong, "\n".join(wrong)


def test_another_channel_than_that_of_ga4_has_a_reason_and_only_such_a_one():
    assert len(PAIRS) >= 120
    unfounded = [
        pair
        for pair in PAIRS
        if bool(pair["reason"]) != (NAMES[pair["ga4"]] != pair["channel"])
    ]
    assert not unfounded
    assert not [
        pair
        for pair in PAIRS
        if pair["ga4"].startswith("Paid") and pair["channel"] in UNPAID
    ]


def test_an_own_channel_counts_and_a_payment_page_takes_no_part(query):
    touches = query(
        "select touchpoint_id, channel, campaign, is_interaction "
        "from int_touchpoints_scored where try_cast(touchpoint_id as int) is null"
    )
    assert sorted(touches) == [
        ("click", "paid_other", None, True),
        ("click to pay", "paid_other", None, True),
        ("click with values", "organic_search", "spring", True),
        ("opened", "email", None, False),
        ("own", "paid_social", None, True),
    ]
    assert query("select spend_id, channel, campaign from int_spend order by 1") == [
        ("a", "paid_social", "spring"),
        ("b", "paid_search", "spring"),
        ("c", "paid_search", None),
        ("d", None, None),
    ]


def test_the_best_known_sources_are_there_with_their_hosts():
    with (PROJECT / "seeds/rules/source_categories.csv").open(encoding="utf-8") as file:
        categories = {
            row["utm_source"]: row["category"] for row in csv.DictReader(file)
        }
    assert len(categories) > 150
    assert set(categories.values()) == {
        *("search", "social", "video", "email", "shopping", "payment"),
    }

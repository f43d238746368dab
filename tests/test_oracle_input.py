"""What raw texts, channels and own rules mean, worked out by hand from the contract."""

import json
from datetime import date, datetime
from functools import partial

import pytest

from by_hand import (
    TOUCH_TYPE_COLUMNS,
    company,
    deal,
    lead,
    recomputed,
    rows_of,
    status,
    the,
    touch,
)
from oracle.rule_files import RuleFiles
from oracle.values import cleaned_id, has_decimal_comma, source_and_medium

CATEGORIES = """utm_source,category
google,search
www.google.com,search
facebook,social
checkout.example,payment
"""
RULE_COLUMNS = "priority,source_category,utm_source_pattern,utm_medium_pattern,channel"


@pytest.fixture
def report(tmp_path):
    """Return a function that recomputes the tables of a few raw rows."""
    return partial(recomputed, tmp_path)


def reasons_of(tables, **wanted):
    """Return the reasons of all issues that have these values."""
    issues = rows_of(tables["fct_data_quality_issues"], **wanted)
    return sorted(issue["reason"] for issue in issues)


def channels_of(tables):
    """Return the channels of all touches, in their order."""
    touches = sorted(tables["fct_touchpoints"], key=lambda row: row["touchpoint_id"])
    return [row["channel"] for row in touches]


# Ids


@pytest.mark.parametrize(
    ("column", "text", "counted"),
    [
        ("lead_id", "7001.0", "7001"),
        ("lead_id", "7001.00", "7001.00"),
        ("lead_id", "A7.0", "A7.0"),
        ("lead_id", "Undefined", None),
        ("lead_id", "\\n", None),
        ("lead_id", "[OBJECT object]", None),
        ("lead_id", "0", "0"),
        ("lead_id", "(direct)", "(direct)"),
        ("anonymous_id", "0", None),
        ("account_id", "00000000-0000-0000-0000-000000000000", None),
        ("account_id", "0.0", None),
        ("anonymous_id", 32 * "0", None),
        ("anonymous_id", 32 * "0" + ".0", None),
        ("account_id", 31 * "0", 31 * "0"),
    ],
)
def test_ids(column, text, counted):
    assert cleaned_id(column, text) == counted


def test_one_lead_is_one_lead_however_its_id_is_written(report):
    tables = report(
        {
            "leads": [
                lead("7001.0", updated_at="2024-02-01", country="new"),
                lead("7001", updated_at="2024-01-01", country="old"),
                lead("n/a"),
            ],
            "touchpoints": [
                touch(1, "2024-01-11", lead_id="7001"),
                touch(2, "2024-01-12", lead_id="null", anonymous_id="None"),
                touch("undefined", "2024-01-12", lead_id="7001"),
            ],
            "deals": [deal("5.0", lead_id="7001.0", account_id="(not set)")],
        }
    )
    row = the(tables["dim_leads"])
    assert (row["lead_id"], row["country"]) == ("7001", "new")
    assert the(tables["fct_deals"])["customer_key"] == "lead:7001"
    assert the(tables["fct_deals"])["deal_id"] == "5"
    assert reasons_of(tables, source_table="leads") == ["missing_id"]
    assert reasons_of(tables, source_table="touchpoints") == ["unidentified_touch"]
    assert len(tables["fct_touchpoints"]) == 2  # Tundefined is an id like any


# utm values and campaigns


@pytest.mark.parametrize(
    ("source", "medium", "counted"),
    [
        ("google / cpc", None, ("google", "cpc")),
        ("google / cpc", "CPC", ("google", "CPC")),
        ("google / paid_search", "Paid Search", ("google", "Paid Search")),
        ("google / cpc", "(not set)", ("google", "cpc")),
        ("google / cpc", "email", ("google / cpc", "email")),
        ("google / (none)", None, ("google", None)),
        ("(direct) / (none)", None, (None, None)),
        ("a / b / c", None, ("a / b / c", None)),
        ("google/cpc", None, ("google/cpc", None)),
        ("a/b / c", None, ("a/b", "c")),
        ("google,google", "cpc|CPC", ("google", "cpc")),
        ("google, Google", "paid_social,Paid Social", ("google", "paid_social")),
        ("google,bing", "cpc,", ("google,bing", "cpc,")),
        ("google / cpc,google / cpc", None, ("google", "cpc")),
        ("google  /  cpc", None, ("google", "cpc")),
        ("google\t / cpc", None, ("google\t", "cpc")),
        ("cpc,\tcpc", None, ("cpc,\tcpc", None)),
        ("none,none", "NaN", (None, None)),
        (None, "(direct)", (None, None)),
    ],
)
def test_source_and_medium(source, medium, counted):
    assert source_and_medium(source, medium) == counted


@pytest.mark.parametrize(
    ("text", "campaign"),
    [
        ("Spring+Sale", "spring sale"),
        ("spring%20%20sale", "spring sale"),
        ("SPRING +  sale+", "spring sale"),
        ("spring_sale", "spring_sale"),
        ("spring%2Fsale", "spring%2fsale"),
        ("(Not+Set)", None),
        ("+", None),
    ],
)
def test_a_campaign_has_one_spelling(report, text, campaign):
    raw = {
        "leads": [lead()],
        "touchpoints": [touch(1, "2024-01-10", utm_campaign=text, channel="search")],
        "marketing_spend": [
            {"spend_date": "2024-01-10", "amount": "1", "campaign": text}
        ],
    }
    tables = report(raw)
    assert the(tables["fct_touchpoints"])["campaign"] == campaign
    assert the(tables["fct_spend"])["campaign"] == campaign


def test_rows_are_compared_as_they_came(report):
    spend = {"spend_date": "2024-01-10", "amount": "1", "spend_id": "n/a"}
    raw = {
        "leads": [
            lead("7.0", "2024-01-10", status="a"),
            lead("7", "2024-01-10", status="z"),
        ],
        "marketing_spend": [
            {**spend, "campaign": "a b"},
            {**spend, "campaign": "A+b"},
            {**spend, "campaign": " a b\t"},
        ],
    }
    tables = report(raw)
    # Two of the three are the same text; the third only means the same.
    assert len(tables["fct_spend"]) == 2
    assert reasons_of(tables) == ["identical_rows"]
    # Both are versions of lead 7, and 7.0 is the greater text.
    assert (
        the(tables["fct_data_quality_summary"], source_table="leads")["accepted"] == 1
    )


# Times


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-07-01", datetime(2024, 6, 30, 22)),
        ("2024-07-01 10:00", datetime(2024, 7, 1, 10)),
        ("2024-07-01T10:00:59.1234567+0530", datetime(2024, 7, 1, 4, 30, 59, 123456)),
        ("\u00a02024-07-01T10:00Z\t", datetime(2024, 7, 1, 10)),
        ("2024-07-01T10:00 Z", datetime(2024, 7, 1, 10)),
        ("2024-07-01 10:00:00.123 UTC", datetime(2024, 7, 1, 10, 0, 0, 123000)),
        ("2024-07-01 9:05", datetime(2024, 7, 1, 9, 5)),
        ("2024-07-01 10:00GMT", datetime(2024, 7, 1, 10)),
        ("2024-07-01 10:00:00 +0200 UTC", datetime(2024, 7, 1, 8)),
        ("2024-07-01T10:00-07", datetime(2024, 7, 1, 17)),
        ("2024-07-01 10:00 utc", None),
        ("2024-07-01 10:00  UTC", None),
        ("2024-07-01 10:00Z UTC", None),
        ("2024-07-01 10:00 UTC UTC", None),
        ("2024-07-01 UTC", None),
        ("2024-07-01  10:00", None),
        ("2024-07-01T10:00:00.", None),
        ("2024-02-30", None),
        ("2024-07-01T24:00", None),
        ("1989-12-31", None),
        ("01.07.2024", None),
    ],
)
def test_timestamps(report, text, moment):
    raw = {"leads": [lead(created_at=text)]}
    tables = report(raw, reporting_timezone="Europe/Berlin")
    assert [row["lead_at"] for row in tables["dim_leads"]] == [moment] * bool(moment)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-07-01 10:00", datetime(2024, 7, 1, 8)),
        ("2024-07-01 10:00Z", datetime(2024, 7, 1, 10)),
        ("2024-07-01", datetime(2024, 7, 1)),  # a mere date is the report's
        ("2024-03-31 02:30", datetime(2024, 3, 31, 1, 30)),  # is 03:30
        ("2024-10-27 02:30", datetime(2024, 10, 27, 1, 30)),  # the later of two
        ("2024-10-27 01:59", datetime(2024, 10, 26, 23, 59)),
    ],
)
def test_a_time_without_offset_is_of_input_timezone(report, text, moment):
    tables = report({"leads": [lead(created_at=text)]}, input_timezone="Europe/Berlin")
    assert the(tables["dim_leads"])["lead_at"] == moment


def test_a_day_that_starts_twice_starts_at_the_earlier_moment(report):
    raw = {"leads": [lead(created_at="2024-11-03")]}  # at 1:00 it is 0:00 again
    tables = report(raw, reporting_timezone="America/Havana")
    assert the(tables["dim_leads"])["lead_at"] == datetime(2024, 11, 3, 4)


# Amounts


@pytest.mark.parametrize(
    ("text", "is_sure"),
    [
        ("1,5", True),
        ("-1.250,00", True),
        ("1.250,000", True),
        ("1,250", False),
        ("1,250,000", False),
        ("1.250", False),
        ("5 EUR, net", False),
    ],
)
def test_a_decimal_comma(text, is_sure):
    assert has_decimal_comma(text) is is_sure


def test_a_european_thousand_is_no_thousandth(report):
    def won(deal_id, amount):
        return deal(deal_id, stage="Won", closed_at="2024-02-02", amount=amount)

    spend = {"spend_date": "2024-02-10", "amount": "1.250", "channel": "search"}
    deals = [won("D1", "1.250"), won("D2", "12.5"), won("D3", "+2.000")]
    tables = report({"deals": deals, "marketing_spend": [spend]})
    assert [row["amount"] for row in tables["fct_deals"]] == [1.25, 12.5, 2]
    # One amount with a decimal comma, even on a row that is rejected.
    rejected = {**won(None, "30,5"), "deal_id": None}
    tables = report({"deals": [*deals, rejected], "marketing_spend": [spend]})
    assert [row["amount"] for row in tables["fct_deals"]] == [None, 12.5, None]
    assert reasons_of(tables, severity="warning") == ["invalid_amount"] * 2
    assert the(tables["fct_spend"])["amount"] == 1.25  # each table for itself
    tables = report({"marketing_spend": [spend, {**spend, "amount": "1,5"}]})
    assert reasons_of(tables) == ["invalid_amount"] * 2


# Columns


def test_new_columns_take_part_in_choosing_a_version(report):
    raw = {
        "leads": [lead(status="a", plan="z"), lead(status="b", plan="a")],
        "deals": [deal(stage="?", lost_reason=reason) for reason in "bca"],
    }
    own = {"fit_rules": "rule,attribute,operator,value,points\nr,plan,equals,A,7\n"}
    tables = report(raw, own, lead_attributes=["missing", "plan"])
    # The status comes before the attributes; the lost_reason is all that differs.
    assert the(tables["dim_leads"])["fit_score"] == 7
    raw_row = json.loads(the(tables["fct_data_quality_issues"])["raw_row"])
    assert raw_row["lost_reason"] == "c"


def test_rules_may_name_the_new_columns(report):
    own = {
        "fit_rules": """rule,attribute,operator,value,points
a,account_id,equals,ACME,1
b,status,in,open|new,2
c,plan,between,10..,4
d,plan,equals,n/a,0.5
""",
        "exclusions": """rule,attribute,operator,value,reason
x,status,equals,spam,spam
""",
    }
    raw = {
        "leads": [
            lead("L1", account_id="acme", status="New", plan="10.0"),
            lead("L2", plan="N/A"),
            lead("L3", status="Spam"),
        ]
    }
    tables = report(raw, own, lead_attributes=["plan"])
    assert [row["fit_score"] for row in tables["dim_leads"]] == [7, 0.5]
    assert reasons_of(tables) == ["excluded"]


def test_points_may_have_decimals(report):
    own = {
        "touch_types": f"{TOUCH_TYPE_COLUMNS}\nglance,0.1,,true,,,,,\n",
    }
    raw = {
        "leads": [lead()],
        "touchpoints": [touch(n, f"2024-01-{10 + n}", "glance") for n in range(1, 11)],
    }
    tables = report(raw, own, mql_score=1, mql_min_fit_score=0)
    assert the(tables["dim_leads"])["mql_at"] == datetime(2024, 1, 20)
    assert the(tables["dim_leads"])["lead_score"] == 1


# Stages and statuses


def test_a_stage_is_known_by_its_pipeline_or_by_the_crm_itself(report):
    own = {
        "deal_stages": """crm_stage,pipeline,stage
Talk,Partner_Sales,commit
Step 3,Partner_Sales,prospect
"""
    }
    raw = {
        "deals": [
            deal("D1", pipeline="partner sales"),
            deal("D2", pipeline="other"),
            deal("D3", stage="Step 3", pipeline="other", stage_kind="Commit"),
            deal("D4", stage="Step 3", stage_kind="open"),
            deal("D5", stage="Step 3", pipeline="PARTNER-SALES", stage_kind="won"),
        ],
        "deal_stage_changes": [
            # Without a pipeline, that of its deal; else its own.
            {"deal_id": "D1", "stage": "Talk", "changed_at": "2024-02-02"},
            {"deal_id": "D2", "stage": "Talk", "changed_at": "2024-02-02",
             "pipeline": "partner sales"},
            {"deal_id": "D3", "stage": "?", "changed_at": "2024-02-03",
             "stage_kind": "prospect"},
            {"deal_id": "D3", "stage": "Huh - What", "changed_at": "2024-02-05"},
        ],
    }  # fmt: skip
    tables = report(raw, own)
    stages = [row["stage"] for row in tables["fct_deals"]]
    assert stages == ["commit", "opportunity", "commit", "opportunity", "prospect"]
    commits = [row["commit_at"] for row in tables["fct_deals"][:2]]
    assert commits == [datetime(2024, 2, 2)] * 2
    assert tables["fct_deals"][2]["opportunity_at"] == datetime(2024, 2, 5)
    assert reasons_of(tables) == ["unknown_stage"] * 2
    assert tables["fct_unmapped_values"] == [
        {
            "source_table": "deals",
            "column_name": "stage",
            "value": "step 3",
            "rows": 1,
            "first_seen": date(2024, 2, 1),
            "last_seen": date(2024, 2, 1),
        },
        {
            "source_table": "deal_stage_changes",
            "column_name": "stage",
            "value": "huh what",
            "rows": 1,
            "first_seen": date(2024, 2, 5),
            "last_seen": date(2024, 2, 5),
        },
    ]


def test_a_status_is_known_by_its_field(report):
    own = {"lead_statuses": "crm_status,field,status\nMQL,Lead Status,ignored\n"}
    raw = {
        "leads": [lead()],
        "lead_status_changes": [
            {**status("mql", "2024-01-11"), "field": "lead_status"},
            {**status("mql", "2024-01-12"), "field": "lifecycle"},
            {**status("s_q-l", "2024-01-13"), "field": "lifecycle"},
        ],
    }
    tables = report(raw, own)
    assert the(tables["dim_leads"])["mql_at"] == datetime(2024, 1, 12)
    assert reasons_of(tables) == ["unknown_status"]


# Channels


def test_looked_up_values_may_have_blanks_underscores_and_hyphens(report):
    raw = {
        "leads": [lead("L1", lead_source="TRADE__fair")],
        "touchpoints": [
            touch(1, "2024-02-10", "Page-View", channel="Big - Events"),
            touch(2, "2024-02-11", "page view", channel="eve nts"),
        ],
        "marketing_spend": [
            {"spend_date": "2024-02-10", "amount": "2", "cost_type": "Sell ers"}
        ],
    }
    own = {
        "channels": "channel,direction,is_marketing\nBig_Events,inbound,true\n",
        "cost_types": "cost_type,kind\nsell_ers,sales\n",
    }
    tables = report(raw, own)
    assert channels_of(tables) == ["Big_Events", "unknown"]
    assert {row["touch_type"] for row in tables["fct_touchpoints"]} == {"page_view"}
    assert the(tables["fct_spend"])["kind"] == "sales"
    assert the(tables["dim_leads"])["first_touch_channel"] == "events"
    assert reasons_of(tables) == ["unknown_channel"]


def test_a_source_has_a_category_and_a_payment_page_brings_nobody(report):
    own = {
        "source_categories": CATEGORIES,
        "channel_rules": f"""{RULE_COLUMNS}
1,social,,cp_,sales
2,Search,,,search
3,payment,,,sales
9,,,cpc,events
""",
    }
    utm_values = [
        ("Facebook", "cpc"),  # sales
        ("WWW.GOOGLE.COM", None),  # search
        ("nowhere", "cpc"),  # events
        (None, "cpc"),  # events
        ("checkout.example", "referral"),  # nothing, so direct
        ("facebook", "post"),  # unknown
    ]
    touches = [
        touch(n, "2024-01-10", utm_source=source, utm_medium=medium, utm_campaign="c")
        for n, (source, medium) in enumerate(utm_values)
    ]
    touches.append(
        touch(7, "2024-01-10", utm_source="checkout.example", channel="events")
    )
    traffic = {"traffic_date": "2024-01-10", "visitors": "1"}
    raw = {
        "leads": [lead()],
        "touchpoints": touches,
        "web_traffic": [{**traffic, "utm_source": "Checkout.Example"}],
        "marketing_spend": [
            {"spend_date": "2024-01-10", "amount": "1", "utm_source": "a - b",
             "utm_medium": "(None)", "channel": ""},
        ],
    }  # fmt: skip
    tables = report(raw, own)
    found = ["sales", "search", "events", "events", "direct", "unknown", "events"]
    assert channels_of(tables) == found
    campaigns = [row["campaign"] for row in tables["fct_touchpoints"]]
    assert campaigns == ["c", "c", "c", "c", None, "c", None]
    web = rows_of(tables["fct_web_traffic_monthly"], segment="direct")
    assert web[0]["visitors"] == 1
    values = [
        (row["source_table"], row["value"]) for row in tables["fct_unmapped_values"]
    ]
    assert values == [
        ("touchpoints", "facebook / post"),
        ("marketing_spend", "a b / (none)"),
    ]


def test_spend_takes_the_campaigns_name_in_the_links(report):
    own = {
        "campaign_names": """source,campaign,utm_campaign
Face_Book,Leads 2024,spring
,leads 2024,summer
"""
    }
    spend = {"spend_date": "2024-01-10", "amount": "1", "campaign": "LEADS+2024"}
    raw = {
        "marketing_spend": [
            {**spend, "utm_source": "face-book / cpc"},
            {**spend, "utm_source": "google"},
            {**spend, "campaign": "leads"},
        ]
    }
    campaigns = {row["campaign"] for row in report(raw, own)["fct_spend"]}
    assert campaigns == {"spring", "summer", "leads"}


def test_lead_sources_that_no_rule_knows_and_visitors_of_three_leads(report):
    names = ["L1", "L2", "L3", "nobody", None]
    raw = {
        "leads": [
            lead("L1", lead_source="Trade-Fair"),
            lead("L2", lead_source="Word of_Mouth"),
            lead("L3", lead_source="word OF mouth", created_at="2024-03-01"),
        ],
        "touchpoints": [
            *(touch(n, "2024-01-10", lead_id=name, anonymous_id="kiosk")
              for n, name in enumerate(names)),
            touch(7, "2024-01-10", lead_id="L1", anonymous_id="pair"),
            touch(8, "2024-01-10", lead_id="L2", anonymous_id="pair"),
            touch(9, "2024-01-10", lead_id="nobody", anonymous_id="pair"),
        ],
    }  # fmt: skip
    tables = report(raw)
    assert reasons_of(tables, source_table="leads") == ["unknown_lead_source"] * 2
    issues = rows_of(tables["fct_data_quality_issues"], reason="shared_visitor")
    assert [issue["record_id"] for issue in issues] == ["T0", "T1", "T2", "T3", "T4"]
    value = the(tables["fct_unmapped_values"], column_name="lead_source")
    assert (value["value"], value["rows"]) == ("word of mouth", 2)
    assert (value["first_seen"].month, value["last_seen"].month) == (1, 3)


# Own rules


def test_own_rules_add_come_first_or_replace(report):
    raw = {
        "leads": [lead(job_title="Chief Officer"), lead("L2", email="a@us.example")],
        "touchpoints": [
            touch(1, "2024-01-10", utm_source="google"),
            touch(2, "2024-01-10", "PAGE-VIEW", utm_medium="trade show"),
        ],
        "deals": [deal(stage="VERBAL"), deal("D2", currency="USD", amount="1")],
    }
    own = {
        "deal_stages": "crm_stage,pipeline,stage\nverbal,,prospect\n",
        "touch_types": f"{TOUCH_TYPE_COLUMNS}\nPage View,3,,t,,,,,\n",
        "channel_rules": f"{RULE_COLUMNS}\n7,,,,sales\n1,,google,,events\n",
        "personas": "priority,persona,job_title_pattern,min_employees,max_employees\n"
        "2,officer,%officer,,\n",
        "fit_rules": "rule,attribute,operator,value,points\nr,country,equals,x,1\n",
        "exclusions": "rule,attribute,operator,value,reason\n",
    }
    tables = report(raw, own)
    # It wins over the shipped row of the same key; the others stay.
    assert [row["stage"] for row in tables["fct_deals"]] == ["prospect", "opportunity"]
    assert [row["points"] for row in tables["fct_touchpoints"]] == [3, 3]
    # They come before the shipped ones, in the order of their own priorities.
    assert channels_of(tables) == ["events", "sales"]
    row = the(tables["dim_leads"])
    assert row["persona"] == "officer"
    # They replace the shipped ones; a file of nothing but names replaces nothing.
    assert row["fit_score"] == 0
    assert reasons_of(tables, reason="excluded") == ["excluded"]
    assert tables["fct_deals"][1]["amount"] == 0.5  # as shipped


def test_shipped_rules_may_stand_in_several_folders(tmp_path):
    for folder, text in {"all": "", "sample": "2024-01-01,USD,0.5\n"}.items():
        (tmp_path / folder).mkdir()
        path = tmp_path / folder / "exchange_rates.csv"
        path.write_text(f"month,currency,rate\n{text}", encoding="utf-8")
    files = RuleFiles([tmp_path / "all", tmp_path / "sample", tmp_path / "none"])
    assert [row["currency"] for row in files.rows("exchange_rates")] == ["USD"]
    assert files.rows("source_categories") == []
    (tmp_path / "own_exchange_rates.csv").write_text(
        "month,currency,rate\n2024-01-01,GBP,2\n", encoding="utf-8"
    )
    files = RuleFiles([tmp_path / "all", tmp_path / "sample"], tmp_path)
    assert [row["currency"] for row in files.rows("exchange_rates")] == ["GBP"]


def test_without_rules_of_its_own_nobody_has_rates_or_targets(report):
    own = {
        "targets": "month,metric,target\n2024-01-01,leads,5\n",
        "exchange_rates": "month,currency,rate\n2024-01-01,GBP,2\n",
    }
    spend = {"spend_date": "2024-01-10", "amount": "1", "currency": "usd"}
    raw = {"leads": [lead()], "marketing_spend": [spend, {**spend, "currency": "gbp"}]}
    tables = report(raw, own)
    assert company(tables["fct_lead_volume_monthly"], 1)["leads_target"] == 5
    assert the(tables["fct_spend"])["amount"] == 2
    assert reasons_of(tables) == ["missing_exchange_rate"]
    assert the(tables["fct_spend"])["spend_date"] == date(2024, 1, 10)

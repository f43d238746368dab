"""A little of every kind of bad input: rows that every export has some of.

The comment before some rows says what they are there for, in the words of the
contract. Rows of the last month stay within it: the sample's last day is fixed.
"""

import tables

NO_BREAK = "\N{NO-BREAK SPACE}"


def of(table: str, *rows: dict) -> list[list[str]]:
    """Put rows in the order of the table's columns."""
    for row in rows:
        unknown = set(row) - set(tables.COLUMNS[table])
        if unknown:
            raise KeyError(f"{table} has no {sorted(unknown)}")
    return [[row.get(column, "") for column in tables.COLUMNS[table]] for row in rows]


def lead(lead_id: str, created_at: str, **more: str) -> dict:
    """Return a lead with a name to recognise it by."""
    return {"lead_id": lead_id, "created_at": created_at, **more}


def touch(touchpoint_id: str, occurred_at: str, touch_type: str, **more: str) -> dict:
    """Return a touch."""
    return {
        "touchpoint_id": touchpoint_id,
        "occurred_at": occurred_at,
        "touch_type": touch_type,
        **more,
    }


def deal(deal_id: str, created_at: str, stage: str, **more: str) -> dict:
    """Return a deal."""
    return {"deal_id": deal_id, "created_at": created_at, "stage": stage, **more}


def stage(deal_id: str, stage_name: str, changed_at: str) -> dict:
    """Return a change of stage."""
    return {"deal_id": deal_id, "stage": stage_name, "changed_at": changed_at}


def status(lead_id: str, status_name: str, changed_at: str) -> dict:
    """Return a change of status."""
    return {"lead_id": lead_id, "status": status_name, "changed_at": changed_at}


def spend(spend_date: str, amount: str, **more: str) -> dict:
    """Return a row of spend."""
    return {"spend_date": spend_date, "amount": amount, **more}


def traffic(traffic_date: str, visitors: str, **more: str) -> dict:
    """Return a row of traffic."""
    return {
        "traffic_date": traffic_date,
        "visitors": visitors,
        "utm_source": "bing",
        "utm_medium": "organic",
        **more,
    }


def rows() -> dict[str, list[list[str]]]:
    """Return the odd rows of every table."""
    return {
        "leads": leads(),
        "touchpoints": touchpoints(),
        "deals": deals(),
        "deal_stage_changes": stage_changes(),
        "lead_status_changes": status_changes(),
        "marketing_spend": marketing_spend(),
        "web_traffic": web_traffic(),
    }


def leads() -> list[list[str]]:
    """Return leads that are missing, excluded, deleted, repeated or strange."""
    twin = lead(
        "X-TWIN", "2025-03-10T09:00:00Z", email="twin@example.com", industry="Media"
    )
    old = "2025-05-05 08:00:00"
    return of(
        "leads",
        # missing_id
        lead("", "2025-01-15T10:00:00Z", email="nobody@example.com"),
        lead(NO_BREAK, "2025-01-16T10:00:00Z", job_title="n/a"),
        # missing_timestamp
        lead("X-NODATE", "", company_name="Dateless"),
        # invalid_timestamp: a day first, no such day, before 1990
        lead("X-DAYFIRST", "31/12/2025", email="silvester@example.org"),
        lead("X-FEB30", "2025-02-30", email="leap@example.org"),
        lead("X-EPOCH", "1970-01-01T00:00:00Z"),
        # excluded: tests, staff, competitors, spam; the first in two versions
        lead("X-TEST", "2025-02-03", email="ada+test@example.com", updated_at=old),
        lead("X-TEST", "2025-02-03", email="ada@example.com"),
        lead("X-STAFF", "2025-02-04", email="Ida@BeyondMQL.example"),
        lead("X-RIVAL", "2025-02-05", company_name="rival analytics"),
        lead("X-SPAM", "2025-02-06", company_name="Casino 4 You", job_title="Founder"),
        # Deleted: by its latest version, and by a tombstone with nothing but its id.
        lead("X-DELETED", "2025-04-01", updated_at="2025-04-02", industry="Retail"),
        lead("X-DELETED", "2025-04-01", updated_at="2025-04-09", is_deleted="T"),
        lead("X-TOMB", "2025-04-03T12:00:00Z", email="tomb@example.com"),
        lead("X-TOMB", "", is_deleted="true"),
        # Several versions: the latest counts; on a tie the greatest row.
        lead("X-THREE", old, employee_count="10", job_title="Intern"),
        lead("X-THREE", old, updated_at="2025-05-06", job_title="Analyst"),
        lead("X-THREE", old, updated_at="2025-05-20T10:00:00Z", job_title="CMO",
             email="three@example.com", employee_count="240", country="Germany"),
        lead("X-TIE", old, updated_at="2025-06-01", company_name="Alpha"),
        lead("X-TIE", old, updated_at="2025-06-01", company_name="Beta"),
        # Rows that are identical count once.
        twin,
        twin,
        # invalid_optional_value: a number, a date and a flag
        lead("X-ABOUT", "2025-06-10T09:30:00Z", employee_count="about 50"),
        lead("X-BUDGET", "2025-06-11T09:30:00Z", budget="n/a", annual_revenue="1.5e7"),
        lead("X-MAYBE", "2025-06-12T09:30:00Z", is_deleted="maybe"),
        lead("X-UPDATED", "2025-06-13T09:30:00Z", updated_at="yesterday"),
        # Odd text is only text.
        lead("X-SQL", "2025-07-01", company_name="'; drop table leads; --",
             lead_source="other", country="GERMANY"),
        lead("X-JINJA", "2025-07-02", company_name="{{ 1 }}", owner="{% raw %}"),
        lead("X-KÖLN", "2025-07-03", company_name="Müller & Söhne, Köln",
             job_title="Geschäftsführer", lead_source="billboard"),
        lead("X-QUOTES", "2025-07-04", company_name='The "Best" Company',
             challenge="first line\nsecond line"),
        lead(f"{NO_BREAK} X-PADDED ", " 2025-07-07T10:00:00Z\t",
             email=f"padded@example.com{NO_BREAK}", lead_source=" WEBINAR "),
        # Every form of a timestamp.
        lead("X-MINUTES", "2025-08-04 10:15", updated_at="2025-08-04T10:15:30.5Z"),
        lead("X-OFFSET", "2025-08-05T23:30:00+02:00", updated_at="2025-08-06 01:00-05"),
        lead("X-MICROS", "2025-08-06 10:15:30.1234567+0530"),
    )  # fmt: skip


def touchpoints() -> list[list[str]]:
    """Return touches that cannot count, count once, or count for nobody."""
    known = {"lead_id": "X-THREE"}
    return of(
        "touchpoints",
        # missing_id, missing_timestamp, invalid_timestamp, missing_touch_type
        touch("", "2025-01-20T10:00:00Z", "page_view", **known),
        touch("X-T01", "", "page_view", **known),
        touch("X-T02", "2025-13-01", "page_view", **known),
        touch("X-T03", "n/a", "form_submitted", **known),
        touch("X-T04", "2025-05-06T10:00:00Z", "", **known),
        # unidentified_touch
        touch("X-T05", "2025-05-06T11:00:00Z", "page_view"),
        # The same touchpoint_id again: the earlier one counts.
        touch("X-T06", "2025-05-07T11:00:00Z", "content_download", **known),
        touch("X-T06", "2025-05-07T10:00:00Z", "pricing_page_view", **known),
        # The very same row again.
        touch("X-T07", "2025-05-08T10:00:00Z", "chat_started", **known),
        touch("X-T07", "2025-05-08T10:00:00Z", "chat_started", **known),
        # unknown_touch_type, unknown_channel, orphan_lead
        touch("X-T08", "2025-05-09T10:00:00Z", "fax_received", **known),
        touch("X-T09", "2025-05-10", "page_view", channel="carrier_pigeon", **known),
        touch("X-T10", "2025-05-11T10:00:00Z", "page_view", lead_id="NOBODY"),
        touch("X-T11", "2025-05-12T10:00:00Z", "demo_request", lead_id="X-RIVAL"),
        # utm values that no rule knows
        touch("X-T12", "2025-05-13T10:00:00Z", "ad_click", utm_source="qr-code",
              utm_medium="print", utm_campaign="spring, \"sale\"; 50% off", **known),
        # Looked up without regard to case; padded values
        touch("X-T13", "2025-05-14 10:00:00", "Page_View", channel="SOCIAL", **known),
        touch(f"X-T14{NO_BREAK}", "2025-05-15T10:00:00Z ", " form_submitted",
              lead_id="\tX-PADDED", asset="two\nlines"),
        # One device, two leads: the visitor belongs to the first.
        touch("X-T15", "2025-05-16T09:00:00Z", "page_view", anonymous_id="X-shared"),
        touch("X-T16", "2025-05-16T10:00:00Z", "form_submitted",
              anonymous_id="X-shared", **known),
        touch("X-T17", "2025-06-10T10:00:00Z", "form_submitted",
              anonymous_id="X-shared", lead_id="X-ABOUT"),
        touch("X-T18", "2025-06-11T10:00:00Z", "page_view", anonymous_id="X-shared"),
    )  # fmt: skip


def deals() -> list[list[str]]:
    """Return deals without a date, stage, amount, lead or sense of time."""
    eur = {"currency": "EUR", "region": "DACH", "owner": "Anna Berg"}
    return of(
        "deals",
        # missing_id, missing_timestamp, invalid_timestamp, missing_stage
        deal("", "2025-01-10 09:00:00", "Discovery", amount="12000", **eur),
        deal("X-D01", "", "Discovery", amount="12000", **eur),
        deal("X-D02", "31/12/2025", "Discovery", amount="12000", **eur),
        deal("X-D03", "2025-01-10 09:00:00", "", amount="12000", **eur),
        # excluded (with its lead), ignored_stage
        deal("X-D04", "2025-02-10", "Proposal", lead_id="X-RIVAL", amount="1", **eur),
        deal("X-D05", "2025-02-11", "Duplicate", amount="9000", **eur),
        deal("X-D06", "2025-02-12", "TEST", amount="1", **eur),
        # invalid_amount, negative_amount
        deal("X-D07", "2025-03-03", "Closed Won", closed_at="2025-04-14",
             amount="12.000,50", account_id="X-A07", **eur),
        deal("X-D08", "2025-03-04", "Closed Lost", closed_at="2025-04-15",
             amount="-500", account_id="X-A08", **eur),
        # missing_exchange_rate, stale_exchange_rate; currencies in lower case
        deal("X-D09", "2025-03-05", "Closed Won", closed_at="2025-05-06",
             amount="90000", currency="BRL", account_id="X-A09"),
        deal("X-D10", "2026-04-07", "Closed Won", closed_at="2026-06-16",
             amount="8000", currency="gbp", account_id="X-A10", region="UK & Ireland"),
        # unknown_stage, orphan_lead
        deal("X-D11", "2026-05-11", "Legal Review", amount="15000",
             account_id="X-A11", closed_at="2026-08-01", **eur),
        deal("X-D12", "2025-05-12", "Closed Lost", lead_id="NOBODY",
             closed_at="2025-06-20", amount="7000", **eur),
        # closed_before_created, close_date_missing, close_date_in_future
        deal("X-D13", "2025-05-13", "Closed Won", closed_at="2025-05-02",
             amount="6000", account_id="X-A13", **eur),
        deal("X-D14", "2025-05-14", "Closed Won", updated_at="2025-07-01 16:00:00",
             amount="5000", account_id="X-A14", **eur),
        deal("X-D15", "2026-05-14", "Closed Won", closed_at="2031-01-15",
             amount="25000", account_id="X-A15", **eur),
        # closed_before_lead
        deal("X-D16", "2025-06-16", "CLOSED WON", lead_id="X-OFFSET",
             closed_at="2025-07-28", amount="11000", account_id="X-A16", **eur),
        # invalid_optional_value
        deal("X-D17", "2026-06-02", "Proposal", closed_at="soon", amount="14000",
             account_id="X-A17", **eur),
        deal("X-D18", "2026-06-03", "Discovery", updated_at="n/a", amount="13000",
             is_deleted="perhaps", account_id="X-A18", **eur),
        # Deleted: by its latest version, and by a tombstone.
        deal("X-D19", "2025-08-04", "Proposal", updated_at="2025-08-05"),
        deal("X-D19", "2025-08-04", "Demo", updated_at="2025-08-20", is_deleted="1"),
        deal("X-D20", "2025-08-05", "Proposal", updated_at="2025-08-06"),
        deal("X-D20", "", "", is_deleted="yes"),
        # Several versions, all on one day; the row itself twice
        deal("X-D21", "2025-09-01 09:00:00", "Discovery", lead_id="X-THREE",
             updated_at="2025-09-01T09:00:00Z", amount="20000", account_id="X-A21"),
        deal("X-D21", "2025-09-01 09:00:00", "Proposal", lead_id="X-THREE",
             updated_at="2025-09-01T17:00:00Z", amount="24000", account_id="X-A21"),
        deal("X-D21", "2025-09-01 09:00:00", "Closed Won", lead_id="X-THREE",
             updated_at="2025-10-20 12:00:00", closed_at="2025-10-20",
             amount=f"{NO_BREAK}23500.50 ", currency="eur", account_id="X-A21"),
        deal("X-D21", "2025-09-01 09:00:00", "Closed Won", lead_id="X-THREE",
             updated_at="2025-10-20 12:00:00", closed_at="2025-10-20",
             amount=f"{NO_BREAK}23500.50 ", currency="eur", account_id="X-A21"),
        # The same account buys again, and gets one for nothing.
        deal("X-D22", "2026-01-12", "Closed Won", lead_id="X-THREE",
             closed_at="2026-02-23", amount="9.5e3", account_id="X-A21"),
        deal("X-D23", "2026-03-02", "Closed Won", closed_at="2026-03-24T15:00:00Z",
             amount="0", account_id="X-A21"),
        # Prospects: no opportunity yet.
        deal("X-D24", "2026-06-08", "Prospecting", amount="18000", account_id="X-A24",
             **eur),
        deal("X-D25", "2026-06-15", "Target Account", account_id="X-A25", **eur),
    )  # fmt: skip


def stage_changes() -> list[list[str]]:
    """Return changes of stage of no deal, to no stage, at no time."""
    return of(
        "deal_stage_changes",
        # missing_id, missing_timestamp, invalid_timestamp, missing_stage
        stage("", "Proposal", "2025-03-03T10:00:00Z"),
        stage("X-D07", "Proposal", ""),
        stage("X-D07", "Proposal", "03.03.2025"),
        stage("X-D07", "", "2025-03-10T10:00:00Z"),
        # orphan_deal, unknown_stage
        stage("NO-DEAL", "Proposal", "2025-03-03T10:00:00Z"),
        stage("X-D11", "Legal Review", "2026-06-01T10:00:00Z"),
        # The very same row again.
        stage("X-D21", "verbal commitment", "2025-10-13T10:00:00Z"),
        stage("X-D21", "verbal commitment", "2025-10-13T10:00:00Z"),
        # A close that was undone.
        stage("X-D17", "Closed Lost", "2026-06-10T10:00:00Z"),
        stage("X-D17", "Proposal", "2026-06-11T10:00:00Z"),
    )


def status_changes() -> list[list[str]]:
    """Return changes of status of no lead, to no status, at no time."""
    return of(
        "lead_status_changes",
        # missing_id, missing_timestamp, invalid_timestamp, missing_status
        status("", "MQL", "2025-03-03T10:00:00Z"),
        status("X-TIE", "MQL", " "),
        status("X-TIE", "MQL", "2025-03-03T25:00:00Z"),
        status("X-TIE", "", "2025-06-03T10:00:00Z"),
        # orphan_lead, unknown_status, closed_before_lead
        status("NOBODY", "MQL", "2025-06-03T10:00:00Z"),
        status("X-TIE", "Ghosted", "2025-06-04T10:00:00Z"),
        status("X-MICROS", "mql", "2025-07-31T10:00:00Z"),
        # The very same row again; out, back and out again.
        status("X-TIE", "Recycled", "2025-06-20T10:00:00Z"),
        status("X-TIE", "Recycled", "2025-06-20T10:00:00Z"),
        status("X-TIE", "sql", "2025-08-01T10:00:00Z"),
        status("X-TIE", "Not Now", "2025-09-15T10:00:00Z"),
        status("X-TIE", "Junk", "2025-10-15T10:00:00Z"),
        status("X-TIE", "MQL", "2025-12-01T10:00:00Z"),
    )


def marketing_spend() -> list[list[str]]:
    """Return spend without a date, an amount or a rate, and spend that repeats."""
    twin = spend("2025-05-01", "80", channel="social", campaign="social_posts")
    return of(
        "marketing_spend",
        # missing_timestamp, invalid_timestamp
        spend("", "100", channel="social"),
        spend("2025/05/01", "100", channel="social"),
        # invalid_amount: text, thousands, nothing at all
        spend("2025-05-02", "n/a", channel="social"),
        spend("2025-05-02", "1,200.00", channel="social"),
        spend("2025-05-02", "", channel="social"),
        # missing_exchange_rate, stale_exchange_rate
        spend("2025-05-03", "900", channel="events", currency="BRL"),
        spend("2026-06-03", "150", channel="events", currency="GBP",
              campaign="london_summit"),
        # unknown_channel, unknown_cost_type
        spend("2025-05-05", "60", channel="billboards", campaign="spring, sale"),
        spend("2025-05-06", "75", channel="events", cost_type="swag"),
        # identical_rows
        twin,
        twin,
        # The same spend_id again: the smallest by date counts.
        spend("2025-05-07", "210", spend_id="X-S1", channel="webinars"),
        spend("2025-05-08", "220", spend_id="X-S1", channel="webinars"),
        # A credit counts; looked up without regard to case.
        spend("2025-05-09", "-120.50", utm_source="Google", utm_medium="CPC",
              campaign="category_search", cost_type="AD_SPEND", currency="eur"),
        spend("2025-05-10T12:00:00+02:00", "+1.5e2", channel="Email",
              cost_type="Media"),
    )  # fmt: skip


def web_traffic() -> list[list[str]]:
    """Return traffic without a date, with strange numbers, and twice."""
    twin = traffic("2025-05-02", "3", sessions="4", page_views="9", bounces="1")
    return of(
        "web_traffic",
        # missing_timestamp, invalid_timestamp
        traffic("", "5"),
        traffic("May 2025", "5"),
        # invalid_optional_value
        traffic("2025-05-06", "many", sessions="7"),
        traffic("2025-05-07", "4", sessions="5", search_position="first page"),
        # identical_rows
        twin,
        twin,
        # No rule knows this source.
        traffic("2025-05-08", "6", utm_source="qr-code", utm_medium="print"),
    )

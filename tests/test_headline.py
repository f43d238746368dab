"""The headline table: what stands in which cell, and what is said without one."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest

SCRIPT = Path(__file__).parent.parent / "scripts" / "print_headline.py"

KEYS = "month_start date, segment_type text, segment text, is_complete boolean"
TABLES = {
    "fct_funnel_conversion_monthly": (
        "is_mature boolean, new_mqls bigint, mql_to_sql_rate double, "
        "mql_to_customer_rate double"
    ),
    "fct_cost_per_mql_monthly": "cost_per_mql double",
    "fct_marketing_sourced_customers_monthly": "marketing_sourced_share double",
    "fct_pipeline_velocity_monthly": "velocity_per_day double",
}
COMPANY = ("company", "all")
CHANNEL = ("channel", "email")


@pytest.fixture
def path(tmp_path):
    """Return a DuckDB file with the tables, empty but for the quality summary."""
    path = tmp_path / "small.duckdb"
    with duckdb.connect(path) as connection:
        for name, columns in TABLES.items():
            connection.execute(f"create table {name} ({KEYS}, {columns})")
        connection.execute(
            "create table stg_report_date as select date '2026-03-15' as as_of_date, "
            "'BRL' as reporting_currency"
        )
        connection.execute(
            "create table fct_data_quality_summary as select * from "
            "(values ('leads', 1210), ('deals', 25), ('marketing_spend', 0)) "
            "as summary (source_table, rows_in)"
        )
        connection.execute(
            "create table fct_data_quality_issues (source_table text, record_id text, "
            "severity text, reason text, raw_row text)"
        )
        connection.execute(
            "create table fct_unmapped_values (source_table text, column_name text, "
            "value text, rows bigint)"
        )
        connection.execute(
            "create table fct_deals (deal_id text, is_won boolean, amount double)"
        )
        connection.execute(
            "create table fct_spend as select 'program' as kind, "
            "unnest(range(date '2024-01-01', date '2027-01-01', interval 1 month))"
            "::date as spend_date"
        )
        connection.execute(
            "create table int_month_records (month_start date, records bigint)"
        )
        connection.execute(
            "create table fct_data_drift (source_table text, measure text, "
            "value double, usual_value double, is_warning boolean, period_end date)"
        )
    return path


def add_month(path, month, segment, *, complete=True, mature=True, values=()):
    """Insert a month into all four tables; the values are the six headline numbers."""
    mqls, to_sql, to_customer, cost, share, velocity = values
    rows = [(mature, mqls, to_sql, to_customer), (cost,), (share,), (velocity,)]
    with duckdb.connect(path) as connection:
        for name, row in zip(TABLES, rows, strict=True):
            cells = [month, *segment, complete, *row]
            connection.execute(
                f"insert into {name} values ({', '.join('?' * len(cells))})", cells
            )


def printed(path, **environment):
    """Run the script; return its exit status and what it printed."""
    done = subprocess.run(
        [sys.executable, SCRIPT],
        env=os.environ | {"DUCKDB_PATH": str(path), "PYTHONUTF8": "1"} | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def row_of(text, month):
    """Return the cells of a month's line."""
    return next(
        line.split() for line in text.splitlines() if line.strip().startswith(month)
    )


def test_shows_the_companys_numbers_and_marks_what_is_not_there_yet(path):
    add_month(
        path, date(2026, 1, 1), COMPANY, values=(1234, 0.5, 0.125, 99.5, 0.4, 12345.6)
    )
    add_month(path, date(2026, 1, 1), CHANNEL, values=(7, 0.7, 0.7, 7, 0.7, 7))
    add_month(
        path,
        date(2026, 2, 1),
        COMPANY,
        mature=False,
        values=(8, None, None, 1000.4, None, 0),
    )
    add_month(
        path,
        date(2026, 3, 1),
        COMPANY,
        complete=False,
        mature=False,
        values=(0, None, None, None, None, None),
    )

    status, text = printed(path)

    assert status == 0
    assert row_of(text, "2026-01") == [
        *("2026-01", "1,234", "50.0%", "12.5%", "99.50", "40.0%", "12,346")
    ]
    assert row_of(text, "2026-02") == ["2026-02", "8", "…", "…", "1,000", "–", "0.00"]
    assert row_of(text, "2026-03*") == ["2026-03*", "0", "…", "…", "–", "–", "–"]
    assert "money in BRL, as of 2026-03-15" in text
    assert "still running" in text
    assert "time to convert" in text
    assert "No row was set aside or warned of, and rules know every value." in text
    assert "no costs" not in text
    assert "email" not in text


def test_shows_no_more_than_twelve_months_the_newest_last(path):
    for month in range(1, 13):
        for year in (2024, 2025):
            add_month(
                path, date(year, month, 1), COMPANY, values=(month, 0, 0, 0, 0, 0)
            )

    _, text = printed(path)

    months = [line.split()[0] for line in text.splitlines() if line.startswith("20")]
    assert months == [f"2025-{month:02}" for month in range(1, 13)]
    assert "convert" not in text


def test_a_mature_month_without_mqls_has_nothing_to_divide_by(path):
    add_month(path, date(2026, 1, 1), COMPANY, values=(0, None, None, None, None, None))

    _, text = printed(path)

    assert row_of(text, "2026-01") == ["2026-01", "0", "–", "–", "–", "–", "–"]


def test_speaks_ascii_where_the_terminal_does(path):
    add_month(
        path,
        date(2026, 2, 1),
        COMPANY,
        mature=False,
        values=(8, None, None, None, 0, 0),
    )

    status, text = printed(path, PYTHONUTF8="0", PYTHONIOENCODING="ascii")

    assert status == 0
    assert row_of(text, "2026-02") == [
        "2026-02",
        "8",
        "...",
        "...",
        "-",
        "0.0%",
        "0.00",
    ]


def test_says_what_is_unusual_in_the_last_seven_days(path):
    assert "Unusual in the last seven days: nothing (see" in printed(path)[1]
    with duckdb.connect(path) as connection:
        connection.execute(
            "insert into fct_data_drift values "
            "('leads', 'rows', 3, 1234.5, true, '2026-03-15'), "
            "('leads', 'rows', 4, 1234.5, true, '2026-03-08'), "
            "('deals', 'rows', 5, 5, false, '2026-03-15'), "
            "('touchpoints', 'unknown_channel_share', 0.4, 0.02, true, '2026-03-15'), "
            "('web_traffic', 'undated_share', 0.25, null, true, '2026-03-15')"
        )

    _, text = printed(path)

    assert (
        "Unusual in the last seven days: leads: 3 rows, usually 1,234; "
        "touchpoints: 40.0% of an unknown channel, usually 2.0%; "
        "web_traffic: 25.0% of all rows without a date (see fct_data_drift)."
    ) in text


def test_says_so_where_a_month_has_no_costs_instead_of_calling_it_free(path):
    """What sales cost is no marketing cost."""
    for month in (1, 2):
        add_month(path, date(2026, month, 1), COMPANY, values=(5, 0, 0, 0, 0, 0))
    with duckdb.connect(path) as connection:
        connection.execute(
            "update fct_spend set kind = 'sales' where spend_date = '2026-02-01'"
        )

    _, text = printed(path)

    assert row_of(text, "2026-01")[4] == "0.00"
    assert row_of(text, "2026-02")[4:6] == ["no", "costs"]
    assert "no costs in marketing_spend: unknown is not free" in text


def add_issues(path, table, severity, reason, raw_rows):
    """Insert issues; the ids are the table's name and a number."""
    rows = [
        (table, f"{table}-{number:03}", severity, reason, json.dumps(raw_row))
        for number, raw_row in enumerate(raw_rows)
    ]
    with duckdb.connect(path) as connection:
        connection.executemany(
            "insert into fct_data_quality_issues values (?, ?, ?, ?, ?)", rows
        )


def test_names_reasons_with_counts_examples_and_what_they_touch(path):
    us_date = {"created_at": "3/1/2026 2:05 PM"}
    add_issues(path, "leads", "rejected", "invalid_timestamp", [us_date] * 1205)
    add_issues(path, "deals", "rejected", "missing_id", [{"deal_id": None}])
    # The first has no amount at all, which shows nothing.
    amounts = [{"amount": None}, *[{"amount": "1,250.00"}] * 19]
    add_issues(path, "deals", "warning", "invalid_amount", amounts)
    add_issues(
        path, "deals", "warning", "unknown_stage", [{"stage": "\x1b[2J" * 20}] * 3
    )
    with duckdb.connect(path) as connection:
        connection.execute(
            "insert into fct_deals select 'deals-' || lpad(n::text, 3, '0'), n < 20, "
            "case when n < 2 then 30 when n = 20 then 70 end from range(21) as x (n)"
        )
        connection.execute("update fct_deals set is_won = true")

    _, text = printed(path)

    lines = text.splitlines()
    start = lines.index("Rows set aside: 1,206 (see fct_data_quality_issues)")
    assert lines[start + 1 : start + 3] == [
        "  1,205 of 1,210 leads: invalid_timestamp, e.g. 3/1/2026 2:05 PM",
        "  1 of 25 deals: missing_id, e.g. deals-000",
    ]
    start = lines.index("Rows kept with a warning: 23 (see fct_data_quality_issues)")
    assert lines[start + 1] == (
        "  20 of 21 won deals have no amount: invalid_amount, e.g. 1,250.00"
    )
    assert lines[start + 2].startswith(
        "  3 of 25 deals (3 of 21 won deals, 46.2% of won revenue): unknown_stage, "
    )
    assert "\x1b" not in text
    assert len(lines[start + 2]) < 140


def test_the_rest_of_many_reasons_and_values_is_counted(path):
    for number in range(7):
        add_issues(path, "leads", "warning", f"reason_{number}", [{}] * (9 - number))
    with duckdb.connect(path) as connection:
        connection.execute(
            "insert into fct_unmapped_values select 'leads', 'lead_source', "
            "'source ' || n, 90 - n from range(9) as x (n)"
        )
        connection.execute(
            "insert into fct_unmapped_values values ('deals', 'stage', 'legal', 100)"
        )

    _, text = printed(path)

    reasons = [line for line in text.splitlines() if ": reason_" in line]
    assert [line.split()[0] for line in reasons] == ["9", "8", "7", "6", "5"]
    assert "  and 2 more reasons" in text
    assert "Values that no rule knows: 10 (see fct_unmapped_values)" in text
    assert "  stage of deals: legal (100)\n" in text
    assert "  lead_source of leads: source 0 (90), source 1 (89)," in text
    assert "  and 2 more values" in text


def note_records(path, *records):
    """Insert months with how many records there are of them and of all before."""
    with duckdb.connect(path) as connection:
        connection.executemany("insert into int_month_records values (?, ?)", records)


@pytest.mark.parametrize(
    ("records", "named"),
    [
        # A thousandth lies before June, and a bit more before July: 17 months later.
        ([("2024-01-01", 1), ("2025-05-01", 3), ("2025-06-01", 4)], "2025-06"),
        # A year later, and not more.
        ([("2024-01-01", 3), ("2025-01-01", 9)], None),
        # More than a thousandth lies before.
        ([("2024-01-01", 4), ("2025-06-01", 9)], None),
        ([("2024-01-01", 3), ("2025-02-01", 9)], "2025-02"),
    ],
)
def test_names_the_month_before_which_hardly_anything_lies(path, records, named):
    add_month(path, date(2024, 1, 1), COMPANY, values=(1, 0, 0, 0, 0, 0))
    note_records(path, *records, ("2026-01-01", 3000))

    _, text = printed(path)

    said = (
        f"The monthly tables begin in 2024-01, but 99.9% of the rows lie from {named} "
        f"on: set first_month (VARS='{{first_month: {named}}}')."
    )
    assert (said in text) if named else ("first_month" not in text)


def test_says_nothing_of_months_that_first_month_leaves_out(path):
    add_month(path, date(2025, 6, 1), COMPANY, values=(1, 0, 0, 0, 0, 0))
    note_records(path, ("1990-01-01", 1), ("2025-06-01", 3000), ("2026-01-01", 9000))

    assert "first_month" not in printed(path)[1]


def test_names_monthly_tables_of_very_many_rows(path):
    add_month(path, date(2026, 1, 1), COMPANY, values=(1, 0, 0, 0, 0, 0))
    note_records(path, ("2026-01-01", 1))
    with duckdb.connect(path) as connection:
        for name, rows in [
            ("fct_revenue_monthly", 5_000_001),
            ("fct_sales_cycle_monthly", 5_000_000),
            ("int_deal_counts_monthly", 5_000_001),
            ("fct_x_monthly", 6_000_000),
        ]:
            connection.execute(f"create table {name} as select 1 from range({rows})")

    assert (
        "\nfct_x_monthly has 6,000,000 rows; fct_revenue_monthly has 5,000,001 rows: "
        "a later first_month leaves fewer.\n"
    ) in printed(path)[1]


def test_says_so_when_there_is_no_month(path):
    status, text = printed(path)

    assert status == 0
    assert text.startswith("No headline numbers yet")
    assert "No row was set aside" in text


def test_names_a_table_that_is_missing(path):
    with duckdb.connect(path) as connection:
        connection.execute("drop table fct_cost_per_mql_monthly")

    _, text = printed(path)

    assert "has no fct_cost_per_mql_monthly" in text


def test_says_so_when_there_is_no_file(tmp_path):
    status, text = printed(tmp_path / "none.duckdb")

    assert status == 1
    assert text.startswith("Cannot read")

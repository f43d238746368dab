"""A rate that a report has shown as mature is the same in every later report."""

import duckdb
import pytest

from run_dbt import run_dbt

AS_OF = "2025-12-31"
FUNNEL_RATES = [
    "mql_to_sql_rate",
    "mql_to_opportunity_rate",
    "mql_to_commit_rate",
    "mql_to_customer_rate",
    "mql_rejection_rate",
    "lead_to_mql_rate",
    "lead_to_customer_rate",
]


@pytest.fixture(scope="module")
def reports(sample, tmp_path_factory):
    """Return a connection with the sample's report of today and one of the past."""
    past = tmp_path_factory.mktemp("past") / "past.duckdb"
    run = run_dbt(
        *("build", "--exclude-resource-type", "unit_test"),
        duckdb_path=past,
        variables={"as_of_date": AS_OF},
    )
    assert run.returncode == 0, run.output
    with duckdb.connect() as connection:
        connection.execute(f"attach '{past}' as past (read_only)")
        connection.execute(f"attach '{sample}' as today (read_only)")
        yield connection


def window_of(rate: str) -> int:
    """Return how many days a rate waits; from lead to customer it is the longest."""
    return 180 if rate == "lead_to_customer_rate" else 90


@pytest.mark.parametrize("rate", FUNNEL_RATES)
def test_the_rate_of_a_mature_month_stays(rate, reports):
    rows = reports.execute(
        f"select past.{rate}, today.{rate} "
        "from past.fct_funnel_conversion_monthly as past "
        "full join today.fct_funnel_conversion_monthly as today "
        "using (month_start, segment_type, segment) "
        f"where last_day(month_start) + {window_of(rate)} <= date '{AS_OF}'"
    ).fetchall()
    assert sum(before is not None for before, _ in rows) > 50
    assert [(before, now) for before, now in rows if before != now] == []


def test_the_rate_of_an_ended_month_of_a_cohort_stays(reports):
    rows = reports.execute(
        "select past.conversion_rate, today.conversion_rate "
        "from past.fct_funnel_cohorts_monthly as past "
        "left join today.fct_funnel_cohorts_monthly as today using (cohort_stage, "
        "cohort_month, segment_type, segment, to_stage, months_since) "
        "where past.segment_type = 'company' and past.conversion_rate is not null"
    ).fetchall()
    assert len(rows) > 100
    assert [(before, now) for before, now in rows if before != now] == []

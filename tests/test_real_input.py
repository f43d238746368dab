"""Real data give the figures that were counted elsewhere.

The data may not be passed on: they lie beside the project, in ../shared/real, or not at
all, and then there is nothing here to run.
"""

from datetime import date

import duckdb
import pytest

from run_dbt import PROJECT, run_dbt

REAL = PROJECT.parent / "shared" / "real"
CURRENCIES = {"olist": "BRL", "maven": "USD"}


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """Return a function that builds a set of real data, once, and opens it."""
    connections = {}

    def connect(name: str) -> duckdb.DuckDBPyConnection:
        if name not in connections:
            path = tmp_path_factory.mktemp("real") / f"{name}.duckdb"
            run = run_dbt(
                *("build", "--exclude-resource-type", "unit_test"),
                duckdb_path=path,
                raw_files=REAL / name,
                variables={"reporting_currency": CURRENCIES[name]},
            )
            assert run.returncode == 0, run.output
            connections[name] = duckdb.connect(path, read_only=True)
        return connections[name]

    return connect


if REAL.exists():

    def test_olist_has_its_leads_and_customers_by_channel(real):
        rows = real("olist").execute(
            "select first_touch_channel, count(*), count(mql_at), count(customer_at) "
            "from dim_leads group by 1"
        )
        counts = {channel: tuple(numbers) for channel, *numbers in rows.fetchall()}
        assert counts == {
            "organic_search": (2296, 2296, 271),
            "paid_search": (1586, 1586, 195),
            "social": (1350, 1350, 75),
            "unknown": (1159, 1159, 193),
            "direct": (499, 499, 56),
            "email": (493, 493, 15),
            "referral": (284, 284, 24),
            "other": (215, 215, 7),
            "display": (118, 118, 6),
        }

    def test_olist_has_its_mqls_of_a_month_and_one_warning_for_an_early_win(real):
        (mqls,) = (
            real("olist")
            .execute(
                "select new_mqls from fct_funnel_conversion_monthly "
                "where segment_type = 'company' and month_start = ?",
                [date(2018, 1, 1)],
            )
            .fetchone()
        )
        assert mqls == 1141
        reasons = real("olist").execute(
            "select reason, count(*) from fct_data_quality_issues group by 1"
        )
        assert dict(reasons.fetchall()) == {
            "closed_before_lead": 1,
            "closed_before_created": 1,
        }

    def test_maven_has_its_deals(real):
        rows = real("maven").execute(
            "select sum(won_deals), sum(lost_deals), sum(won_amount) "
            "from fct_pipeline_velocity_monthly where segment_type = 'company'"
        )
        won, lost, amount = rows.fetchone()
        assert (won, lost, amount) == (4238, 2473, 10005534)
        assert round(won / (won + lost), 4) == 0.6315
        assert round(amount / won, 2) == 2360.91
        issues = real("maven").execute(
            "select reason, count(*) from fct_data_quality_issues "
            "where severity = 'rejected' group by 1"
        )
        assert issues.fetchall() == [("missing_timestamp", 500)]

    def test_maven_has_its_march_of_2017(real):
        row = real("maven").execute(
            "select won_deals, won_deals + lost_deals, round(average_deal_size, 2), "
            "round(average_sales_cycle_days, 2) from fct_pipeline_velocity_monthly "
            "where segment_type = 'company' and month_start = ?",
            [date(2017, 3, 1)],
        )
        assert row.fetchone() == (531, 647, 2136.86, 65.63)

    def test_maven_has_its_regions_and_customers(real):
        rows = real("maven").execute(
            "select segment, sum(won_deals) from fct_pipeline_velocity_monthly "
            "where segment_type = 'region' group by 1"
        )
        assert dict(rows.fetchall()) == {"Central": 1629, "East": 1171, "West": 1438}
        customers = real("maven").execute(
            "select sum(new_customers) from fct_marketing_sourced_customers_monthly "
            "where segment_type = 'company'"
        )
        assert customers.fetchone() == (85,)

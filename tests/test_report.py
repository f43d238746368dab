"""The report: opened in a real browser without network, against the marts."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
import yaml

from browsing import visited
from run_dbt import PROJECT, run_dbt

WIDTHS = {"desk": 1440, "phone": 390}
SECTIONS = ("overview", "channels", "funnel_health", "plan", "trust")
BOARDS = {
    name: yaml.safe_load((PROJECT / "reports" / f"{name}.yml").read_text("utf-8"))
    for name in SECTIONS
}
CHARTS = {
    f"{name}/{chart}": spec
    for name, board in BOARDS.items()
    for chart, spec in board["charts"].items()
}
# The smallest type on the page, in pixels of the screen.
SMALLEST_TYPE = 10

# What a KPI shows: the latest complete month in which the scorecard knows it.
KPIS = {
    "revenue": "EUR{:,.0f}",
    "mqls": "{:,.0f}",
    "mql_to_sql_rate": "{:.1%}",
    "mql_to_customer_rate": "{:.1%}",
    "cost_per_mql": "EUR{:,.0f}",
    "customer_acquisition_cost": "EUR{:,.0f}",
    "marketing_sourced_share": "{:.1%}",
    "velocity_per_day": "EUR{:,.0f}",
}

# Each chart that can be seen: its name, its kind, its text, its place, and how much is
# drawn in it; for all but cards and tables, marks with an area or a length.
SEEN = """
() => [...document.querySelectorAll('.dbt-chart')].flatMap(chart => {
    const box = chart.getBoundingClientRect();
    if (box.width === 0) return [];
    const marks = [...chart.querySelectorAll('.role-mark path, .role-mark rect')]
        .filter(mark => {
            const {width, height} = mark.getBoundingClientRect();
            return width + height > 0;
        });
    const sizeOf = text => parseFloat(getComputedStyle(text).fontSize);
    const types = [...chart.querySelectorAll('text')]
        .map(text => sizeOf(text) * text.getScreenCTM().a)
        .filter(size => size > 0);
    return [{
        section: chart.closest('section').id.replace('-', '_'),
        name: chart.dataset.chartId,
        kind: chart.dataset.chartType,
        text: chart.textContent.replace(/\\s+/g, ' '),
        left: box.left,
        right: box.right,
        marks: marks.length,
        texts: types.length,
        type: Math.min(...types),
    }];
})
"""


@dataclass(frozen=True)
class Seen:
    """What a browser showed of the page."""

    width: int
    requests: list[str]
    complaints: list[str]
    charts: dict[str, dict]
    text: str
    scroll_width: int


def drawn(folder: Path, database: Path, manifest: dict) -> Path:
    """Draw the report of a DuckDB file; return the page."""
    page, described = folder / "report.html", folder / "manifest.json"
    described.write_text(json.dumps(manifest), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "report"],
        cwd=PROJECT,
        env=os.environ
        | {
            "PYTHONPATH": "scripts",
            "DUCKDB_PATH": str(database),
            "DBT_MANIFEST": str(described),
            "REPORT": str(page),
            "VARS": "",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert str(page) in done.stdout
    return page


def seen(tmp_path_factory, page: Path, width: int) -> Seen:
    """Open the page in a browser of this width, in pixels; return what it showed."""
    with visited(page, tmp_path_factory.mktemp("profile"), width) as visit:
        charts = visit.page.evaluate(SEEN)
        return Seen(
            width=width,
            requests=visit.requests,
            complaints=visit.complaints,
            charts={f"{chart['section']}/{chart['name']}": chart for chart in charts},
            text=visit.page.inner_text("body"),
            scroll_width=visit.page.evaluate("document.documentElement.scrollWidth"),
        )


@pytest.fixture(scope="module")
def page(shipment):
    """Return the report of the sample."""
    return shipment.made("report.html")


@pytest.fixture(scope="module", params=WIDTHS.values(), ids=WIDTHS)
def shown(request, page, tmp_path_factory):
    """Return what a browser shows of the report, at a desk and on a phone."""
    return seen(tmp_path_factory, page, request.param)


@pytest.fixture(scope="module")
def connection(sample):
    """Return a connection to the marts that the report is about."""
    with duckdb.connect(sample, read_only=True) as connection:
        yield connection


def test_the_page_is_on_its_own_and_has_nothing_to_complain_of(page, shown):
    assert shown.requests == [page.as_uri()]
    assert not shown.complaints


def test_every_chart_is_drawn(shown):
    assert sorted(shown.charts) == sorted(CHARTS)
    for name, chart in shown.charts.items():
        kind = CHARTS[name]["type"]
        assert chart["kind"] == kind, name
        assert (chart["texts"] if kind in ("kpi", "table") else chart["marks"]) > 2, (
            name
        )


def test_the_page_can_be_read_at_its_width(shown):
    assert shown.scroll_width <= shown.width
    for name, chart in shown.charts.items():
        assert chart["left"] >= 0, name
        assert chart["right"] <= shown.width, name
        assert chart["type"] >= SMALLEST_TYPE, (name, chart["type"])


@pytest.mark.parametrize("metric", KPIS)
def test_a_kpi_is_that_of_the_marts(shown, connection, metric):
    month, value, change, points, target, benchmark = connection.execute(
        """
        select
            month_start, value, change, change_points, target_status, benchmark_status
        from fct_kpi_scorecard_monthly
        where metric = ? and is_complete and value is not null
        order by month_start desc
        """,
        [metric],
    ).fetchone()
    text = shown.charts[f"overview/{metric}"]["text"].replace("\N{NO-BREAK SPACE}", " ")
    number = KPIS[metric].format(value)
    assert re.sub(r"\s", "", text).startswith(number), text
    told = f"{100 * points:+.1f} points" if change is None else f"{change:+.1%}"
    assert f"{month:%b %Y} · {told}" in text
    assert (f"target {target}" in text) == (target is not None)
    assert (f"{benchmark} benchmark" in text) == (benchmark is not None)


def test_the_funnel_shows_how_many_reached_each_stage(shown, connection):
    counts = connection.execute(
        "select sum(new_leads), sum(new_mqls), sum(new_customer_leads) from "
        "(from fct_funnel_conversion_monthly where segment_type = 'company' "
        "and is_complete order by month_start desc limit 12)"
    ).fetchone()
    text = shown.charts["overview/funnel"]["text"]
    for stage, count in zip(("Leads", "MQLs", "Customers"), counts, strict=True):
        assert f"{stage}: {count:,}" in text


def test_a_table_says_what_its_mart_says(shown, connection):
    text = shown.charts["trust/rows_in"]["text"]
    for table, *numbers in connection.execute(
        "select source_table, rows_in, accepted from fct_data_quality_summary"
    ).fetchall():
        if shown.width == WIDTHS["desk"]:
            assert table.replace("_", " ") in text
        assert "".join(f"{number:,}" for number in numbers) in text


def test_months_that_are_not_mature_are_marked(shown, connection):
    months = connection.execute(
        "select month_start from fct_funnel_conversion_monthly "
        "where segment_type = 'company' and not is_mature order by month_start"
    ).fetchall()
    assert f"Months from {months[0][0]:%B %Y} on are not mature" in shown.text
    assert "not mature" in shown.charts["overview/mqls_monthly"]["text"]
    assert "month not mature" in shown.charts["overview/conversion"]["text"]
    for (month,) in months:
        assert f"{month:%b %Y}" in shown.charts["trust/maturity"]["text"]


def test_without_data_a_chart_says_why(tmp_path_factory, manifest):
    """A CRM with a few deals alone: no leads, no touches, no costs, no traffic."""
    raw = tmp_path_factory.mktemp("raw")
    (raw / "leads.csv").write_text("lead_id,created_at\n", "utf-8")
    (raw / "touchpoints.csv").write_text(
        "touchpoint_id,occurred_at,touch_type\n", "utf-8"
    )
    (raw / "deals.csv").write_text(
        "deal_id,created_at,stage,closed_at,amount\n"
        "1,2024-01-05,Closed Won,2024-02-10,1000\n"
        "2,2024-01-20,Closed Lost,2024-03-01,\n"
        "3,2024-02-01,Closed Won,2024-04-20,500\n",
        "utf-8",
    )
    database = tmp_path_factory.mktemp("deals") / "deals.duckdb"
    run = run_dbt(
        *(
            "build",
            "--exclude-resource-type",
            "unit_test",
            "--exclude-resource-type",
            "test",
        ),
        duckdb_path=database,
        raw_files=raw,
    )
    assert run.returncode == 0, run.output
    page = drawn(tmp_path_factory.mktemp("report"), database, manifest)
    shown = seen(tmp_path_factory, page, WIDTHS["phone"])
    assert not shown.complaints
    assert sorted(shown.charts) == sorted(CHARTS)
    empty = {name for name, chart in shown.charts.items() if chart["kind"] == "callout"}
    assert {
        "overview/mqls_monthly",
        "overview/cost_per_mql",
        "funnel_health/cohorts",
    } <= empty
    assert {"overview/revenue", "overview/revenue_monthly", "trust/rows_in"}.isdisjoint(
        empty
    )
    for name, chart in shown.charts.items():
        words = chart["text"].replace(" ", "")
        if name in empty:
            assert CHARTS[name]["notes"].replace(" ", "") in words, name
        else:
            assert max(chart["marks"], chart["texts"]) > 2, name

"""Names that attack whoever shows them are shown as text, and nothing of them runs."""

import os
import re
import subprocess
import sys
import unicodedata
import zipfile
from dataclasses import dataclass

import duckdb
import openpyxl
import pytest
from metricflow.data_table.mf_table import MetricFlowDataTable
from metricflow.engine.metricflow_engine import MetricFlowEngine
from playwright.sync_api import Page

import hostile
import metrics
from browsing import visited
from built_tables import mart_names, printable
from export.__main__ import WORKBOOK
from report.boards import UNDRAWABLE
from run_dbt import PROJECT
from test_export import csv_cells, mart_cells, run_export
from test_report import WIDTHS, drawn

# What a name could become if it were not text: the page has none of these, but for
# links to its own sections.
FOREIGN = """
() => [...document.querySelectorAll('body *')].filter(element =>
    /^(iframe|img|image|object|embed|foreignobject|animate|use|link|form)$/i
        .test(element.tagName)
    || [...element.attributes].some(({name}) => name.startsWith('on'))
    || (/^a$/i.test(element.tagName) && !/^#/.test(element.getAttribute('href')))
).map(element => element.outerHTML)
"""
TEXTS = """
() => Object.fromEntries([...document.querySelectorAll('.dbt-chart')]
    .filter(chart => chart.getBoundingClientRect().width > 0)
    .map(chart => [chart.dataset.chartId, chart.textContent]))
"""
# Whatever would listen hears of it.
POKED = """
() => {
    for (const element of document.querySelectorAll('body, body *'))
        for (const kind of ['pointerover', 'mouseover', 'focus', 'click'])
            element.dispatchEvent(new MouseEvent(kind, {bubbles: true}));
}
"""


@dataclass(frozen=True)
class Walk:
    """What somebody saw who went all over the page, and what it did meanwhile."""

    width: int
    requests: list[str]
    complaints: list[str]
    ran: str | None
    foreign: list[str]
    texts: dict[str, str]
    tooltips: dict[str, str]


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    """Return the DuckDB file of the company."""
    folder = tmp_path_factory.mktemp("hostile")
    run = hostile.build(folder)
    assert run.returncode == 0, run.output[-5000:]
    return folder / "hostile.duckdb"


@pytest.fixture(scope="module")
def page(company, manifest, tmp_path_factory):
    """Return the report of the company."""
    return drawn(tmp_path_factory.mktemp("report"), company, manifest)


@pytest.fixture(scope="module", params=WIDTHS.values(), ids=WIDTHS)
def walk(request, page, tmp_path_factory):
    """Return what is seen on a way over the page, at a desk and on a phone."""
    with visited(page, tmp_path_factory.mktemp("profile"), request.param) as visit:
        texts = visit.page.evaluate(TEXTS)
        tooltips = {chart: hovered(visit.page, chart) for chart in ("shares", "needed")}
        visit.page.evaluate(POKED)
        # For what would run a little later.
        visit.page.wait_for_timeout(500)
        return Walk(
            width=request.param,
            requests=visit.requests,
            complaints=visit.complaints,
            ran=visit.page.evaluate("window.ran"),
            foreign=visit.page.evaluate(FOREIGN),
            texts=texts,
            tooltips=tooltips,
        )


def hovered(page: Page, chart: str) -> str:
    """Return what the tooltips say over the bars of a chart, which have names."""
    found = []
    for bar in page.locator(
        f"[data-chart-id={chart}] [aria-roledescription=bar]"
    ).all():
        if bar.is_visible():
            bar.scroll_into_view_if_needed()
            box = bar.bounding_box()
            page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            found.append(page.locator(".dbt-tooltip").inner_text())
    return "\n".join(found)


def letters(text: str) -> str:
    """Return a name or a text without what a drawing of it may leave out or change."""
    # Lines are broken anywhere, and a channel's _ is shown as a blank.
    return re.sub(r"[\s_\ufeff\u2060-\u2064]", "", re.sub(UNDRAWABLE, "�", text))


def test_nothing_of_a_name_runs_or_asks_for_anything(page, walk):
    assert walk.ran is None
    assert walk.requests == [page.as_uri()]
    assert not walk.complaints
    assert not walk.foreign


def test_names_are_seen_as_text(walk):
    # A phone has no room for all of a name in the others.
    tables = ["channels"] + ["attribution", "goals"] * (walk.width == WIDTHS["desk"])
    for table in tables:
        seen = letters(walk.texts[table])
        assert not [name for name in hostile.NAMES if letters(name) not in seen], table
    for chart, said in walk.tooltips.items():
        seen = letters(said)
        # dbt-charts takes a semicolon for the end of a name, in tooltips.
        names = [name for name in hostile.NAMES if ";" not in name]
        assert not [name for name in names if letters(name) not in seen], chart


def test_the_page_lets_no_script_run_but_its_own(page, tmp_path):
    """Even if a name became one."""
    with visited(page, tmp_path / "profile", WIDTHS["desk"]) as visit:
        visit.page.evaluate(
            """() => {
                const script = document.createElement('script');
                script.textContent = 'ran = true';
                document.body.append(script);
                new Image().src = 'http://leak.example';
            }"""
        )
        assert visit.page.evaluate("window.ran") is None
        refused = [said for said in visit.complaints if "Security Policy" in said]
        assert len(refused) == 2, visit.complaints


@pytest.fixture(scope="module")
def connection(company):
    """Return a connection to the company's marts."""
    with duckdb.connect(company, read_only=True) as connection:
        yield connection


def is_formula(cell: str) -> bool:
    """Say whether a spreadsheet may take text for a formula."""
    seen = "".join(c for c in cell if unicodedata.category(c)[0] not in "ZC")
    return cell[:1] in tuple("\t\r\n") or seen[:1] in tuple("=+-@＝＋－＠")  # noqa: RUF001


def without_apostrophe(cell: str) -> str:
    """Return text as docs/bi-tools.md says that it is to be read."""
    is_marked = cell[:1] == "'" and is_formula(cell.lstrip("'"))
    return cell[1:] if is_marked else cell


@pytest.fixture(scope="module")
def folder(company, tmp_path_factory):
    """Return the folder with the exported files of the company."""
    folder = tmp_path_factory.mktemp("export")
    done = run_export(company, folder)
    assert done.returncode == 0, done.stderr
    assert "CSV_AS_IS=1" in done.stdout
    return folder


def test_no_text_in_csv_is_a_formula_and_all_can_be_had_back(folder, connection):
    marked = set()
    for mart in mart_names():
        columns = connection.execute(f"describe {mart}").fetchall()
        is_text = [kind == "VARCHAR" for _, kind, *_ in columns]
        _, *rows = csv_cells(folder, mart)
        read = []
        for row in rows:
            cells = list(zip(row, is_text, strict=True))
            assert not [cell for cell, text in cells if text and is_formula(cell)], mart
            read.append(
                tuple(
                    without_apostrophe(cell) if text else cell for cell, text in cells
                )
            )
            marked |= {cell for cell in row if cell != without_apostrophe(cell)}
        assert sorted(read) == sorted(mart_cells(connection, mart)), mart
    assert {
        f"'{name}" for name in hostile.NAMES if is_formula(name.lstrip("'"))
    } <= marked


def test_csv_is_left_as_it_is_if_that_is_wanted(company, connection, tmp_path):
    done = run_export(company, tmp_path / "export", CSV_AS_IS="1")
    assert done.returncode == 0, done.stderr
    assert "CSV_AS_IS" not in done.stdout
    for mart in mart_names():
        _, *rows = csv_cells(tmp_path / "export", mart)
        assert sorted(rows) == sorted(mart_cells(connection, mart)), mart


def test_the_workbook_has_text_alone_no_formula_and_no_link(folder):
    path = folder / WORKBOOK
    with zipfile.ZipFile(path) as parts:
        sheets = [name for name in parts.namelist() if "worksheets/" in name]
        assert len(sheets) > 10
        for name in sheets:
            assert not re.findall(rb"<f>|<hyperlink", parts.read(name)), name
        assert not [name for name in parts.namelist() if "external" in name.lower()]
    rows = openpyxl.load_workbook(path)["campaign_results"].iter_rows(min_row=2)
    # So a workbook spells what XML forbids; Excel reads it back.
    seen = {
        re.sub("_x([0-9A-F]{4})_", lambda code: chr(int(code[1], 16)), str(cell.value))
        for row in rows
        for cell in row
    }
    assert not [name for name in hostile.NAMES if name not in seen]


def test_what_is_printed_holds_nothing_that_a_terminal_obeys(company):
    headline = subprocess.run(
        [sys.executable, "scripts/print_headline.py"],
        cwd=PROJECT,
        env=os.environ | {"DUCKDB_PATH": str(company)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Rows set aside" in headline.stdout
    assert printable(headline.stdout) == headline.stdout


def test_nor_does_what_metricflow_prints(monkeypatch):
    """Of a table's cells, and of a dimension's values."""
    names = hostile.FOR_TERMINALS
    table = MetricFlowDataTable.create_from_rows(["name"], [[name] for name in names])
    monkeypatch.setattr(metrics, "_get_dimension_values", lambda _: names)
    monkeypatch.setattr(metrics.main, "cli", lambda *_, **__: None)
    metrics.run([], None)
    assert "[31mred" in table.text_format()
    for text in (table.text_format(), *MetricFlowEngine.get_dimension_values(None)):
        assert printable(text) == text

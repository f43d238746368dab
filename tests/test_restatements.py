"""What a closed month was published with is kept, and every change of it is told."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from comparing import read_table
from copying import copied_project
from run_dbt import PROJECT, run_dbt

JANUARY = date(2025, 1, 1)


def write(folder: Path, leads: int, amount: int) -> None:
    """Write leads of January, and a deal won then; the report ends in March."""
    folder.mkdir(exist_ok=True)
    rows = [f"L{number},2025-01-{number + 1:02}" for number in range(leads)]
    tables = {
        "leads": ["lead_id,created_at", *rows, "later,2025-03-04"],
        "touchpoints": ["touchpoint_id,occurred_at,touch_type"],
        "deals": [
            "deal_id,created_at,stage,closed_at,amount",
            f"D1,2025-01-03,Closed Won,2025-01-20,{amount}",
        ],
    }
    for table, lines in tables.items():
        (folder / f"{table}.csv").write_text("\n".join([*lines, ""]))


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Return what is told after each run: a mapping of metric to changes."""
    home = tmp_path_factory.mktemp("restatements")

    def build(
        *arguments: str, project: Path = PROJECT, **variables: object
    ) -> dict[str, list[tuple]]:
        run = run_dbt(
            *("build", "--exclude-resource-type", "unit_test", "test"),
            *("--select", "+fct_kpi_restatements", *arguments),
            duckdb_path=home / "x.duckdb",
            raw_files=home / "raw",
            variables=variables,
            project=project,
        )
        assert run.returncode == 0, run.output[-3000:]
        changes: dict[str, list[tuple]] = {}
        rows = read_table(home / "x.duckdb", "fct_kpi_restatements")
        for row in sorted(rows, key=lambda row: row["change_number"]):
            assert row["month_start"] == JANUARY
            assert row["published_at"] <= row["changed_at"]
            columns = ("published_value", "changed_value", "value_now", "changed_by")
            change = tuple(row[column] for column in columns)
            changes.setdefault(row["metric"], []).append(change)
        return changes

    write(home / "raw", leads=3, amount=100)
    first, again = build(), build()
    write(home / "raw", leads=4, amount=100)
    late = build("--full-refresh")
    # A report of the past, in which less is known of January.
    past = build(as_of_date="2025-01-02")
    assert past == late
    write(home / "raw", leads=4, amount=250)
    corrected = build()
    set_clock_back(home / "x.duckdb")
    # With these every lead is an MQL.
    rules = {"mql_score": 0, "mql_min_fit_score": -99}
    ruled = build(**rules)
    doubled = {"project": with_doubled_sums(home), **rules}
    recoded = build(**doubled)
    without_january = build(first_month="2025-02", **doubled)
    write(home / "raw", leads=4, amount=300)
    from_january = build(first_month="2025-01", **doubled)
    return (
        *(first, again, late, corrected, ruled, recoded),
        *(without_january, from_january),
    )


def set_clock_back(database: Path) -> None:
    """Let all that was noted so far have been noted by a clock a day ahead."""
    with duckdb.connect(str(database)) as connection:
        for table, column in (
            ("int_month_states", "noted_at"),
            ("int_kpi_versions", "published_at"),
        ):
            connection.execute(
                f"update {table} set {column} = {column} + interval 1 day"
            )


def with_doubled_sums(folder: Path) -> Path:
    """Return a copy of the project in which one macro computes something else."""
    project = copied_project(folder)
    macro = project / "macros" / "segments" / "rates.sql"
    text = macro.read_text(encoding="utf-8")
    amount = "then {{ amount }} end"
    assert amount in text
    macro.write_text(text.replace(amount, "then 2 * {{ amount }} end"), "utf-8")
    return project


def test_nothing_is_told_at_first_nor_while_nothing_changes(told):
    assert told[:2] == ({}, {})


def test_a_late_row_is_told_in_spite_of_a_full_refresh(told):
    assert told[2]["leads"] == [(3, 4, 4, "late rows")]
    assert "revenue" not in told[2]


def test_a_corrected_row_is_told(told):
    assert told[3]["leads"] == told[2]["leads"]
    assert told[3]["revenue"] == [(100, 250, 250, "corrected rows")]
    assert "mqls" not in told[3]


def test_a_changed_rule_is_told(told):
    assert told[4]["mqls"] == [(0, 4, 4, "rule")]
    assert told[4]["leads"] == told[2]["leads"]
    assert told[4]["revenue"] == told[3]["revenue"]


def test_a_changed_macro_is_told(told):
    assert told[5]["revenue"] == [
        (100, 250, 500, "corrected rows"),
        (100, 500, 500, "project"),
    ]
    assert told[5]["mqls"] == told[4]["mqls"]


def test_a_month_that_is_not_shown_is_not_told_and_comes_back_with_its_changes(told):
    assert told[6] == {}
    assert told[7].keys() == told[5].keys()
    assert told[7]["mqls"] == told[5]["mqls"]


def test_another_first_month_is_no_changed_rule(told):
    assert told[7]["revenue"][2:] == [(100, 600, 600, "corrected rows")]

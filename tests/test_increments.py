"""An increment ends in the tables of a full run, whatever the rows have been through.

HISTORIES=20 follows the first twenty histories, HISTORY_SEED=7 that one only.
"""

import os
import random
import signal
from functools import partial
from pathlib import Path

import duckdb
import pytest

from comparing import assert_same_tables, keys_of, read_table, table_names
from random_worlds import make_world
from random_worlds.history import History
from run_dbt import PROJECT, DbtRun, run_dbt

ONE_SEED = os.environ.get("HISTORY_SEED")
SEEDS = [int(ONE_SEED)] if ONE_SEED else range(int(os.environ.get("HISTORIES", "1")))
# Increments with all data tests: what holds for a full run holds for them. The tables
# that they are compared with need none, for they are the same.
BUILD = ("build", "--exclude-resource-type", "unit_test")
MARTS = sorted(path.stem for path in (PROJECT / "models" / "marts").rglob("*.sql"))
# What a run remembers for the next, which rows it looked at, what was published.
BOOKKEEPING = {
    *("run_state", "run_loads", "run_loads_now", "run_loads_changed", "run_raw_files"),
    *("stg_changed_touchpoints", "stg_changed_leads"),
    *("int_changed_visitors", "int_leads_to_recompute", "int_touchpoints_to_recompute"),
    *("int_kpi_versions", "int_month_states", "fct_kpi_restatements"),
}


class Warehouse:
    """A folder of raw files, and two databases that are built from it."""

    def __init__(self, folder: Path, seed: int) -> None:
        """Make a world whose rows are still to come."""
        world = make_world(seed, folder / "world")
        self.history = History(world.oracle_folder, seed)
        self.variables, self.rules = world.variables, world.rules_folder
        self.raw, self.grown = folder / "raw", folder / "grown.duckdb"
        self._fresh = folder / "fresh.duckdb"

    def build(self, *, writes: bool = True) -> None:
        """Build upon what the last run has left, from the rows as they are now."""
        if writes:
            self.history.write(self.raw)
        self._build(self.grown)

    def kill_a_build(self, model: str) -> None:
        """Kill a build that has come to a model."""
        self.history.write(self.raw)
        killed = self._run(self.grown, kill_at=f"START sql {model}")
        assert killed.returncode == -signal.SIGKILL

    def assert_as_if_new(self, place: str) -> None:
        """Compare every table with that of a run without a past."""
        self._fresh.unlink(missing_ok=True)
        self._build(self._fresh, "test")
        assert table_names(self.grown) == table_names(self._fresh), place
        assert_same_tables(
            table_names(self._fresh) - BOOKKEEPING,
            partial(read_table, self._fresh),
            partial(read_table, self.grown),
            place,
            keys=lambda table: keys_of(table) if table in MARTS else (),
        )

    def reason_for_full_run(self) -> str | None:
        """Return why the last run was no increment; none if it was one."""
        with duckdb.connect(str(self.grown), read_only=True) as connection:
            state = connection.execute(
                "select is_increment, reason, is_finished from run_state"
            ).fetchone()
        assert state[2], "the run did not finish"
        return None if state[0] else state[1]

    def _build(self, database: Path, *excluded: str) -> None:
        run = self._run(database, *excluded)
        assert run.returncode == 0, run.output[-5000:]

    def _run(self, database: Path, *excluded: str, **options) -> DbtRun:
        return run_dbt(
            *(*BUILD, *excluded),
            duckdb_path=database,
            raw_files=self.raw,
            rules=self.rules,
            variables=self.variables,
            **options,
        )


@pytest.mark.parametrize("seed", SEEDS)
def test_every_slice_of_a_history_ends_in_the_tables_of_a_full_run(seed, tmp_path):
    warehouse = Warehouse(tmp_path, seed)
    rng = random.Random(seed)
    warehouse.history.grow(0.6)
    warehouse.build()
    assert warehouse.reason_for_full_run() == "no run before it was finished"
    for number in range(3):
        warehouse.history.grow(rng.choice([0, 0.1, 0.4]))
        warehouse.history.change(rng.randint(1, 25))
        warehouse.build()
        place = f"seed {seed}, slice {number}"
        assert warehouse.reason_for_full_run() is None, place
        warehouse.assert_as_if_new(place)


def add_touch(
    history: History, lead_id: str, day: int, anonymous_id: str, **cells: str
) -> None:
    """Load a touch that counts, but for what its cells say otherwise."""
    history.add(
        "touchpoints",
        **{
            "touchpoint_id": f"{lead_id or anonymous_id}-{day}",
            "touch_type": "trial_started",
            "occurred_at": f"2024-02-0{day} 10:00:00",
            "lead_id": lead_id,
            "anonymous_id": anonymous_id,
            **cells,
        },
    )


def test_leads_that_share_a_visitor_keep_all_their_touches_when_it_passes_on(tmp_path):
    """The visitor is the busy lead's; some touches of the quiet one name it, too.

    When the busy one's first touch is gone the visitor is the quiet one's, which no
    changed row names: with its other touches, and those of another visitor of its own.
    The lead beside, which named that one once, keeps what it has.
    Rows without an id are numbered together, whatever else the new ones name.
    """
    warehouse = Warehouse(tmp_path, seed=2)
    history = warehouse.history
    for lead_id in ("quiet", "busy", "beside"):
        history.add("leads", lead_id=lead_id, created_at="2024-01-15 09:00:00")
    add_touch(history, "busy", 1, "shared")
    for day, anonymous_id in [(2, ""), (3, "shared"), (4, ""), (6, "own")]:
        add_touch(history, "quiet", day, anonymous_id)
    for day, anonymous_id in [(7, "own"), (8, "shared")]:
        add_touch(history, "", day, anonymous_id)
    for day, anonymous_id in [(7, ""), (8, "own")]:
        add_touch(history, "beside", day, anonymous_id)
    add_touch(history, "nobody else", 9, "", touchpoint_id="")
    history.grow(0.2)
    warehouse.build()
    add_touch(history, "busy", 5, "shared")
    add_touch(history, "busy", 1, "", touchpoint_id="")
    warehouse.build()
    assert warehouse.reason_for_full_run() is None
    warehouse.assert_as_if_new("a shared visitor")
    history.remove("touchpoints", touchpoint_id="busy-1")
    warehouse.build()
    assert warehouse.reason_for_full_run() is None
    warehouse.assert_as_if_new("a visitor that passes on")


def test_a_row_that_takes_the_place_of_another_in_its_load_is_seen(tmp_path):
    """A loader that stamps rows by the day may delete one and add one under a stamp."""
    warehouse = Warehouse(tmp_path, seed=2)
    history = warehouse.history
    for lead_id in ("stays", "goes"):
        history.add("leads", lead_id=lead_id, created_at="2024-01-15 09:00:00")
        add_touch(history, lead_id, 1, "")
    warehouse.build()
    history.rename("leads", "goes", "comes")
    history.rename("touchpoints", "goes-1", "comes-1")
    warehouse.build()
    assert warehouse.reason_for_full_run() is None
    warehouse.assert_as_if_new("rows that took the place of others")
    leads = read_table(warehouse.grown, "dim_leads")
    assert {row["lead_id"] for row in leads} == {"stays", "comes"}


def test_a_visitor_of_a_third_lead_is_warned_of_with_all_its_touches(tmp_path):
    """The touches that were there before are in no changed row."""
    warehouse = Warehouse(tmp_path, seed=0)
    history = warehouse.history
    for lead_id in ("one", "two", "three"):
        history.add("leads", lead_id=lead_id, created_at="2024-01-15 09:00:00")
    for day, lead_id in enumerate(["one", "two", ""], start=1):
        add_touch(history, lead_id, day, "office")
    add_touch(history, "three", 5, "undefined")
    history.grow(0.2)
    warehouse.build()
    add_touch(history, "three", 4, "office")
    warehouse.build()
    assert warehouse.reason_for_full_run() is None
    warehouse.assert_as_if_new("a visitor of three leads")
    warned = {
        row["record_id"]
        for row in read_table(warehouse.grown, "fct_data_quality_issues")
        if row["reason"] == "shared_visitor"
    }
    assert {"one-1", "two-2", "office-3", "three-4"} <= warned
    assert "three-5" not in warned


def add_deal(history: History, deal_id: str, lead_id: str, day: int, **cells) -> None:
    """Load a version of a deal that was won in May, but for what its cells say."""
    won = {"stage": "Closed Won", "closed_at": "2024-05-20 10:00:00", "amount": "100"}
    history.add(
        "deals",
        **{
            "deal_id": deal_id,
            "lead_id": lead_id,
            "created_at": "2024-04-01 10:00:00",
            "updated_at": f"2024-06-{day:02} 10:00:00",
            **won,
            **cells,
        },
    )


def test_what_moves_away_from_a_lead_takes_its_traces_along(tmp_path):
    """A changed deal names its new lead; the report may end earlier, too."""
    warehouse = Warehouse(tmp_path, seed=2)
    history = warehouse.history
    for lead_id in (
        "had it",
        "gets it",
        "deleted",
        "unnamed",
        "first",
        "later",
        "back",
        "closes",
    ):
        history.add("leads", lead_id=lead_id, created_at="2024-03-01 09:00:00")
        add_touch(history, lead_id, 1, "")
    for deal_id in ("had it", "deleted", "unnamed", "back"):
        add_deal(history, deal_id, deal_id, 1)
    # Nothing but its close says that the report's end passes over it.
    add_deal(history, "closes", "closes", 1, updated_at="")
    add_deal(history, "handed on", "first", 1)
    add_deal(history, "handed on", "later", 15)
    add_deal(history, "back", "first", 2)
    add_touch(history, "first", 2, "", occurred_at="2024-06-12 10:00:00")
    history.add("leads", lead_id="first", updated_at="2024-06-14", job_title="CEO")
    warehouse.variables |= {"as_of_date": "2024-06-10"}
    warehouse.build()

    add_deal(history, "had it", "gets it", 2)
    add_deal(history, "deleted", "", 2, created_at="", stage="", is_deleted="true")
    add_deal(history, "unnamed", "", 2)
    history.remove("deals", deal_id="back", lead_id="first")
    for as_of_date in ("2024-06-20", "2024-06-13", "2024-04-10"):
        warehouse.variables |= {"as_of_date": as_of_date}
        warehouse.build()
        assert warehouse.reason_for_full_run() is None
        warehouse.assert_as_if_new(f"as of {as_of_date}")


def test_a_run_of_some_models_or_without_loads_is_no_base_for_an_increment(tmp_path):
    warehouse = Warehouse(tmp_path, seed=2)
    warehouse.history.grow(0.3)
    warehouse.build()
    run_dbt(
        *("run", "--select", "int_lead_scores"),
        duckdb_path=warehouse.grown,
        raw_files=warehouse.raw,
        rules=warehouse.rules,
        variables=warehouse.variables | {"mql_score": 1},
    )
    warehouse.build()
    assert warehouse.reason_for_full_run() == "no run before it was finished"
    warehouse.history.write(warehouse.raw, unstamped={"deals"})
    warehouse.build(writes=False)
    assert "column of the raw tables" in warehouse.reason_for_full_run()
    warehouse.build(writes=False)
    assert "has no loaded_at" in warehouse.reason_for_full_run()
    warehouse.build()
    assert "column of the raw tables" in warehouse.reason_for_full_run()
    warehouse.assert_as_if_new("loads that were not told before")


def test_after_a_killed_run_or_a_changed_rule_all_is_built_anew(tmp_path):
    warehouse = Warehouse(tmp_path, seed=5)
    warehouse.history.grow(0.6)
    warehouse.build()
    warehouse.history.grow(0.5)
    warehouse.history.change(10)
    # A table that increments change, or any other: at its start, whatever else runs.
    warehouse.kill_a_build(random.choice(["incremental model", "table model main.fct"]))
    warehouse.build()
    assert warehouse.reason_for_full_run() == "no run before it was finished"
    warehouse.assert_as_if_new("after a killed run")
    warehouse.variables |= {"mql_score": 41, "conversion_window_days": 45}
    warehouse.history.change(10)
    warehouse.build()
    assert "variable" in warehouse.reason_for_full_run()
    warehouse.assert_as_if_new("after a changed rule")

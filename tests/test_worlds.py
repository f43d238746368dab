"""On random worlds, the models and the plain Python agree in every cell.

WORLDS=100 takes the first hundred worlds, WORLD_SEED=7 that one only.
"""

import csv
import functools
import os
import random
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from comparing import assert_same_tables, read_table, table_names
from oracle import recompute
from random_worlds import World, make_world
from random_worlds.building import build_tables
from random_worlds.tables import TABLES
from run_dbt import PROJECT

ONE_SEED = os.environ.get("WORLD_SEED")
SEEDS = [int(ONE_SEED)] if ONE_SEED else range(int(os.environ.get("WORLDS", "6")))
MARTS = {path.stem for path in (PROJECT / "models" / "marts").rglob("*.sql")}
QUALITY_TABLES = {
    "fct_data_drift",
    "fct_data_quality_issues",
    "fct_data_quality_summary",
}


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """Return a function that makes and builds a world, once a session."""

    @functools.cache
    def build_world(seed: int) -> tuple[World, Path]:
        folder = tmp_path_factory.mktemp(f"world-{seed}-")
        world, database = make_world(seed, folder), folder / "built.duckdb"
        build_tables(database, world.raw_folder, world.variables, world.rules_folder)
        return world, database

    return build_world


@pytest.mark.parametrize("seed", SEEDS)
def test_every_cell_is_recomputed(seed, built):
    world, database = built(seed)
    expected = recompute(
        world.oracle_folder,
        PROJECT / "seeds" / "rules",
        world.variables,
        date.today(),
        world.rules_folder,
    )
    assert_tables_equal(expected, database, f"seed {seed}, {world.description}")


def assert_tables_equal(expected: dict, database: Path, place: str) -> None:
    """Compare all tables that both have; every mart of the project must be there."""
    shared = set(expected) & table_names(database)
    assert shared >= MARTS, f"not compared: {sorted(MARTS - shared)}"
    read = functools.partial(read_table, database)
    assert_same_tables(shared, expected.get, read, place)


@pytest.mark.parametrize("seed", SEEDS[-1:])
def test_order_and_copies_of_rows_change_nothing(seed, built, tmp_path):
    world, database = built(seed)
    raw_folder = tmp_path / "raw"
    added = shuffle_and_copy(world.oracle_folder, raw_folder, seed)
    shuffled = tmp_path / "shuffled.duckdb"
    build_tables(shuffled, raw_folder, world.variables, world.rules_folder)
    before, after = (
        functools.partial(read_table, path) for path in (database, shuffled)
    )
    assert_same_tables(MARTS - QUALITY_TABLES, before, after, world.description)
    assert_bookkeeping_equal(database, shuffled, added)


def shuffle_and_copy(folder: Path, target: Path, seed: int) -> Counter:
    """Write all tables in another order, with copies; count the copies by table."""
    rng = random.Random(seed)
    target.mkdir()
    added: Counter = Counter()
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        copies = rng.sample(rows, len(rows) // 3)
        added[path.stem] = len(copies)
        rows += copies
        rng.shuffle(rows)
        with (target / path.name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])
    return added


def assert_bookkeeping_equal(before: Path, after: Path, added: Counter) -> None:
    """A copy is a duplicate, or one more row that is deleted, rejected or not yet."""
    summaries = [
        {
            row["source_table"]: row
            for row in read_table(path, "fct_data_quality_summary")
        }
        for path in (before, after)
    ]
    assert set(summaries[0]) == set(summaries[1]) == set(TABLES)
    for table, row in summaries[0].items():
        copied = summaries[1][table]
        assert copied["rows_in"] == row["rows_in"] + added[table], table
        assert copied["accepted"] == row["accepted"], table
        assert copied["deleted"] == row["deleted"], table
        for count in ("duplicates", "rejected", "not_yet"):
            assert copied[count] >= row[count], (table, count)
    issues = [
        {
            (row["source_table"], row["severity"], row["reason"], row["raw_row"])
            for row in read_table(path, "fct_data_quality_issues")
            if row["reason"] != "identical_rows"
        }
        for path in (before, after)
    ]
    assert issues[0] == issues[1]

"""A database that is built again and again does not grow.

GROWTH_RUNS=20 builds it twenty times.
"""

import os

from run_dbt import run_dbt

RUNS = int(os.environ.get("GROWTH_RUNS", "4"))


def test_the_file_does_not_grow_on_unchanged_data(tmp_path):
    database = tmp_path / "grown.duckdb"
    sizes = []
    for _ in range(RUNS):
        excluded = ("--exclude-resource-type", "unit_test", "test")
        run = run_dbt("build", *excluded, duckdb_path=database)
        assert run.returncode == 0, run.output
        sizes.append(database.stat().st_size)
    assert max(sizes) <= 1.2 * sizes[0], sizes

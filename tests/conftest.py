"""What tests share."""

import pytest

from run_dbt import run_dbt


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """Return the DuckDB file of the sample, built once with all of dbt's tests."""
    path = tmp_path_factory.mktemp("sample") / "sample.duckdb"
    run = run_dbt("build", duckdb_path=path)
    assert run.returncode == 0, run.output
    return path

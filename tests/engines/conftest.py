"""The engines, each started once and gone when the tests end."""

import functools

import pytest

from changed_rows import write_changed_rows
from postgres import postgres_server
from run_dbt import PROJECT, run_dbt
from spark import Spark


@pytest.fixture(scope="session")
def postgres():
    """Return a Postgres server without tables."""
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def spark(tmp_path_factory):
    """Return a Spark without tables."""
    return Spark(tmp_path_factory.mktemp("spark"))


@pytest.fixture(scope="session", params=["postgres", "spark"])
def engine(request):
    """Return each engine in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """Return DuckDB's tables of the sample."""
    database = tmp_path_factory.mktemp("duckdb") / "sample.duckdb"
    tests = ("--exclude-resource-type", "unit_test", "test")
    run = run_dbt("build", *tests, duckdb_path=database)
    assert run.returncode == 0, run.output[-5000:]
    return database


@pytest.fixture(scope="session")
def build_sample():
    """Return a function that builds the sample on an engine once, with all tests."""
    return functools.cache(lambda engine: engine.run_dbt("build"))


@pytest.fixture(scope="session")
def loads(tmp_path_factory):
    """Return two folders of raw tables: yesterday's, and today's with more rows."""
    folders = [tmp_path_factory.mktemp(name) for name in ("yesterday", "today")]
    write_changed_rows(PROJECT / "seeds" / "sample", *folders)
    return folders

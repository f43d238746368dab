"""What tests share."""

import pytest

from run_dbt import run_dbt
from shipping import Shipment, ship

# Each of their tests makes its own tables, but for those of one world.
SPREAD = {"test_fingerprint", "test_increments", "test_lint", "test_worlds"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Keep tests that share tables on one core, by pytest-xdist's groups.

    It must come first, for pytest-xdist reads the groups in a hook of this name, too.
    """
    for item in items:
        if group := group_of(item):
            item.add_marker(pytest.mark.xdist_group(group))
    # The longest first, so that no core waits for another one's at the end.
    items.sort(key=lambda item: {"shipped": 0, None: 1}.get(group_of(item), 2))


def group_of(item) -> str | None:
    """Return the name of the tests that this one shares tables with, if any."""
    if hasattr(item, "callspec") and "engine" in item.callspec.params:
        return item.callspec.params["engine"]
    if item.path.parent.name == "engines":
        return "postgres"
    if "shipment" in item.fixturenames:
        return "shipped"
    if item.path.stem == "test_worlds":
        return f"world-{item.callspec.params['seed']}"
    return None if item.path.stem in SPREAD else item.path.stem


@pytest.fixture(scope="session")
def shipment(tmp_path_factory) -> Shipment:
    """Return what the Makefile's commands make of the sample, once."""
    return ship(tmp_path_factory.mktemp("shipped"))


@pytest.fixture(scope="session")
def sample(shipment):
    """Return the DuckDB file of the sample, as `make build` builds and tests it."""
    assert shipment.statuses["build"] == 0, shipment.said
    return shipment.made("beyond_mql.duckdb")


@pytest.fixture(scope="session")
def manifest() -> dict:
    """Return what dbt knows of the project."""
    run = run_dbt("parse", keeps_artifacts=True, with_metrics=True)
    assert run.returncode == 0, run.output
    return run.manifest

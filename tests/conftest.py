"""What tests share."""

import pytest

from run_dbt import run_dbt
from shipping import Shipment, ship

# The tests that ask for what `make build` made, and all others; those of each engine.
LANES = ("shipped", "other", "postgres", "spark")
# With it the first takes about as long as the second.
ALSO_IN_SHIPPED = {"test_increments"}


def pytest_addoption(parser):
    """Let tests/run_lanes.py run each lane in a process of its own."""
    parser.addoption("--lane", choices=LANES, help="run only the tests of a lane")


def pytest_collection_modifyitems(config, items):
    """Leave out the tests of the other lane."""
    lane = config.getoption("--lane")
    kept = [item for item in items if lane in (None, lane_of(item))]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def lane_of(item) -> str:
    """Return the lane of a test."""
    if hasattr(item, "callspec") and "engine" in item.callspec.params:
        return item.callspec.params["engine"]
    if item.path.parent.name == "engines":
        return "postgres"
    is_shipped = "shipment" in item.fixturenames or item.path.stem in ALSO_IN_SHIPPED
    return "shipped" if is_shipped else "other"


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

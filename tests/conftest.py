"""What tests share."""

import pytest

from run_dbt import run_dbt
from shipping import Shipment, ship


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
    run = run_dbt("parse")
    assert run.returncode == 0, run.output
    return run.manifest

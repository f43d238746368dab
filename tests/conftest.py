"""What tests share."""

import pytest

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

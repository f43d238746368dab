"""On the sample, the models and the plain Python agree in every cell."""

from datetime import date

from oracle import recompute
from random_worlds.building import build_tables
from run_dbt import PROJECT
from test_worlds import assert_tables_equal

SAMPLE = PROJECT / "seeds" / "sample"
RULES = PROJECT / "seeds" / "rules"
# They count for the sample alone, and only where it is built as it ships.
SAMPLE_RULES = PROJECT / "sample" / "rules"


def test_every_cell_as_it_ships(sample):
    expected = recompute(SAMPLE, RULES, {}, date.today(), own_rules=SAMPLE_RULES)
    assert_tables_equal(expected, sample, "the sample")


def test_every_cell_drawn_earlier_elsewhere_from_files(tmp_path):
    variables = {"as_of_date": "2025-10-19", "reporting_timezone": "America/New_York"}
    build_tables(tmp_path / "earlier.duckdb", SAMPLE, variables)
    expected = recompute(SAMPLE, RULES, variables, date.today())
    place = f"the sample, {variables}"
    assert_tables_equal(expected, tmp_path / "earlier.duckdb", place)

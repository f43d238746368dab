"""On the sample, the models and the plain Python agree in every cell."""

from datetime import date

import pytest
from oracle import recompute
from test_worlds import assert_tables_equal
from worlds.running import PROJECT, build

SAMPLE = PROJECT / "seeds" / "sample"
EARLIER = {"as_of_date": "2025-10-19", "reporting_timezone": "America/New_York"}


@pytest.mark.parametrize(
    ("variables", "raw_folder"),
    [({}, None), (EARLIER, SAMPLE)],
    ids=["as it ships", "drawn earlier, elsewhere, from files"],
)
def test_every_cell_is_recomputed(variables, raw_folder, tmp_path):
    database = tmp_path / "built.duckdb"
    build(database, variables, raw_folder)
    rules = PROJECT / "seeds" / "rules"
    expected = recompute(SAMPLE, rules, variables, date.today())
    assert_tables_equal(expected, database, f"the sample, {variables}")

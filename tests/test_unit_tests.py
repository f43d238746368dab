"""dbt's own tests that `make build` leaves out: of rules, and of portable macros."""

import shutil

from run_dbt import run_dbt


def test_every_rule_is_as_its_unit_tests_say(sample, tmp_path):
    database = shutil.copyfile(sample, tmp_path / "sample.duckdb")
    run = run_dbt(
        *("test", "--select", "test_type:unit", "path:tests/cross_db"),
        duckdb_path=database,
        keeps_artifacts=True,
        with_metrics=True,
    )
    assert run.returncode == 0, run.output
    assert len(run.statuses) > 150

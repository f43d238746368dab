"""The analyst's queries compile, run on the sample and answer something."""

import duckdb
import pytest

from run_dbt import PROJECT, run_dbt

NAMES = sorted(path.stem for path in (PROJECT / "analyses").glob("*.sql"))


@pytest.fixture(scope="module")
def compiled(sample):
    """Return the compiled text of each analysis."""
    run = run_dbt(
        *("compile", "--select", "resource_type:analysis"),
        duckdb_path=sample,
        keeps_artifacts=True,
    )
    assert run.returncode == 0, run.output
    return {
        node["name"]: node["compiled_code"]
        for node in run.manifest["nodes"].values()
        if node["resource_type"] == "analysis"
    }


def test_there_are_some(compiled):
    assert 5 <= len(NAMES) <= 10
    assert sorted(compiled) == NAMES


@pytest.fixture(scope="module")
def connection(sample):
    """Return a connection in which the sample has the name that dbt gave it."""
    with duckdb.connect() as opened:
        opened.execute(f"attach '{sample}' as beyond_mql (read_only)")
        opened.execute("use beyond_mql")
        yield opened


@pytest.mark.parametrize("name", NAMES)
def test_it_answers(name, compiled, connection):
    rows = connection.execute(compiled[name]).fetchall()
    assert rows, name
    assert any(any(cell not in (None, 0) for cell in row[1:]) for row in rows), name


def test_mix_and_rate_add_up_to_the_change(compiled, connection):
    (explained,) = connection.execute(
        "select sum(mix_effect + rate_effect) from "
        f"({compiled['what_moved_conversion']}) as effects"
    ).fetchone()
    rates = connection.execute(
        "select mql_to_sql_rate from fct_funnel_conversion_monthly "
        "where segment_type = 'company' and is_mature "
        "order by month_start desc limit 2"
    ).fetchall()
    assert explained == pytest.approx(rates[0][0] - rates[1][0])

"""What every model compiles to is SQL of warehouses that are not at hand.

A parser is no warehouse: it finds what is misspelt for the dialect, not a wrong type.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from run_dbt import PROJECT

# Functions that the dialect has and its parser does not know. Every other one that it
# does not know either is a mistake.
KNOWN_FUNCTIONS = {
    "bigquery": set(),
    "databricks": {"get", "timestamp_micros"},
    "redshift": set(),
    "snowflake": set(),
    "trino": {"to_milliseconds"},
}
TIMEOUT_SECONDS = 600


@pytest.fixture(scope="module")
def macros():
    """Return the folder with the adapters, from which macros are read."""
    found = list((PROJECT / ".venv-dialects").glob("lib/python*/site-packages"))
    assert found, "make .venv-dialects/ready"
    return found[0]


def compiled_models(dialect: str, macros: Path, home: Path) -> dict[str, str]:
    """Return the SQL of every model in the dialect."""
    output = {"type": dialect, "schema": "beyond_mql", "threads": 1}
    profile = {"beyond_mql": {"target": dialect, "outputs": {dialect: output}}}
    (home / "profiles.yml").write_text(json.dumps(profile), encoding="utf-8")
    done = subprocess.run(
        [
            *(sys.executable, str(Path(__file__).with_name("stand_ins.py"))),
            *(str(macros), dialect, "compile", "--no-populate-cache"),
            *("--select", "resource_type:model"),
            *("--no-use-colors", "--profiles-dir", str(home), "--log-path", str(home)),
            *("--target-path", str(home / "target"), "--log-level-file", "none"),
        ],
        cwd=PROJECT,
        env=os.environ | {"METRICS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-5000:]
    models = home / "target" / "compiled" / "beyond_mql" / "models"
    return {
        path.stem: path.read_text(encoding="utf-8")
        for path in models.rglob("*.sql")
        if path.parent.suffix != ".yml"
    }


def fault(sql: str, dialect: str) -> str:
    """Return what is wrong with a query, or nothing."""
    try:
        (tree,) = sqlglot.parse(sql, read=dialect)
    except (SqlglotError, ValueError) as error:
        return str(error)[:300]
    if not isinstance(tree, exp.Query):
        return f"no query: {sql[:300]}"
    called = {node.name.lower() for node in tree.find_all(exp.Anonymous)}
    unknown = called - KNOWN_FUNCTIONS[dialect]
    return f"unknown functions: {sorted(unknown)}" if unknown else ""


@pytest.mark.parametrize("dialect", KNOWN_FUNCTIONS)
def test_every_model_compiles_to_a_query_of_the_dialect(dialect, macros, tmp_path):
    compiled = compiled_models(dialect, macros, tmp_path)
    written = {path.stem for path in (PROJECT / "models").rglob("*.sql")}
    assert set(compiled) == written
    faults = {name: fault(sql, dialect) for name, sql in sorted(compiled.items())}
    assert not {name: text for name, text in faults.items() if text}


def test_another_dialects_query_is_a_fault():
    assert "regexp_matches" in fault("select regexp_matches(a, 'b') as c", "trino")
    assert fault("select a::text as b from (select 1", "redshift")
    assert fault("", "snowflake")
    assert not fault("select regexp_like(a, 'b') as c", "trino")

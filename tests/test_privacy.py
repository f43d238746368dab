"""Addresses and names end in staging; who is taken out of the raw data is gone."""

import csv
import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from random_worlds.tables import TABLES
from run_dbt import PROJECT, DbtRun, run_dbt

SECRET = "zqsecret"
# What stands in the field for the address; # is a marked secret.
ADDRESSES = [
    *("#@mail.example", "#.#@mail.example", "#+tag@mail.example", " #@mail.example "),
    *("# # <#@mail.example>", '"# #"@mail.example', "#@mail.example (#)", "# #", "#"),
    *("#@mail.example, #@mail.example", "mailto:#@mail.example", "#%40mail.example"),
    *("#@mail.example\n#", "#@mail.example;#", "#@müller.example", "@#@mail.example"),
    *("x@mail.example|#", "x@mail.example/#", "x@mail.example?name=#"),
    *("x@mail.example:#", "x@mail.example\u00a0#", "x@mail.example\u2003#"),
    *("'; drop table #; --", "{{ # }}@mail.example", "#@", "#\\@mail.example"),
]
# What stands in other texts: there only an address can be told from the rest.
TEXTS = ["ask #@mail.example", "https://x.example/?e=#%40mail.example&b=1", '"#"@a.b']
# Columns that the contract does not know.
UNKNOWN = ["first_name", "last_name", "phone", "Full Name", "ip_address"]
PERSONAL = {"email", "age", "age_number", "gender", "income", "income_number"}
ERASED = "erased-person-77"


def secret(text: str, number: int) -> str:
    return text.replace("#", f"{SECRET}{number}")


def make_tables() -> dict[str, list[dict]]:
    """Return rows of which some are accepted, some rejected and some warned of."""
    leads = [
        {
            "lead_id": "" if number % 5 == 0 else f"L{number}",
            "created_at": "soon" if number % 5 == 1 else "2025-03-04",
            "updated_at": "whenever" if number % 5 == 2 else "",
            "email": secret(text, number),
            "job_title": "Head of Sales",
        }
        for number, text in enumerate(ADDRESSES * 5)
    ]
    leads += [
        {"created_at": "2025-03-04", name: secret(text, 900)}
        for name in ("challenge", "interest", "gender", "lead_source")
        for text in TEXTS
    ]
    leads.append(
        {"lead_id": ERASED, "created_at": "2025-03-04", "email": f"{ERASED}@x"}
    )
    tables = {
        "leads": leads,
        "touchpoints": [
            {"touchpoint_id": "T1", "occurred_at": "2025-03-04", "touch_type": "call"},
            {"touchpoint_id": "T2", "asset": secret(TEXTS[1], 1)},
            {
                "touchpoint_id": f"T-{ERASED}",
                "occurred_at": "2025-03-04T10:00",
                "touch_type": "demo_request",
                "lead_id": ERASED,
                "anonymous_id": f"cookie-{ERASED}",
            },
            {"touchpoint_id": "T4", "lead_id": ERASED, "touch_type": "demo_request"},
        ],
        "deals": [
            {
                "deal_id": f"D-{ERASED}",
                "created_at": "2025-04-01",
                "stage": "Closed Won",
                "closed_at": "2025-05-01",
                "lead_id": ERASED,
                "amount": "10",
            },
            {"deal_id": "D2", "owner": secret(TEXTS[0], 2), "stage": "Proposal"},
        ],
        "lead_status_changes": [
            {"lead_id": ERASED, "status": "mql", "changed_at": "2025-03-05"},
            {"lead_id": ERASED, "status": "mql", "changed_at": "one day"},
        ],
    }
    for rows in tables.values():
        for number, row in enumerate(rows):
            row["loaded_at"] = "2025-06-01T00:00:00Z"
            row |= dict.fromkeys(UNKNOWN, f"{SECRET}{number}")
    return tables


def write(folder: Path, tables: dict[str, list[dict]]) -> None:
    folder.mkdir(exist_ok=True)
    for table, rows in tables.items():
        names = [column.name for column in TABLES[table]]
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [*names, "loaded_at", *UNKNOWN], restval="")
            writer.writeheader()
            writer.writerows(rows)


def build(home: Path, *arguments: str, **settings) -> DbtRun:
    run = run_dbt(
        *(arguments or ("build", "--exclude-resource-type", "unit_test", "test")),
        duckdb_path=home / "built.duckdb",
        raw_files=home / "raw",
        **settings,
    )
    assert run.returncode == 0, run.output[-3000:]
    return run


def columns_with(text: str, database: Path) -> set[str]:
    """Return every column of the database in which the text stands, in any case."""
    found = set()
    with duckdb.connect(database, read_only=True) as connection:
        tables = connection.execute(
            "select table_schema, table_name, list(column_name) "
            "from information_schema.columns group by all"
        ).fetchall()
        for schema, table, columns in tables:
            tests = [
                f"""bool_or(contains(lower(cast("{column}" as varchar)), $text))"""
                for column in columns
            ]
            query = f'select {", ".join(tests)} from "{schema}"."{table}"'
            answers = connection.execute(query, {"text": text.lower()}).fetchone()
            for column, is_there in zip(columns, answers, strict=True):
                if is_there:
                    found.add(f"{table}.{column}")
    return found


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Return a folder with the raw files in raw, and all tables in built.duckdb."""
    home = tmp_path_factory.mktemp("privacy")
    write(home / "raw", make_tables())
    build(home)
    return home


def test_no_secret_comes_past_staging(home):
    found = columns_with(SECRET, home / "built.duckdb")
    assert "base_leads.email" in found
    past = {name for name in found if not name.startswith(("base_", "stg_"))}
    assert not past, past


def test_the_domain_may_stay(home):
    with duckdb.connect(home / "built.duckdb", read_only=True) as connection:
        rows = connection.execute(
            "select raw_row from fct_data_quality_issues where source_table = 'leads'"
        ).fetchall()
    shown = {json.loads(row)["email"] for (row,) in rows}
    assert {"***@mail.example", "***", None} <= shown
    assert len(rows) > len(ADDRESSES)


def test_who_is_taken_out_of_the_raw_tables_is_gone_at_the_next_run(home):
    database = home / "built.duckdb"
    assert {"dim_leads.lead_id", "fct_touchpoints.lead_id", "fct_deals.lead_id"} <= (
        columns_with(ERASED, database)
    )
    tables = {
        table: [row for row in rows if ERASED not in str(row)]
        for table, rows in make_tables().items()
    }
    write(home / "raw", tables)
    build(home)
    with duckdb.connect(database, read_only=True) as connection:
        state = connection.execute("select is_increment, reason from run_state")
        assert state.fetchone() == (True, "")
    assert columns_with(ERASED, database) == set()
    assert "base_leads.email" in columns_with(SECRET, database)


def test_no_byte_of_deleted_rows_is_left_in_a_compacted_file(home, tmp_path):
    """Deleted where DuckDB has no reason to use the room again."""
    path = tmp_path / "some.duckdb"
    shutil.copy(home / "built.duckdb", path)
    before = tables_of(path)
    with duckdb.connect(path) as connection:
        # Compressed bytes would have to be looked for in another way.
        connection.execute("set force_compression = 'uncompressed'")
        for statement in (
            "create table erased as select 'forgotten ' || range from range(100000)",
            "checkpoint",
            "create table last_one as from range(500000)",
            "checkpoint",
            "drop table erased",
            "checkpoint",
            "drop table last_one",
        ):
            connection.execute(statement)
    assert b"forgotten" in path.read_bytes()
    path.chmod(0o604)
    run = subprocess.run(
        [sys.executable, PROJECT / "scripts" / "compact.py"],
        env=os.environ | {"DUCKDB_PATH": str(path)},
        check=True,
    )
    assert run.returncode == 0
    assert b"forgotten" not in path.read_bytes()
    assert tables_of(path) == before
    assert stat.S_IMODE(path.stat().st_mode) == 0o604
    assert {found.name for found in tmp_path.iterdir()} == {
        "some.duckdb",
        "some.duckdb.lock",
    }


def tables_of(path: Path) -> dict[str, tuple]:
    """Return every table and view with its rows and its constraints.

    A table's rows lie in an order; those of a view come in any.
    """
    with duckdb.connect(path, read_only=True) as connection:
        constraints = connection.execute(
            "select table_name, constraint_text from duckdb_constraints() order by all"
        ).fetchall()
        names = connection.execute(
            "select table_name, table_type from information_schema.tables"
        ).fetchall()
        return {
            name: (
                kind,
                rows_of(connection, name, is_ordered=kind != "VIEW"),
                [text for table, text in constraints if table == name],
            )
            for name, kind in names
        }


def rows_of(connection, name: str, *, is_ordered: bool) -> list[tuple]:
    """Return the rows of a table or view."""
    rows = connection.execute(f"select * from {name}").fetchall()
    return rows if is_ordered else sorted(rows, key=repr)


def test_addresses_can_be_left_out_altogether(home, tmp_path):
    write(tmp_path / "raw", make_tables())
    select = ("run", "--select", "base_leads")
    build(tmp_path, *select, variables={"keep_email": False})
    found = columns_with("mail.example", tmp_path / "built.duckdb")
    assert found
    assert "base_leads.email" not in found


def test_columns_of_personal_data_are_marked(manifest):
    nodes = [*manifest["nodes"].values(), *manifest["sources"].values()]
    columns = [
        (node, column)
        for node in nodes
        for column in node["columns"].values()
        if column["name"] in PERSONAL | {"owner", "raw_row"}
    ]
    assert len(columns) > 20
    unmarked = [
        f"{node['name']}.{column['name']}"
        for node, column in columns
        if not column["config"]["meta"].get("personal_data")
    ]
    assert not unmarked, unmarked
    past = {
        f"{node['name']}.{column['name']}"
        for node, column in columns
        if column["name"] in PERSONAL and "staging" not in node["fqn"]
        if node["resource_type"] == "model"
    }
    assert not past, past

"""dbt in the dialects of warehouses that are not at hand: it compiles, and asks nobody.

    python tests/dialects/stand_ins.py MACROS DIALECT ARGUMENT ...

What a model compiles to is decided by macros: this project's, and those that the
dialect's adapter brings. MACROS is a folder with the adapters as pip unpacks them,
without the drivers they need to connect. Their macros are used as they are; in place
of their Python stands a class that knows the dialect's name, quotes and types and has
no server.
"""

import gc
import importlib
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import sqlglot
from dbt.adapters.base import AdapterPlugin, Column, available
from dbt.adapters.duckdb import (
    DuckDBAdapter,
    DuckDBConnectionManager,
    DuckDBCredentials,
)
from dbt.adapters.duckdb.relation import DuckDBRelation

QUOTES = {"bigquery": "`", "databricks": "`", "spark": "`"}
# What each calls the types that dbt asks for, where not as in SQL's standard; these are
# the only words of its Python that compiled SQL holds.
TYPES = {
    "bigquery": {"STRING": "STRING", "FLOAT": "FLOAT64", "INTEGER": "INT64"},
    "databricks": {"STRING": "STRING", "LONG": "BIGINT"},
    "spark": {"STRING": "STRING"},
    "trino": {"STRING": "VARCHAR", "FLOAT": "DOUBLE"},
}
# Whose macros stand in for those that an adapter does not have.
RELATIVES = {"databricks": ["spark"], "redshift": ["postgres"]}


def stand_in(dialect: str, include: Path) -> AdapterPlugin:
    """Return a plugin of dbt that has the dialect's name, quotes, types and macros."""
    quote = QUOTES.get(dialect, '"')

    class StandInManager(DuckDBConnectionManager):
        TYPE = dialect

    class StandInCredentials(DuckDBCredentials):
        type = dialect

    @dataclass(frozen=True, eq=False, repr=False)
    class StandInRelation(DuckDBRelation):
        quote_character: str = quote

    class StandInColumn(Column):
        TYPE_LABELS = Column.TYPE_LABELS | TYPES.get(dialect, {})

    class StandInAdapter(DuckDBAdapter):
        ConnectionManager = StandInManager
        Relation = StandInRelation
        Column = StandInColumn

        @classmethod
        def quote(cls, identifier):
            return f"{quote}{identifier}{quote}"

        def execute(self, sql, *args, **kwargs):
            # Of tables nothing is known: what is asked here is how many days lie
            # between two dates. DuckDB's difference of these is in days already.
            days = sql.replace("to_milliseconds", "86400000 * ")
            (query,) = sqlglot.transpile(days, read=dialect, write="duckdb")
            return super().execute(query, *args, **kwargs)

        def list_relations_without_caching(self, schema_relation):
            return []

        @available
        def has_dbr_capability(self, name):
            """Say that Databricks is a new one."""
            return True

    return AdapterPlugin(
        StandInAdapter, StandInCredentials, str(include), RELATIVES.get(dialect, [])
    )


def register(dialect: str, macros: Path) -> None:
    """Let dbt find the stand-in, and those of its relatives, by the dialect's name."""
    for name in [dialect, *RELATIVES.get(dialect, [])]:
        module = ModuleType(f"dbt.adapters.{name}")
        module.Plugin = stand_in(name, macros / "dbt" / "include" / name)
        version = ModuleType(f"dbt.adapters.{name}.__version__")
        version.version = "1.11.0"
        sys.modules |= {module.__name__: module, version.__name__: version}


def main() -> None:
    """Run dbt as the arguments say."""
    macros, dialect, *arguments = sys.argv[1:]
    register(dialect, Path(macros))
    # As in the Makefile.
    gc.disable()
    importlib.import_module("dbt.cli.main").cli(arguments)


if __name__ == "__main__":
    main()

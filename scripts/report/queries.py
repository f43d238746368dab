"""The boards' queries, run before dbt-charts to see what there is to draw.

dbt-charts runs them again; both render the same Jinja, with the same variables.
"""

from collections.abc import Mapping
from typing import Any

import duckdb
import jinja2


class _Variable(str):
    """A variable as dbt-charts has it: text in conditions, a literal in the SQL."""

    def __str__(self) -> str:
        """Return the literal for the SQL."""
        return "'{}'".format(self.replace("'", "''"))


class Queries:
    """Asks a board's queries: SQL with `ref()`, the boards' variables and Jinja."""

    def __init__(
        self, path: str, manifest: Mapping[str, Any], variables: Mapping[str, str]
    ) -> None:
        """Open the DuckDB file for reading; the manifest says where models are."""
        self._connection = duckdb.connect(path, read_only=True)
        self._jinja = jinja2.Environment(
            undefined=jinja2.StrictUndefined, autoescape=False
        )
        self._jinja.globals["ref"] = relations(manifest).__getitem__
        for name, value in variables.items():
            self._jinja.globals[name] = _Variable(value)

    def __enter__(self) -> "Queries":
        """Return the queries, to be asked until the block ends."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._connection.close()

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """Return the rows of the query, each by the names of its columns."""
        cursor = self._connection.execute(self._jinja.from_string(sql).render())
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def relation(node: Mapping[str, Any]) -> str:
    """Return the qualified name of a model of the manifest."""
    return f'"{node["schema"]}"."{node["alias"]}"'


def relations(manifest: Mapping[str, Any]) -> dict[str, str]:
    """Return the qualified name of each model."""
    return {
        node["name"]: relation(node)
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model"
    }

"""The boards of the report, and how they are changed before they are drawn.

A board is a YAML file of dbt-charts. It cannot express three things: a chart without
data is replaced by the reason, characters that XML forbids are replaced, and a phone
gets a layout of its own.
"""

import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

# The sections of the page, in the order in which they are read.
SECTIONS = ("overview", "channels", "funnel_health", "plan", "trust")

# Characters that XML forbids: dbt-charts stops at any of them. Python and DuckDB read
# the pattern alike.
UNDRAWABLE = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f" "\ufffe\uffff]"

Row = dict[str, Any]


@dataclass(frozen=True)
class Board:
    """One section: its file's name without ending, and the YAML in it."""

    name: str
    spec: dict[str, Any]


def read_boards(folder: Path) -> list[Board]:
    """Return the boards of the folder, in the order of the page."""
    return [
        Board(name, yaml.safe_load((folder / f"{name}.yml").read_text("utf-8")))
        for name in SECTIONS
    ]


def fitted_to_data(board: Board, rows_of: Callable[[str], list[Row]]) -> Board:
    """Return the board with the charts that its data allow.

    A chart that has nothing to show is replaced by its notes, and a table's style names
    only columns that exist. Characters that cannot be drawn are shown as �. `rows_of`
    returns the rows of a query, given its SQL.
    """
    queries = {
        name: {"sql": query} if isinstance(query, str) else query
        for name, query in board.spec["queries"].items()
    }
    rows = {name: rows_of(query["sql"]) for name, query in queries.items()}
    drawable = {
        name: query | {"sql": _drawable(query["sql"], rows[name])}
        for name, query in queries.items()
    }
    charts = {
        name: _fitted(chart, rows[chart["query"]])
        for name, chart in board.spec["charts"].items()
    }
    return replace(board, spec=board.spec | {"queries": drawable, "charts": charts})


def for_phones(board: Board) -> Board:
    """Return the board with everything below each other."""
    return replace(
        board, spec=board.spec | {"rows": list(_stacked(board.spec["rows"]))}
    )


def _stacked(rows: list[Any]) -> Iterator[Any]:
    """Yield the items of rows and columns one by one."""
    for row in rows:
        if isinstance(row, dict) and ("cols" in row or "rows" in row):
            yield from _stacked(row.get("cols") or row["rows"])
        else:
            yield row


def _fitted(chart: dict[str, Any], rows: list[Row]) -> dict[str, Any]:
    """Return the chart, or the card with the reason why it is empty."""
    if _is_empty(chart, rows):
        return {
            "type": "callout",
            "title": chart.get("title") or chart["label"],
            "message": chart["notes"],
        }
    if chart["type"] != "table" or "columns" not in chart.get("style", {}):
        return chart
    chart = copy.deepcopy(chart)
    columns = chart["style"]["columns"]
    chart["style"]["columns"] = {
        name: style for name, style in columns.items() if name in rows[0]
    }
    return chart


def _drawable(sql: str, rows: list[Row]) -> str:
    """Return the query, with another character for those that cannot be drawn."""
    columns = {
        name
        for row in rows
        for name, value in row.items()
        if isinstance(value, str) and re.search(UNDRAWABLE, value)
    }
    if not columns:
        return sql
    replaced = ", ".join(
        f"""regexp_replace("{name}", '{UNDRAWABLE}', '�', 'g') as "{name}" """
        for name in sorted(columns)
    )
    return f"select * replace ({replaced}) from (\n{sql}\n)"


def _is_empty(chart: dict[str, Any], rows: list[Row]) -> bool:
    """Return whether the rows hold nothing that the chart would show.

    A KPI of 0 is a finding, while a drawing of zeros is an empty frame.
    """
    if chart["type"] == "table":
        return not rows
    if chart["type"] == "kpi":
        return all(row[chart["value"]] is None for row in rows)
    return not any(row[column] for row in rows for column in _drawn_columns(chart))


def _drawn_columns(chart: dict[str, Any]) -> list[str]:
    """Return the columns whose values a chart draws."""
    if chart["type"] == "heatmap":
        return [chart["color"]]
    # A bar that starts somewhere is a band: like a mark of months, it is background.
    is_background = "y_start" in chart or chart["y"] == "too_young"
    columns = [] if is_background else [chart["y"]]
    columns += [layer["y"] for layer in chart.get("layers", [])]
    return [name for y in columns for name in (y if isinstance(y, list) else [y])]

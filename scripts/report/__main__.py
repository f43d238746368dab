"""Draw the report of the DuckDB file that was built, and print where the page is.

Settings, by environment variables: DUCKDB_PATH, the file; REPORT, the page to write;
DBT_MANIFEST, dbt's manifest.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import duckdb
import yaml

from built_tables import (
    PROJECT,
    cause,
    duckdb_path,
    printable,
    read_drawn_up,
    table_names,
)
from report.boards import fitted_to_data, read_boards
from report.drawing import WIDTHS, DrawingError, draw
from report.page import Heading, page
from report.queries import Queries

BOARDS = PROJECT / "reports"
FUNNEL = "fct_funnel_conversion_monthly"


def read_meta(currency: str) -> dict[str, Any]:
    """Return what the boards share, in the currency of the build."""
    meta = yaml.safe_load((BOARDS / "meta.yml").read_text("utf-8"))
    meta["variables"]["currency"]["default"] = currency
    # A blank that does not break keeps code and amount on one line.
    meta["regional"]["locale"]["number"]["currency"][0] = f"{currency} "
    return meta


def read_heading(path: str) -> Heading:
    """Return what the top of the page says."""
    with duckdb.connect(path, read_only=True) as connection:
        tables = table_names(connection)
        # A missing table keeps its plain name, so that DuckDB's error names it.
        funnel = tables.get(FUNNEL, FUNNEL)
        query = f"select min(month_start) from {funnel} where not is_mature"
        first_month = connection.execute(query).fetchone()[0]
        return Heading(*read_drawn_up(connection, tables), first_month)


def report(path: str, manifest: dict[str, Any]) -> str:
    """Return the page on the tables of a DuckDB file."""
    heading = read_heading(path)
    currency = heading.currency
    boards = read_boards(BOARDS)
    fitted = {}
    for layout in WIDTHS:
        variables = {"currency": currency, "layout": layout}
        with Queries(path, manifest, variables) as queries:
            fitted[layout] = [fitted_to_data(board, queries.rows) for board in boards]
    drawings = draw(fitted, read_meta(currency), manifest, path)
    return page(boards, drawings, heading)


def main() -> int:
    """Write the report; return the exit status."""
    path, target = duckdb_path(), Path(os.environ.get("REPORT") or "report.html")
    manifest = Path(os.environ.get("DBT_MANIFEST") or PROJECT / "target/manifest.json")
    try:
        html = report(path, json.loads(manifest.read_text("utf-8")))
    except (DrawingError, duckdb.Error, OSError) as error:
        print(printable(f"No report from {path}: {cause(error)}"), file=sys.stderr)
        return 1
    target.write_text(html, "utf-8")
    print(f"The report is in {target}: open it in a browser, or send it to anybody.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

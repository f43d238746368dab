"""Print the headline numbers of the last twelve months as a table.

Reads the DuckDB file that `make build` has just made (DUCKDB_PATH).
"""

import sys
from dataclasses import astuple, dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import duckdb

from built_tables import REPORT_DATE, cause, duckdb_path, read_drawn_up, table_names
from data_quality import QUALITY_TABLES, quality_lines

MONTHS = 12
MANY_ROWS = 5_000_000
NO_COSTS = "no costs"

# Every monthly table has these keys; the headline is the company's row.
COMPANY_ROWS = "where segment_type = 'company' and segment = 'all'"
TABLES = {
    "funnel": "fct_funnel_conversion_monthly",
    "cost": "fct_cost_per_mql_monthly",
    "sourced": "fct_marketing_sourced_customers_monthly",
    "velocity": "fct_pipeline_velocity_monthly",
}
# How many records there are of each month and of all months before.
RECORDS = "int_month_records"


class Month(NamedTuple):
    """One month's headline numbers; None where the tables say null."""

    month_start: date
    is_complete: bool
    is_mature: bool
    new_mqls: int
    mql_to_sql_rate: float | None
    mql_to_customer_rate: float | None
    cost_per_mql: float | None
    marketing_sourced_share: float | None
    velocity_per_day: float | None
    has_costs: bool = True


@dataclass(frozen=True)
class Marks:
    """The text of a cell without a number."""

    maturing: str
    nothing: str
    rule: str
    arrow: str

    @classmethod
    def for_encoding(cls, encoding: str | None) -> "Marks":
        """Return marks that a terminal of this encoding can show."""
        marks = cls(maturing="…", nothing="–", rule="─", arrow="→")
        try:
            "".join(astuple(marks)).encode(encoding or "ascii")
        except UnicodeEncodeError:
            return cls(maturing="...", nothing="-", rule="-", arrow=" to ")
        return marks


def read_months(
    connection: duckdb.DuckDBPyConnection, tables: dict[str, str]
) -> list[Month]:
    """Return the last twelve months, oldest first."""
    rows = {
        alias: f"(select * from {tables[name]} {COMPANY_ROWS}) as {alias}"
        for alias, name in TABLES.items()
    }
    found = connection.execute(
        f"""
        select
            funnel.month_start,
            funnel.is_complete,
            funnel.is_mature,
            funnel.new_mqls,
            funnel.mql_to_sql_rate,
            funnel.mql_to_customer_rate,
            cost.cost_per_mql,
            sourced.marketing_sourced_share,
            velocity.velocity_per_day,
            exists (
                select 1
                from {tables["fct_spend"]} as spend
                where
                    spend.kind != 'sales'
                    and date_trunc('month', spend.spend_date) = funnel.month_start
            ) as has_costs
        from {rows["funnel"]}
        left join {rows["cost"]} using (month_start)
        left join {rows["sourced"]} using (month_start)
        left join {rows["velocity"]} using (month_start)
        order by funnel.month_start desc
        limit {MONTHS}
        """
    ).fetchall()
    return [Month(*row) for row in reversed(found)]


def read_drift(
    connection: duckdb.DuckDBPyConnection, tables: dict[str, str]
) -> list[tuple]:
    """Return what is unusual in the latest week: table, measure, value, baseline."""
    drift = tables["fct_data_drift"]
    return connection.execute(
        f"""
        select source_table, measure, value, usual_value
        from {drift}
        where is_warning and period_end = (select max(period_end) from {drift})
        order by source_table, measure
        """
    ).fetchall()


def as_drift(warnings: list[tuple]) -> str:
    """Return the line that says what is unusual."""
    kinds = {
        "rejected_share": "set aside",
        "unknown_channel_share": "of an unknown channel",
        "unmapped_share": "of a type, stage or status that no rule knows",
        "undated_share": "of all rows without a date",
    }
    found = []
    for table, measure, value, usual in warnings:
        if measure == "rows":
            found.append(f"{table}: {value:,.0f} rows, usually {usual:,.0f}")
        else:
            usually = "" if usual is None else f", usually {usual:.1%}"
            found.append(f"{table}: {value:.1%} {kinds[measure]}{usually}")
    return (
        f"Unusual in the last seven days: {'; '.join(found) or 'nothing'} "
        "(see fct_data_drift)."
    )


def read_first_months(
    connection: duckdb.DuckDBPyConnection, tables: dict[str, str]
) -> tuple[date, date | None]:
    """Return where the monthly tables begin, and where a thousandth of all lies before.

    The latter is None where there is no record at all.
    """
    begin, lie_from = connection.execute(
        f"""
        select
            (select min(month_start) from {tables[TABLES["funnel"]]}),
            max(month_start)
        from (
            select
                month_start,
                lag(records, 1, 0) over (order by month_start) as earlier_records,
                max(records) over () as all_records
            from {tables[RECORDS]}
        )
        where 1000 * earlier_records <= all_records and all_records > 0
        """
    ).fetchone()
    return begin, lie_from


def read_long_tables(
    connection: duckdb.DuckDBPyConnection,
) -> list[tuple[str, int]]:
    """Return the monthly tables of very many rows, with their number, longest first."""
    return connection.execute(
        f"""
        select table_name, estimated_size
        from duckdb_tables()
        where table_name like 'fct_%_monthly' and estimated_size > {MANY_ROWS}
        order by estimated_size desc, table_name
        """
    ).fetchall()


def as_size_notes(
    first_months: tuple[date, date | None], long_tables: list[tuple[str, int]]
) -> list[str]:
    """Return notes about monthly tables that are longer than they need be."""
    begin, lie_from = first_months
    notes = []
    if lie_from and begin.replace(year=begin.year + 1) < lie_from:
        notes.append(
            f"The monthly tables begin in {begin:%Y-%m}, but 99.9% of the rows lie "
            f"from {lie_from:%Y-%m} on: set first_month "
            f"(VARS='{{first_month: {lie_from:%Y-%m}}}')."
        )
    if long_tables:
        counts = "; ".join(f"{name} has {rows:,} rows" for name, rows in long_tables)
        notes.append(f"{counts}: a later first_month leaves fewer.")
    return notes


def as_percent(rate: float | None, marks: Marks, *, is_maturing: bool = False) -> str:
    """Return a share of 1 in percent."""
    if is_maturing:
        return marks.maturing
    return marks.nothing if rate is None else f"{rate:.1%}"


def as_amount(amount: float | Decimal | None, marks: Marks) -> str:
    """Return an amount of money, with cents where they matter."""
    if amount is None:
        return marks.nothing
    return f"{amount:,.2f}" if abs(amount) < 1000 else f"{amount:,.0f}"


def as_cells(month: Month, marks: Marks) -> list[str]:
    """Return one month's cells, in the order of the header."""
    maturing = not month.is_mature
    return [
        f"{month.month_start:%Y-%m}{' ' if month.is_complete else '*'}",
        f"{month.new_mqls:,}",
        as_percent(month.mql_to_sql_rate, marks, is_maturing=maturing),
        as_percent(month.mql_to_customer_rate, marks, is_maturing=maturing),
        as_amount(month.cost_per_mql, marks) if month.has_costs else NO_COSTS,
        as_percent(month.marketing_sourced_share, marks),
        as_amount(month.velocity_per_day, marks),
    ]


def as_table(months: list[Month], marks: Marks) -> list[str]:
    """Return the lines of the table, with a legend of the marks that it uses."""
    header = [
        "Month  ",
        "MQLs",
        f"MQL{marks.arrow}SQL",
        f"MQL{marks.arrow}customer",
        "Cost per MQL",
        "Marketing-sourced",
        "Velocity per day",
    ]
    rows = [header, *(as_cells(month, marks) for month in months)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    ]
    lines.insert(1, marks.rule * len(lines[0]))
    cells = {cell for row in rows[1:] for cell in row}
    legend = {
        "*": (
            any(not month.is_complete for month in months),
            "the month is still running",
        ),
        marks.maturing: (
            marks.maturing in cells,
            "too young: its MQLs still have time to convert",
        ),
        marks.nothing: (marks.nothing in cells, "nothing to count or divide by"),
        NO_COSTS: (NO_COSTS in cells, "in marketing_spend: unknown is not free"),
    }
    notes = [f"{mark} {text}" for mark, (is_used, text) in legend.items() if is_used]
    return [*lines, "", *notes]


def report(path: str, marks: Marks) -> list[str]:
    """Return all lines to print."""
    with duckdb.connect(path, read_only=True) as connection:
        tables = table_names(connection)
        quality = (*QUALITY_TABLES, "fct_data_drift", "fct_spend")
        needed = [*TABLES.values(), *quality, REPORT_DATE, RECORDS]
        missing = [name for name in needed if name not in tables]
        if missing:
            return [f"No headline numbers: {path} has no {', '.join(missing)}."]
        months = read_months(connection, tables)
        drawn_up = read_drawn_up(connection, tables)
        quality = quality_lines(connection, tables)
        drift = as_drift(read_drift(connection, tables))
        first_months = read_first_months(connection, tables)
        long_tables = read_long_tables(connection)
    if not months:
        nothing = "No headline numbers yet: no lead, touch or deal was found."
        return [nothing, *quality, drift]
    count = "month" if len(months) == 1 else f"{len(months)} months"
    return [
        "",
        f"The last {count}, company-wide, money in {drawn_up.currency}, "
        f"as of {drawn_up.as_of_date}",
        "",
        *as_table(months, marks),
        *quality,
        drift,
        *as_size_notes(first_months, long_tables),
        f"All tables are in {path}; the README says which one answers which question.",
    ]


def main() -> int:
    """Print the report; return the exit status."""
    path = duckdb_path()
    try:
        lines = report(path, Marks.for_encoding(sys.stdout.encoding))
    except duckdb.Error as error:
        print(f"Cannot read {path}: {cause(error)}", file=sys.stderr)
        return 1
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())

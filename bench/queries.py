"""How long a reader waits for an answer, and whether the facts lie in order of time."""

import statistics
import time
from pathlib import Path

import duckdb

# What a question asks, and the milliseconds that it may take.
MONTH_AND_SEGMENT = "one month and segment of a monthly table"
FACT_MONTH = "one month of a fact"
LIMITS = {MONTH_AND_SEGMENT: 10, FACT_MONTH: 30}
# The facts that grow, by the moment that they are sorted by.
FACTS = {
    "fct_touchpoints": "occurred_at",
    "fct_lead_stages": "entered_at",
    "fct_spend": "spend_date",
}


def waits(database: Path, repeats: int = 25) -> list[tuple[str, str, float]]:
    """Return the kind of each question, its table and the median wait in milliseconds.

    The month is the last whole one but one, where all that is looked for is there.
    """
    with duckdb.connect(str(database), read_only=True) as con:
        (month,) = con.execute(
            "select max(month_start) - interval 2 month "
            "from fct_funnel_conversion_monthly"
        ).fetchone()
        monthly = [
            table
            for (table,) in con.execute(
                "select table_name from duckdb_columns() "
                "where column_name = 'segment_type' and table_name like 'fct_%' "
                "and table_name in (select table_name from duckdb_columns() "
                "where column_name = 'month_start') order by all"
            ).fetchall()
        ]
        questions = [
            (
                MONTH_AND_SEGMENT,
                table,
                f"select * from {table} where month_start = $month "
                "and segment_type = 'channel' and segment = 'paid_search'",
            )
            for table in monthly
        ]
        questions += [
            (
                FACT_MONTH,
                table,
                f"select count(*), count(distinct date_trunc('day', {moment})) "
                f"from {table} where {moment} >= $month "
                f"and {moment} < $month + interval 1 month",
            )
            for table, moment in FACTS.items()
        ]
        return [
            (kind, table, median_wait(con, query, month, repeats))
            for kind, table, query in questions
        ]


def median_wait(
    con: duckdb.DuckDBPyConnection, query: str, month: object, repeats: int
) -> float:
    """Return the median milliseconds of a query; the first run only warms up."""
    found = []
    for _ in range(repeats + 1):
        started = time.perf_counter()
        con.execute(query, {"month": month}).fetchall()
        found.append(1000 * (time.perf_counter() - started))
    return statistics.median(found[1:])


def orders(database: Path) -> dict[str, str]:
    """Return of each fact whether it lies in order of time.

    That is so where no row group begins before the one above it ended: row groups are
    what DuckDB skips by their least and greatest value. A view has no order of its own.
    """
    with duckdb.connect(str(database), read_only=True) as con:
        query = "select table_name from duckdb_tables()"
        tables = {table for (table,) in con.execute(query).fetchall()}
        return {
            table: order(con, table, moment) if table in tables else "a view"
            for table, moment in FACTS.items()
        }


def order(con: duckdb.DuckDBPyConnection, table: str, moment: str) -> str:
    """Return whether a table lies in order of a column."""
    query = f"""
        select count(*) from (
            select min({moment}) < lag(max({moment})) over (order by part) as is_back
            from (select rowid // 122880 as part, {moment} from {table})
            group by part
        ) where is_back
    """
    (breaks,) = con.execute(query).fetchone()
    return f"out of order {breaks} times" if breaks else "in order"

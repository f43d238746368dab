"""Ask the marts questions, over and over, until a file appears; note each wait.

    python bench/reader.py ENGINE TARGET STOP LOG SEED PAUSE

ENGINE is duckdb (TARGET is the file) or postgres (TARGET is a connection string). A
reader opens its target, asks everything once in an order of its own, with pauses of
about PAUSE seconds, and closes it again: so it sees what was published since. LOG is
written at the end: JSON with the milliseconds of every opening and answer, and the text
of every failure.
"""

import json
import random
import sys
import time
from pathlib import Path

MONTH = "date '2026-03-01'"
NEXT_MONTH = "date '2026-04-01'"
# What a dashboard asks; {schema} is where the marts are.
QUESTIONS = [
    *(
        f"select * from {{schema}}.{table} where month_start = {MONTH} "
        "and segment_type = 'channel'"
        for table in (
            "fct_funnel_conversion_monthly",
            "fct_cost_per_mql_monthly",
            "fct_revenue_monthly",
            "fct_pipeline_velocity_monthly",
        )
    ),
    f"select metric, value, change from {{schema}}.fct_kpi_scorecard_monthly "
    f"where month_start = {MONTH}",
    "select month_start, sum(attributed_revenue) "
    "from {schema}.fct_attribution_monthly where model = 'linear' "
    "group by month_start order by month_start",
    f"select channel, count(*) from {{schema}}.fct_touchpoints "
    f"where occurred_at >= {MONTH} and occurred_at < {NEXT_MONTH} group by channel",
    "select current_stage, count(*) from {schema}.dim_leads group by current_stage",
    "select * from {schema}.fct_data_quality_summary",
]


def open_duckdb(path: str) -> tuple[str, object]:
    """Open a DuckDB file; return the schema of the marts, and what closes."""
    import duckdb

    return "main", duckdb.connect(path, read_only=True)


def open_postgres(target: str) -> tuple[str, object]:
    """Connect to a server; return the schema of the marts, and what closes."""
    import psycopg2

    connection = psycopg2.connect(target)
    connection.autocommit = True
    return "beyond_mql", connection


def main() -> None:
    """Read until told to stop."""
    engine, target, stop, log, seed, pause = sys.argv[1:]
    open_target = {"duckdb": open_duckdb, "postgres": open_postgres}[engine]
    rng = random.Random(int(seed))
    told = {"openings": [], "waits": [], "failures": []}

    def rest() -> None:
        time.sleep(rng.uniform(0.5, 1.5) * float(pause))

    def note(kind: str, started: float) -> None:
        told[kind].append(1000 * (time.perf_counter() - started))

    while not Path(stop).exists():
        try:
            started = time.perf_counter()
            schema, connection = open_target(target)
            cursor = connection.cursor()
            note("openings", started)
            for question in rng.sample(QUESTIONS, len(QUESTIONS)):
                started = time.perf_counter()
                cursor.execute(question.format(schema=schema))
                assert cursor.fetchall(), f"no rows: {question}"
                note("waits", started)
                rest()
            cursor.close()
            connection.close()
        except Exception as error:
            told["failures"].append(repr(error))
            rest()
    Path(log).write_text(json.dumps(told))


if __name__ == "__main__":
    main()

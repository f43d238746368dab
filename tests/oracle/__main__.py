"""Recomputes a folder of raw files: python -m oracle RAW_FOLDER [NAME=VALUE ...].

Own rules are read from the folder that the environment variable RULES names.
"""

import os
import sys
from datetime import date
from pathlib import Path

from . import recompute

HEADLINES = (
    "fct_funnel_conversion_monthly",
    "fct_cost_per_mql_monthly",
    "fct_marketing_sourced_customers_monthly",
    "fct_pipeline_velocity_monthly",
)
RULES = Path(__file__).resolve().parents[2] / "seeds" / "rules"


def main(raw_folder, *settings):
    """Print the number of rows of each table and the company's headline rows."""
    variables = dict(setting.split("=", 1) for setting in settings)
    own_rules = os.environ.get("RULES")
    tables = recompute(Path(raw_folder), RULES, variables, date.today(), own_rules)
    for name, rows in tables.items():
        print(f"{len(rows):8,}  {name}")
    for name in HEADLINES:
        print(f"\n{name}")
        rows = [row for row in tables[name] if row["segment_type"] == "company"]
        columns = [
            column
            for column in (rows[0] if rows else {})
            if column not in ("segment_type", "segment")
        ]
        for column in columns:
            print(f"{column:32}", *(f"{shown(row[column]):>10}" for row in rows[-12:]))


def shown(value):
    """A value, short."""
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:,.4g}" if abs(value) < 100 else f"{value:,.0f}"
    return str(value)


if __name__ == "__main__":
    main(*sys.argv[1:])

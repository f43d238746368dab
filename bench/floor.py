"""Make the headline tables with a script written by hand: the floor of the benchmark.

    python bench/floor.py RAW_FILES OUT.duckdb

RAW_FILES is a folder of Parquet files as sample/generate.py writes them; the four
tables of models/marts/headline are written into the DuckDB file.

The script is bench/floor/*.sql, one after the other. It is written for speed and for
DuckDB alone, and reads like it: that is the price which the models of this project do
not pay. It follows the contract where these tables can tell the difference, and knows
only UTC, files that have all columns, and the day of the newest event.

What makes it fast: the touches are read once, into short rows; ids become numbers; only
what repeats is ranked, and found by sorting hashes; only leads that can reach a score
are looked at moment by moment; only leads that left the funnel are followed out and in;
what few rows need is read late.
"""

import csv
import sys
from pathlib import Path

import duckdb

HERE = Path(__file__).resolve().parent
# The shipped rules, and those of the sample's company, which replace a file each.
SEEDS = HERE.parent / "seeds" / "rules"
OWN_RULES = HERE.parent / "sample" / "rules"
# As in dbt_project.yml.
SETTINGS = {
    "reporting_currency": "eur",
    "go_to_market": "inside_sales",
    "mql_score": 60,
    "sql_score": 100,
    "mql_min_fit_score": 10,
    "conversion_window_days": 90,
    "lead_conversion_window_days": 180,
    "sql_shelf_days": 90,
    "shared_cost_basis": "program_cost",
}


def quoted(text: str) -> str:
    """Return a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def rules(name: str) -> list[dict[str, str]]:
    """Return the rows of a rule seed, trimmed."""
    own = OWN_RULES / f"own_{name}.csv"
    path = own if own.exists() else SEEDS / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {column: (value or "").strip() for column, value in row.items()}
            for row in csv.DictReader(file)
        ]


def condition(rule: dict[str, str]) -> str:
    """Return the SQL of a rule of fit_rules or exclusions on the alias leads."""
    text = f"lower(leads.{rule['attribute'].lower()})"
    value = rule["value"].lower()
    operator = rule["operator"].lower()
    if operator == "contains":
        return f"contains({text}, {quoted(value)})"
    if operator == "equals":
        return f"trim({text}) = {quoted(value)}"
    if operator == "in":
        items = ", ".join(quoted(item.strip()) for item in value.split("|"))
        return f"trim({text}) in ({items})"
    low, high = value.split("..")
    number = f"number(clean(leads.{rule['attribute'].lower()}))"
    return f"{number} between {low.strip() or -1e300} and {high.strip() or 1e300}"


def script() -> str:
    """Return the script with the rules of the seeds written into it."""
    fit_score = " + ".join(
        f"case when {condition(rule)} then {rule['points']} else 0 end"
        for rule in rules("fit_rules")
    )
    is_excluded = " or ".join(
        f"coalesce({condition(rule)}, false)" for rule in rules("exclusions")
    )
    limits = [int(row["max_times"] or 1) for row in rules("touch_types")]
    parts = sorted((HERE / "floor").glob("*.sql"))
    text = "\n".join(path.read_text(encoding="utf-8") for path in parts)
    for name, expression in {
        "fit_score": fit_score or "0",
        "is_excluded": is_excluded or "false",
        "most_times": str(max(limits, default=1)),
    }.items():
        text = text.replace("{" + name + "}", expression)
    return text


def run(raw_files: Path, out: Path) -> None:
    """Write the headline tables of a folder of Parquet files into a DuckDB file."""
    con = duckdb.connect(str(out))
    con.execute("set preserve_insertion_order = false")
    own_rules = "".join(f"|{path.stem}|" for path in OWN_RULES.glob("own_*.csv"))
    places = {"raw_files": raw_files, "seeds": SEEDS, "own_folder": OWN_RULES}
    settings = {name: str(place) for name, place in places.items()}
    settings |= {"own_rules": own_rules, **SETTINGS}
    for name, value in settings.items():
        con.execute(
            f"set variable {name} = "
            + (quoted(value) if isinstance(value, str) else str(value))
        )
    con.execute(script())
    con.close()


if __name__ == "__main__":
    run(Path(sys.argv[1]), Path(sys.argv[2]))

"""The sample as it might come the next day: rows gone, new, changed, and garbage."""

import csv
import random
from pathlib import Path

import duckdb

SEED = 20260701
LOADS = ("2026-07-01 04:00:00", "2026-07-02 04:00:00")
# What a column of a CRM may hold. No database can keep a NUL in a text.
GARBAGE = [
    *("n/a", "NaN", "nan", "-Infinity", "null", "None", "#REF!", "1,5", "1e999", "$5"),
    *("0x1F", "٣", "1_000", "2024-02-30", "2024-13-01T00:00", "0000-00-00", "today"),
    *(
        "infinity",
        "24:00",
        "2025-01-01T10:00:00+99:99",
        "99999-01-01",
        "'; drop table x",
    ),
    *("{{ 1 }}", "{% raw %}", "%s %d", "$1", "\\", "\\'", "C:\\new\\table", '"', '""'),
    *("a\nb", "\ta\r\n", "\u00a0", "\u2003", "\u2028", "\u200b", "\x01\x1f", "😀 é ü"),
    *("", " ", "--", "/* x */", "<a@b.c>, d@e.f", "x" * 5000, "true", "1", "-0", "0e0"),
]
# Kept with their types, as a warehouse has them. Parquet's readers do not agree on what
# comes long before or after our days.
TYPED = {
    "web_traffic": {
        "traffic_date": "case when traffic_date like '202_-%' "
        "then try_cast(traffic_date as date) end",
        "visitors": "try_cast(visitors as bigint)",
    }
}


def write_changed_rows(sample: Path, yesterday: Path, today: Path) -> None:
    """Write each table of the sample, changed, as <table>.parquet: two loads of it.

    Yesterday's folder holds the rows of the first load, today's those of both.
    """
    rng = random.Random(SEED)
    for path in sorted(sample.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            names, *rows = csv.reader(file)
        rows = [[*row, LOADS[rng.random() < 0.08]] for row in changed(rows, names, rng)]
        changed_path = today / path.name
        with changed_path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_ALL)
            writer.writerows([[*names, "loaded_at"], *rows])
        with duckdb.connect() as connection:
            connection.execute(
                f"create table texts as select * from read_csv('{changed_path}', "
                "header = true, all_varchar = true, delim = ',', quote = '\"', "
                "escape = '\"', nullstr = '\\N')"
            )
            query = f"select * {typed(path.stem)} from texts"
            for folder, condition in (
                (yesterday, f"loaded_at = '{LOADS[0]}'"),
                (today, "true"),
            ):
                connection.execute(
                    f"copy ({query} where {condition}) "
                    f"to '{folder / path.stem}.parquet' (format parquet)"
                )
        changed_path.unlink()


def typed(table: str) -> str:
    """Return what stands behind `select *` where some columns are no texts."""
    casts = [f"{cast} as {name}" for name, cast in TYPED.get(table, {}).items()]
    return f"replace ({', '.join(casts)})" if casts else ""


def changed(
    rows: list[list[str]], names: list[str], rng: random.Random
) -> list[list[str]]:
    """Drop, repeat and mix rows; put each kind of garbage in each place of some."""
    kept = [row for row in rows if rng.random() > 0.07]
    kept += rng.sample(kept, len(kept) // 20)
    for row in rng.sample(kept, len(kept) // 10):
        # A value of another row: another version, another owner, another day.
        place = rng.randrange(len(names))
        row[place] = rng.choice(rows)[place]
    for garbage in GARBAGE:
        kept.append([garbage] * len(names))
        # Rows that count but for one value, and such that count with it.
        for place in range(len(names)):
            row = list(rng.choice(rows))
            row[place] = garbage
            kept.append(row)
    rng.shuffle(kept)
    return kept

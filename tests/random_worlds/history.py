"""A history of a world: its raw rows arrive in loads, late, corrected and deleted."""

import csv
import random
from collections.abc import Collection
from pathlib import Path

from .files import write_plain_csv

Row = dict[str, str]

# The tables that a run reads by their loads.
LOADED = (
    "leads",
    "touchpoints",
    "deals",
    "deal_stage_changes",
    "lead_status_changes",
)


class History:
    """The raw tables of a folder as they grow, load by load."""

    def __init__(self, folder: Path, seed: int) -> None:
        """Take the raw rows of a folder of CSV files, none of them loaded yet."""
        self._random = random.Random(seed)
        self._tables: dict[str, tuple[list[str], list[Row]]] = {}
        self._coming: dict[str, list[Row]] = {}
        self._load = 0
        for path in sorted(folder.glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                reader = csv.DictReader(file)
                names = list(reader.fieldnames or [])
                # Headings come in any case, and some worlds tell their loads already.
                names = [name for name in names if name.lower() != "loaded_at"]
                rows = [{name: row[name] for name in names} for row in reader]
            self._random.shuffle(rows)
            is_loaded = path.stem in LOADED
            self._coming[path.stem] = rows if is_loaded else []
            self._tables[path.stem] = (
                [*names, "loaded_at"] if is_loaded else names,
                [] if is_loaded else rows,
            )

    def grow(self, share: float) -> None:
        """Load a share of the rows still to come, in no order of time."""
        self._load += 1
        for table, rows in self._coming.items():
            count = round(len(rows) * share)
            for row in rows[:count]:
                self._add(table, row)
            del rows[:count]

    def change(self, count: int) -> None:
        """Correct rows by new versions and in place, load some again, delete others."""
        self._load += 1
        for _ in range(count):
            table = self._random.choice(LOADED)
            rows = self._tables[table][1]
            if not rows:
                continue
            row = self._random.choice(rows)
            kind = self._random.choice(["version", "in place", "again", "delete"])
            if kind in ("in place", "delete"):
                rows.remove(row)
            if kind != "delete":
                self._add(table, row if kind == "again" else self._altered(table, row))

    def add(self, table: str, **cells: str) -> None:
        """Load one row, its other cells empty, in a load of its own."""
        self._load += 1
        names = self._tables[table][0]
        self._add(table, {name: cells.get(name.lower(), "") for name in names})

    def remove(self, table: str, **cells: str) -> None:
        """Take away the rows that have these cells."""
        rows = self._tables[table][1]
        rows[:] = [
            row
            for row in rows
            if cells.items() - {(name.lower(), row[name]) for name in row}
        ]

    def rename(self, table: str, old: str, new: str) -> None:
        """Let a row with another id take the place of one, in the same load."""
        names, rows = self._tables[table]
        for row in rows:
            if row[names[0]] == old:
                row[names[0]] = new

    def write(self, folder: Path, unstamped: Collection[str] = ()) -> None:
        """Write the tables as they are now, some without telling their loads."""
        folder.mkdir(exist_ok=True)
        for table, (all_names, rows) in self._tables.items():
            names = all_names[:-1] if table in unstamped else all_names
            body = [[row[name] for name in names] for row in rows]
            write_plain_csv(folder / f"{table}.csv", names, body)

    def _add(self, table: str, row: Row) -> None:
        loaded_at = f"2026-01-01 {self._load:02d}:00:00"
        self._tables[table][1].append({**row, "loaded_at": loaded_at})

    def _altered(self, table: str, row: Row) -> Row:
        """Return the row with one or two cells of another one, its id kept."""
        names, rows = self._tables[table]
        other = self._random.choice(rows or [row])
        names = self._random.sample(names[1:-1], 2)
        return row | {name: other[name] for name in names}

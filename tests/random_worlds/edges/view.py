"""A world as a reader sees it, and the list of questions that are put to it."""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property

from ..rules import TRUE_TEXTS, Rules
from ..tables import TABLES
from ..world import PROJECT_RULES, World

Row = dict[str, str]
CUT = " \t\r\n\u00a0"


class View:
    """A world's tables as read from its files: trimmed texts, empty for null."""

    def __init__(self, world: World):
        """Read the plain CSV files, and keep the bytes of the raw ones."""
        self.world = world
        self.variables = world.variables
        self.rules = Rules(PROJECT_RULES, world.rules_folder)
        self.files = {
            path.name: path.read_bytes() for path in world.raw_folder.iterdir()
        }
        self.untrimmed: dict[str, list[Row]] = {}
        for table, columns in TABLES.items():
            path = world.oracle_folder / f"{table}.csv"
            blank = {column.name: "" for column in columns}
            self.untrimmed[table] = []
            if path.exists():
                with path.open(encoding="utf-8", newline="") as file:
                    for row in csv.DictReader(file):
                        lower = {name.lower(): text for name, text in row.items()}
                        self.untrimmed[table].append({**blank, **lower})
        self.tables = {
            table: [{k: v.strip(CUT) for k, v in row.items()} for row in rows]
            for table, rows in self.untrimmed.items()
        }

    @cached_property
    def headers(self) -> dict[str, list[str]]:
        """Return the header of each table as it is written."""
        found = {}
        for path in self.world.oracle_folder.glob("*.csv"):
            with path.open(encoding="utf-8", newline="") as file:
                found[path.stem] = next(csv.reader(file))
        return found

    def values(self, table: str, column: str) -> set[str]:
        """Return all values of a column."""
        return {row[column] for row in self.tables[table]}

    def groups(self, table: str, *keys: str) -> Iterator[list[Row]]:
        """Return the rows of a table that share these (non-empty) values."""
        groups = defaultdict(list)
        for row in self.tables[table]:
            if all(row[key] for key in keys):
                groups[tuple(row[key] for key in keys)].append(row)
        return iter(groups.values())

    def stage(self, row: Row) -> str:
        """Return the kind of a deal's or a stage change's stage."""
        kinds = {
            (folded(seed["crm_stage"]), folded(seed.get("pipeline"))): seed["stage"]
            for seed in reversed(self.rules.seeds["deal_stages"])
        }
        stage, kind = folded(row["stage"]), row["stage_kind"].lower()
        default = kind if kind in kinds.values() else "unknown"
        default = kinds.get((stage, ""), default)
        return kinds.get((stage, folded(row["pipeline"])), default)

    def is_tombstone(self, table: str, row: Row) -> bool:
        """Return whether a row has nothing but its id and the flag."""
        others = {column.name for column in TABLES[table][1:]} - {"updated_at"}
        filled = {name for name in others if row[name]}
        return filled == {"is_deleted"} and row["is_deleted"].lower() in TRUE_TEXTS

    def times(self, table: str, column: str) -> list[str]:
        """Return all timestamps of a column that begin like one."""
        return [
            v for v in self.values(table, column) if re.match(r"\d{4}-\d\d-\d\d", v)
        ]


def folded(text: str | None) -> str:
    """Return a text as it is looked up; null is empty."""
    return re.sub("[ _-]+", " ", (text or "").lower())


Edge = Callable[[View], bool]
EDGES: dict[str, Edge] = {}


def edge(name: str) -> Callable[[Edge], Edge]:
    """Register a question under a name."""

    def register(question: Edge) -> Edge:
        EDGES[name] = question
        return question

    return register


def is_late(view: View, text: str) -> bool:
    """Return whether a timestamp lies after the day of the report."""
    return text[:10] > str(view.variables.get("as_of_date") or "2090-01-01")

"""The rule seeds, asked for the values that a world needs."""

import csv
import random
from pathlib import Path

TRUE_TEXTS = {"true", "t", "yes", "y", "1"}
# Own rows of these seeds take the place of the shipped ones.
REPLACED = {
    *("fit_rules", "exclusions", "targets", "exchange_rates", "holidays"),
    *("benchmarks", "goal_scenarios", "margins"),
}
SeedRow = dict[str, str | None]


class Rules:
    """All rule seeds: one list of rows a seed, empty text as None.

    They are only asked for values to draw, so the order of their rows plays no part.
    """

    def __init__(self, folder: Path, own_folder: Path | None = None):
        """Read all files of the shipped folder, and of a company's own."""
        self.seeds: dict[str, list[SeedRow]] = {}
        self.own: dict[str, list[SeedRow]] = {}
        for path in sorted(folder.glob("*.csv")):
            self.seeds[path.stem] = _rows(path)
        for path in sorted(own_folder.glob("own_*.csv")) if own_folder else ():
            seed = path.stem.removeprefix("own_")
            self.own[seed] = _rows(path)
            self.add(seed, self.own[seed])

    def add(self, seed: str, rows: list[SeedRow]) -> None:
        """Let own rows count beside the shipped ones, or in their place."""
        if seed not in REPLACED:
            self.seeds[seed] = [*rows, *self.seeds.get(seed, [])]
        elif rows:
            self.seeds[seed] = rows

    def column(self, seed: str, column: str, **wanted: str) -> list[str]:
        """Return a column's values in the rows that carry the wanted values."""
        return [
            row[column]
            for row in self.seeds.get(seed, [])
            if row.get(column) is not None
            and all((row.get(name) or "") == value for name, value in wanted.items())
        ]

    def stages(self, kind: str) -> list[str]:
        """Return the CRM's names of one kind of deal stage."""
        return self.column("deal_stages", "crm_stage", stage=kind)

    def statuses(self, kind: str) -> list[str]:
        """Return the CRM's names of one kind of lead status."""
        return self.column("lead_statuses", "crm_status", status=kind)

    def touch_types(self, *flags: str, points: int = 0) -> list[str]:
        """Return types with all these flags; points 1/-1 ask for that sign."""
        return [
            row["touch_type"]
            for row in self.seeds["touch_types"]
            if all((row[flag] or "").lower() in TRUE_TEXTS for flag in flags)
            and points * float(row["points"] or 0) >= abs(points)
        ]

    def limited_types(self) -> list[str]:
        """Return types whose points are earned a limited number of times."""
        return [
            row["touch_type"]
            for row in self.seeds["touch_types"]
            if row["max_times"] and float(row["points"] or 0)
        ]

    def email_types(self) -> list[str]:
        """Return types that are an e-mail event."""
        return [r["touch_type"] for r in self.seeds["touch_types"] if r["email_event"]]

    def utm_pair(self, rng: random.Random) -> tuple[str | None, str | None]:
        """Return a source and a medium; each meets some rule, not always the same."""
        first, second = (rng.choice(self.seeds["channel_rules"]) for _ in range(2))
        if rng.random() < 0.6:
            second = first
        return (
            fill_pattern(first["utm_source_pattern"], rng),
            fill_pattern(second["utm_medium_pattern"], rng),
        )

    def known_sources(self, rng: random.Random) -> list[str]:
        """Return sources that have a category: the own ones, or all."""
        own = [row["utm_source"] for row in self.own.get("source_categories", [])]
        if own and rng.random() < 0.5:
            return own
        return self.column("source_categories", "utm_source")

    def months_of_rates(self) -> list[str]:
        """Return the months (yyyy-mm) that have an exchange rate."""
        return sorted({month[:7] for month in self.column("exchange_rates", "month")})

    def attribute_values(self, attribute: str, seed: str = "fit_rules") -> list[str]:
        """Return values that just meet, or just miss, the rules on an attribute."""
        values: list[str] = []
        for row in self.seeds.get(seed, []):
            if (row["attribute"] or "").lower() == attribute and row["value"]:
                values += _values_around((row["operator"] or "").lower(), row["value"])
        return values

    def meeting_values(self, seed: str) -> list[tuple[str, str]]:
        """Return (attribute, value) pairs, each of which meets a rule of the seed."""
        pairs = []
        for row in self.seeds.get(seed, []):
            operator, value = (row["operator"] or "").lower(), row["value"] or ""
            if operator == "in":
                value = value.split("|")[-1]
            elif operator == "contains":
                value = f"x {value} y" if "@" not in value else f"someone{value}"
            elif operator == "between":
                value = next(part for part in value.split("..") if part)
            pairs.append(((row["attribute"] or "").lower(), value))
        return pairs


def _rows(path: Path) -> list[SeedRow]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            {name: (value or "").strip() or None for name, value in row.items()}
            for row in csv.DictReader(file)
        ]


def fill_pattern(pattern: str | None, rng: random.Random) -> str | None:
    """Turn a LIKE pattern into a text that it matches (None matches anything)."""
    if pattern is None:
        return rng.choice([None, None, "anything", "Newsletter-7"])
    text = "".join(
        rng.choice(["", "", "x", "-ads", "_b"]) if sign == "%" else sign
        for sign in pattern
    )
    return text or "x"


def _values_around(operator: str, value: str) -> list[str]:
    if operator == "equals":
        return [value, value.upper(), value + "x"]
    if operator == "contains":
        return [value, f"pre{value.title()}post", value[:-1]]
    if operator == "in":
        return [*value.split("|"), value.split("|")[0].upper(), value]
    low, _, high = value.partition("..")
    ends = [float(end) for end in (low, high) if end]
    around = [end + step for end in ends for step in (-1, 0, 0, 1)]
    return [f"{number:g}" if number < 1e5 else str(int(number)) for number in around]

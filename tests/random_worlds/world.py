"""Worlds: small sets of raw files, full of edge cases, the same for the same seed."""

from dataclasses import dataclass
from pathlib import Path

from .draft import Draft
from .faults import add_faults
from .files import write_files
from .journeys import add_journeys
from .money import add_spend, add_traffic
from .people import add_leads
from .rules import Rules
from .selling import add_deals

PROJECT_RULES = Path(__file__).resolve().parents[2] / "seeds" / "rules"


@dataclass(frozen=True)
class World:
    """What a run on a world needs: its folders and its variables."""

    seed: int
    raw_folder: Path
    oracle_folder: Path  # the same tables as plain CSV
    variables: dict[str, object]
    rules_folder: Path | None  # None: the project's own
    description: str
    stories: frozenset[str]


def make_world(seed: int, folder: Path) -> World:
    """Make a world in an empty folder."""
    draft = Draft(seed, Rules(PROJECT_RULES))
    add_leads(draft)
    add_journeys(draft)
    add_deals(draft)
    add_spend(draft)
    add_traffic(draft)
    add_faults(draft)
    raw_folder, oracle_folder = Path(folder) / "raw", Path(folder) / "oracle"
    special = write_files(draft, raw_folder, oracle_folder)
    sizes = [f"{len(rows)} {table}" for table, rows in draft.tables.items()]
    kind = "plain" if draft.is_plain else "odd"
    return World(
        seed=seed,
        raw_folder=raw_folder,
        oracle_folder=oracle_folder,
        variables=draft.variables,
        rules_folder=None,
        description="; ".join([f"a {kind} world", *sizes, *special]),
        stories=frozenset(
            {*draft.stories, *(text.split(" ", 1)[1] for text in special)}
        ),
    )

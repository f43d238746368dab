"""Worlds: small sets of raw files, full of edge cases, the same for the same seed."""

from dataclasses import dataclass
from pathlib import Path

from .asking import add_nurtured_group
from .draft import Draft
from .faults import add_faults
from .files import write_files
from .journeys import add_journeys
from .late_stories import add_late_stories
from .money import add_spend, add_traffic
from .own_rules import add_own_rules, own_basics, write_own_rules
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
    rules_folder: Path  # the company's own, beside the project's
    description: str
    stories: frozenset[str]


def make_world(seed: int, folder: Path) -> World:
    """Make a world in an empty folder."""
    rules = Rules(PROJECT_RULES)
    rules.own = own_basics()
    for name, rows in rules.own.items():
        rules.add(name, rows)
    draft = Draft(seed, rules)
    add_own_rules(draft)
    add_leads(draft)
    add_journeys(draft)
    with draft.stream("nurtured group"):
        add_nurtured_group(draft)
    add_deals(draft)
    add_spend(draft)
    add_traffic(draft)
    add_late_stories(draft)
    add_faults(draft)
    raw_folder, oracle_folder = Path(folder) / "raw", Path(folder) / "oracle"
    rules_folder = Path(folder) / "rules"
    write_own_rules(rules, rules_folder)
    special = write_files(draft, raw_folder, oracle_folder)
    sizes = [f"{len(rows)} {table}" for table, rows in draft.tables.items()]
    kind = "plain" if draft.is_plain else "odd"
    return World(
        seed=seed,
        raw_folder=raw_folder,
        oracle_folder=oracle_folder,
        variables=draft.variables,
        rules_folder=rules_folder,
        description="; ".join([f"a {kind} world", *sizes, *special]),
        stories=frozenset(
            {*draft.stories, *(text.split(" ", 1)[1] for text in special)}
        ),
    )

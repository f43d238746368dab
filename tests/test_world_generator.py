"""The worlds hold what they promise: every kind of edge, the same for the same seed."""

import os
import subprocess
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from oracle import recompute
from random_worlds import make_world
from random_worlds.edges import EDGES, View
from random_worlds.journeys import STORIES
from random_worlds.late_stories import LATE_STORIES
from random_worlds.outcomes import OUTCOMES
from random_worlds.people import KINDS
from random_worlds.world import PROJECT_RULES as RULES

SEEDS = range(30)
TESTS = Path(__file__).parent


@pytest.fixture(scope="module")
def worlds(tmp_path_factory):
    """Return thirty worlds."""
    folder = tmp_path_factory.mktemp("worlds")
    return [make_world(seed, folder / str(seed)) for seed in SEEDS]


def test_every_edge_is_met_in_some_world(worlds):
    missing = dict(EDGES)
    for view in map(View, worlds):
        missing = {n: question for n, question in missing.items() if not question(view)}
    assert not missing, sorted(missing)


def test_every_outcome_comes_out_of_some_world(worlds):
    missing = dict(OUTCOMES)
    for world in worlds:
        if not missing:
            break
        tables = recompute(
            world.oracle_folder,
            RULES,
            world.variables,
            date.today(),
            world.rules_folder,
        )
        missing = {
            name: (table, question)
            for name, (table, question) in missing.items()
            if not any(map(question, tables[table]))
        }
    assert not missing, sorted(missing)


def test_every_story_is_told_in_many_worlds(worlds):
    for name in [*STORIES, *LATE_STORIES, *(f"lead {kind}" for kind in KINDS)]:
        assert sum(name in world.stories for world in worlds) >= 5, name


def test_worlds_are_small_and_a_third_is_plain(worlds):
    kinds = [world.description.split(";")[0] for world in worlds]
    assert kinds.count("a plain world") == len(SEEDS) / 3
    for view in map(View, worlds):
        assert all(len(rows) <= 600 for rows in view.tables.values())
        assert sum(map(len, view.tables.values())) >= 200


def test_a_seed_gives_the_same_files_everywhere(tmp_path):
    program = (
        "import sys; from pathlib import Path; from random_worlds import make_world; "
    )
    program += "make_world(int(sys.argv[1]), Path(sys.argv[2]))"
    for hash_seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-c", program, "4", str(tmp_path / hash_seed)],
            cwd=TESTS,
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            check=True,
        )
    digests = [
        {
            path.relative_to(tmp_path / hash_seed): sha256(path.read_bytes()).digest()
            for path in (tmp_path / hash_seed).rglob("*.csv")
        }
        for hash_seed in ("1", "2")
    ]
    assert digests[0] == digests[1]
    assert digests[0]

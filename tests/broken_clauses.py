"""Break one clause of the project after another: a test has to fail each time.

    python tests/broken_clauses.py [WORDS of a file, a rule or a test ...]

It works in a copy and says what caught each clause. If one was not caught it exits
with 1.
tests/test_structure.py makes sure that every text still stands in its file, once.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clauses import CLAUSES, Clause
from run_dbt import PROJECT, run_dbt


def main(words: list[str]) -> int:
    """Break the clauses that hold any of the words; return 0 if all are caught."""
    chosen = [
        clause
        for clause in CLAUSES
        if not words or any(word in " ".join(clause) for word in words)
    ]
    missed = []
    with tempfile.TemporaryDirectory(prefix="clauses_") as folder:
        workshop = Workshop(Path(folder))
        for clause, caught_by in workshop.outcomes(chosen):
            caught = f"caught by {caught_by}" if caught_by else "NOT CAUGHT"
            print(f"{clause.file}: {clause.rule}: {caught}", flush=True)
            if not caught_by:
                missed.append(clause)
    print(f"{len(chosen)} clauses, {len(missed)} not caught")
    return int(bool(missed))


class Workshop:
    """A copy of the project, in which clauses are broken and mended again."""

    def __init__(self, folder: Path) -> None:
        """Copy all that git knows, and what is installed beside it."""
        self.project = folder / "project"
        self.database = folder / "sample.duckdb"
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=True,
        )
        for name in filter(None, listed.stdout.split("\0")):
            target = self.project / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(PROJECT / name, target)
        shutil.copytree(PROJECT / "dbt_packages", self.project / "dbt_packages")
        (self.project / ".venv").symlink_to((PROJECT / ".venv").resolve())

    def outcomes(self, clauses: list[Clause]) -> Iterator[tuple[Clause, str]]:
        """Yield each clause with the names of the tests that caught it, if any did."""
        by_kind = defaultdict(list)
        for clause in clauses:
            by_kind[clause.caught_by.split()[0]].append(clause)
        if by_kind.keys() & {"unit", "data", "built"}:
            self._build_sample()
        for batch in batches(by_kind.pop("unit", [])):
            yield from self._by_dbt(batch)
        for clause in by_kind.pop("data", []) + by_kind.pop("built", []):
            yield from self._by_dbt([clause])
        for clause in by_kind.pop("world", []):
            seed = clause.caught_by.split()[1]
            tests = "tests/test_worlds.py::test_every_cell_is_recomputed"
            yield clause, self._by_pytest(clause, tests, WORLD_SEED=seed)
        for clause in by_kind.pop("pytest", []):
            yield clause, self._by_pytest(clause, clause.caught_by.split(maxsplit=1)[1])
        assert not by_kind, sorted(by_kind)

    def _build_sample(self) -> None:
        """Build the tables that unit tests take the types of columns from."""
        run = run_dbt(
            *("build", "--exclude-resource-type", "unit_test", "test"),
            duckdb_path=self.database,
            project=self.project,
        )
        assert run.returncode == 0, run.output

    def _by_dbt(self, clauses: list[Clause]) -> Iterator[tuple[Clause, str]]:
        """Run the dbt tests of clauses that are broken together."""
        command = ["test"]
        if clauses[0].caught_by.startswith("built "):
            # A unit test that fails would keep the data test from its rows.
            command = ["build", "--exclude-resource-type", "unit_test"]
        selected = [name for clause in clauses for name in selection(clause)]
        # Elsewhere: a build leaves the broken model's rows.
        database = shutil.copy(self.database, self.database.with_name("broken.duckdb"))
        with self._broken(clauses):
            run = run_dbt(
                *(*command, "--select", *selected),
                duckdb_path=Path(database),
                project=self.project,
                keeps_artifacts=True,
            )
        # What cannot be compiled is broken in another way: that is status "error".
        failed = [
            name.split(".")[2:]
            for name, status in run.statuses.items()
            if status == "fail"
        ]
        for clause in clauses:
            name = clause.caught_by.split()[1]
            yield clause, ", ".join(test[-1] for test in failed if test[0] == name)

    def _by_pytest(self, clause: Clause, tests: str, **environment: str) -> str:
        """Return the tests if they fail while the clause is broken."""
        with self._broken([clause]):
            run = subprocess.run(
                [sys.executable, "-m", "pytest", "-q", "-x", *tests.split()],
                cwd=self.project,
                env=os.environ | environment,
                capture_output=True,
                text=True,
                check=False,
            )
        caught = [
            line.split(" - ")[0].removeprefix("FAILED ")
            for line in run.stdout.splitlines()
            if line.startswith(("FAILED ", "ERROR "))
        ]
        return ", ".join(caught) if run.returncode == 1 else ""

    @contextmanager
    def _broken(self, clauses: list[Clause]) -> Iterator[None]:
        """Break the clauses until the block ends."""
        whole = {}
        for clause in clauses:
            file = self.project / clause.file
            whole[file] = file.read_text(encoding="utf-8")
            assert whole[file].count(clause.text) == 1, clause
            broken = whole[file].replace(clause.text, clause.broken)
            file.write_text(broken, encoding="utf-8")
        yield
        for file, text in whole.items():
            file.write_text(text, encoding="utf-8")


def selection(clause: Clause) -> list[str]:
    """Return what dbt is told to build and to test."""
    kind, name = clause.caught_by.split()
    if kind == "built":
        return [f"{Path(clause.file).stem},resource_type:model", name]
    return [name if kind == "data" else f"{name},test_type:unit"]


def batches(clauses: list[Clause]) -> Iterator[list[Clause]]:
    """Yield clauses that can be broken together.

    A unit test sees its own model and no other. So one clause of each model can be
    broken at once, but a macro only alone.
    """
    by_file = defaultdict(list)
    for clause in clauses:
        if clause.file.startswith("macros/"):
            yield [clause]
        else:
            by_file[clause.file].append(clause)
    while any(by_file.values()):
        yield [found.pop(0) for found in by_file.values() if found]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

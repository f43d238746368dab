"""Files as exports look: all that is in them is read, or one message says why not.

BAD_FILES=5000 takes that many of them, BAD_FILES_SEED=7 others.
"""

import os
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from bad_input.files import WAYS, Case, make_cases
from bad_input.parquet import BROKEN, typed_rows, write_broken, write_typed
from bad_input.reading import Reading, read
from bad_input.running import Outcome, check_folders
from random_worlds.tables import TABLES

COUNT = int(os.environ.get("BAD_FILES", "525"))
SEED = int(os.environ.get("BAD_FILES_SEED", "0"))
REQUIRED = {
    "leads": b"lead_id,created_at\n",
    "touchpoints": b"touchpoint_id,occurred_at,touch_type\n",
    "deals": b"deal_id,created_at,stage\n",
}
Folder = dict[str, tuple[Case, Reading]]


@dataclass
class Checked:
    """What dbt made of folders: of CSV files, all good or all bad, and of Parquet."""

    csv: list[tuple[Folder, Path, Outcome]]
    typed: Outcome
    broken: dict[str, Outcome]


@pytest.fixture(scope="module")
def all_checked(tmp_path_factory) -> Checked:
    """Return all folders, checked one after another."""
    home = tmp_path_factory.mktemp("bad-files")
    read_cases = [
        (case, read(case.table, case.data)) for case in make_cases(SEED, COUNT)
    ]
    folders = [
        *packed([pair for pair in read_cases if pair[1].is_good]),
        *packed([pair for pair in read_cases if not pair[1].is_good]),
    ]
    paths = []
    for number, folder in enumerate(folders):
        path = home / f"folder-{number}"
        path.mkdir()
        data = REQUIRED | {table: case.data for table, (case, _) in folder.items()}
        for table, content in data.items():
            (path / f"{table}.csv").write_bytes(content)
        paths.append((path, all_are_good(folder)))
    parquet = [home / name for name in ("typed", *BROKEN)]
    for path in parquet:
        path.mkdir()
        write_typed(path) if path == parquet[0] else write_broken(path, path.name)
    # The look alone finds what is broken: no model is asked to.
    reads = [(path, path == parquet[0]) for path in parquet]
    outcomes = check_folders([*paths, *reads], home)
    return Checked(
        [
            (folder, path, outcome)
            for folder, (path, _), outcome in zip(
                folders, paths, outcomes, strict=False
            )
        ],
        outcomes[len(paths)],
        dict(zip(BROKEN, outcomes[len(paths) + 1 :], strict=True)),
    )


@pytest.fixture(scope="module")
def checked(all_checked) -> list[tuple[Folder, Path, Outcome]]:
    """Return the folders of CSV files."""
    return all_checked.csv


def all_are_good(folder: Folder) -> bool:
    return all(reading.is_good for _, reading in folder.values())


def packed(cases: list[tuple[Case, Reading]]) -> list[Folder]:
    """Put as many files into each folder as there are tables."""
    folders: list[Folder] = []
    for case, reading in cases:
        folder = next((found for found in folders if case.table not in found), None)
        if folder is None:
            folder = {}
            folders.append(folder)
        folder[case.table] = (case, reading)
    return folders


def test_every_way_is_taken_and_both_ends_are_reached(checked):
    ends = Counter(
        (case.label.split()[0], reading.is_good)
        for folder, _, _ in checked
        for case, reading in folder.values()
    )
    assert {label for label, _ in ends} == set(WAYS)
    pairs = {
        (case.label.split()[0], table)
        for folder, _, _ in checked
        for table, (case, _) in folder.items()
    }
    # As soon as there are enough files, every table has been written in every way.
    assert len(pairs) == min(COUNT, len(WAYS) * len(TABLES))
    goods = sum(count for (_, is_good), count in ends.items() if is_good)
    assert 0.3 * COUNT < goods < 0.7 * COUNT


def test_good_files_are_read_to_the_last_value(checked):
    faults = []
    for folder, path, (message, rows, *_) in checked:
        if not all_are_good(folder):
            continue
        if message:
            faults.append(f"{path}: {message[-2000:]}")
            continue
        for table, (case, reading) in folder.items():
            if Counter(rows[table]) != Counter(reading.rows):
                got, wanted = Counter(rows[table]), Counter(reading.rows)
                faults.append(f"{case.label}: {got - wanted}, not {wanted - got}"[:999])
    assert not faults, "\n".join(faults)


def test_of_a_bad_file_the_name_the_line_and_the_reason_are_said(checked):
    faults = []
    for folder, path, (message, *_) in checked:
        if all_are_good(folder):
            continue
        for table, (case, reading) in folder.items():
            problem = fault_of_message(message or "", table, reading)
            if problem:
                faults.append(f"{path}: {case.label}: {problem}")
    assert not faults, "\n".join(faults)


def fault_of_message(message: str, table: str, reading: Reading) -> str | None:
    """Return what the message lacks: the file, the line of its fault or a reason."""
    lines = [line for line in message.splitlines() if f"table {table}: " in line]
    if "Traceback" in message or not lines:
        return f"not named in {message[-3000:]!r}"
    if not all(f"{table}.csv" in line for line in lines):
        return f"no file in {lines}"
    if reading.fault_line == 1 and any(
        re.search(r"column \w+ (is missing|occurs)", line) for line in lines
    ):
        return None
    if not re.search(rf"{table}\.csv, line {reading.fault_line}: \S", lines[0]):
        return f"not line {reading.fault_line} in {lines}"
    return None


def test_nothing_is_named_that_is_well(checked):
    for folder, _, (message, *_) in checked:
        named = set(re.findall(r"table (\w+)[: ]", message or ""))
        assert named <= set(folder) & set(TABLES)


def test_parquet_of_any_type_is_read_as_its_texts(all_checked):
    message, rows, *_ = all_checked.typed
    assert message is None
    names = {table: [column.name for column in TABLES[table]] for table in TABLES}
    for table, expected in typed_rows(names).items():
        assert rows[table] == expected


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_parquet_file_is_named_before_anything_is_read(all_checked, kind):
    message = all_checked.broken[kind].message
    assert message is not None
    assert f"{BROKEN[kind][0]}.parquet" in message
    assert "Traceback" not in message

"""Files as exports look: all that is in them is read, or one message says why not.

BAD_FILES=5000 takes that many of them, BAD_FILES_SEED=7 others.
"""

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from bad_input.files import WAYS, Case, make_cases
from bad_input.reading import Reading, read
from bad_input.running import Outcome, check_folders
from worlds.tables import TABLES

COUNT = int(os.environ.get("BAD_FILES", "525"))
SEED = int(os.environ.get("BAD_FILES_SEED", "0"))
REQUIRED = {
    "leads": b"lead_id,created_at\n",
    "touchpoints": b"touchpoint_id,occurred_at,touch_type\n",
    "deals": b"deal_id,created_at,stage\n",
}
Folder = dict[str, tuple[Case, Reading]]


@pytest.fixture(scope="module")
def checked(tmp_path_factory) -> list[tuple[Folder, Path, Outcome]]:
    """Return folders, of good files or of bad ones, and what dbt made of each."""
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
    outcomes = check_folders(paths, home)
    return [
        (folder, path, outcome)
        for folder, (path, _), outcome in zip(folders, paths, outcomes, strict=True)
    ]


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
    goods = sum(count for (_, is_good), count in ends.items() if is_good)
    assert 0.3 * COUNT < goods < 0.7 * COUNT


def test_good_files_are_read_to_the_last_value(checked):
    faults = []
    for folder, path, (message, rows) in checked:
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
    for folder, path, (message, _) in checked:
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
        re.search(r"column \w+ (is missing|stands)", line) for line in lines
    ):
        return None
    if not re.search(rf"{table}\.csv, line {reading.fault_line}: \S", lines[0]):
        return f"not line {reading.fault_line} in {lines}"
    return None


def test_nothing_is_named_that_is_well(checked):
    for folder, _, (message, _) in checked:
        named = set(re.findall(r"table (\w+)[: ]", message or ""))
        assert named <= set(folder) & set(TABLES)

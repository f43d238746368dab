"""What a folder of raw files holds beside good files: all of it is seen, at once."""

import os
import subprocess
from pathlib import Path

import duckdb
import pytest

from bad_input.hostile import HOSTILE
from bad_input.running import Outcome, check_folders
from run_dbt import PROJECT

REQUIRED = {
    "leads.csv": b"lead_id,created_at\n",
    "touchpoints.csv": b"touchpoint_id,occurred_at,touch_type\n",
    "deals.csv": b"deal_id,created_at,stage\n",
}
MOST_SECONDS = 5
LEADS = "lead_id,created_at,Größe\nL1,2025-01-02,x\n"
MARK = b"\xef\xbb\xbf"
# What stands in leads.csv, and what is said of its first line.
FIRST_LINES = {
    "UTF-16": (LEADS.encode("utf-16"), "it is UTF-16, or no text"),
    "UTF-16 of plain letters": (
        "lead_id,created_at\n".encode("utf-16-be"),
        "it is UTF-16, or no text",
    ),
    "another encoding": (LEADS.encode("cp1252"), "it is not UTF-8"),
    "two marks": (MARK + MARK + LEADS.encode(), "it begins with two byte order marks"),
    "a mark and a name of two lines": (
        MARK + b'"lead\n_id",lead_id,created_at\n',
        "a byte order mark comes before a name of several lines",
    ),
    "what a terminal obeys": (
        b"\x1b[31mlead\0id,created_at\n",
        "the columns are ?[31mlead?id,created_at",
    ),
}
# Names beside the three files, and what is said of each; folders end with a slash.
NOT_READ = {
    "deals (1).csv": "table deals is read from deals.csv",
    "leads.csv.bak": "table leads is read from leads.csv",
    "lead.csv": "table leads is read from leads.csv",
    "hubspot_deals_2025.csv": "table deals is read from deals.csv",
    "web_traffic.csv.gz": "unpack it",
    "Web-Traffic.csv": "if it is table web_traffic, rename it to web_traffic.csv",
    "deal_stage_changes.csv/": "it is a folder",
    "DealStageChanges - Copy.parquet": "if it is table deal_stage_changes, "
    "rename it to deal_stage_changes.parquet",
    "lead status changes.xlsx": "if it is table lead_status_changes, "
    "save it as lead_status_changes.csv or lead_status_changes.parquet",
    "marketing_spent.csv": "if it is table marketing_spend, "
    "rename it to marketing_spend.csv",
    "größe leads.csv": "table leads is read from leads.csv",
}
# A program's title above the names of the columns, and how the file begins.
PREAMBLES = {
    "a title": b"Leads\r\nPeriod:,2026\r\n\r\n"
    + LEADS.encode().replace(b"\n", b"\r\n"),
    "a line of commas": b',,\n,,\n,,\nx,"Created_At","LEAD_ID"\nx,2025-01-02,L1\n',
}
NO_TABLES = [
    "notes.txt",
    "lead_sources.csv",
    ".leads.csv",
    "~$Leads.xlsx",
    "old/",
]
# Bytes that are no UTF-8, or that a terminal obeys.
STRANGE_NAMES = [b"caf\xe9.csv", b"leads \xe9.csv", b"leads\x1b[31m.csv", b"\xff/"]
# Three files that are needed, each in a form that is not read.
NEEDED = {
    "leads.csv.gz": "table leads is missing (leads.csv or leads.parquet), "
    "but leads.csv.gz is there: unpack it",
    "touchpoint.csv": "table touchpoints is missing (touchpoints.csv or "
    "touchpoints.parquet), but touchpoint.csv is there: "
    "if it is table touchpoints, rename it to touchpoints.csv",
    "deals.csv/": "table deals is missing (deals.csv or deals.parquet), "
    "but deals.csv is there: it is a folder",
}


def write(folder: Path, files: dict[str | bytes, bytes]) -> Path:
    """Make a folder of files, and of folders, whose names end with a slash."""
    folder.mkdir()
    for name, data in files.items():
        path = os.path.join(os.fsencode(folder), os.fsencode(name))
        if path.endswith(b"/"):
            os.mkdir(path)
        else:
            with open(path, "wb") as file:
                file.write(data)
    return folder


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory) -> dict[str, Outcome]:
    """Return what became of each folder, by its name."""
    home = tmp_path_factory.mktemp("raw-folders")
    beside = dict.fromkeys([*NOT_READ, *NO_TABLES], b"x")
    folders = {
        "not read": REQUIRED | beside,
        "strange names": REQUIRED | dict.fromkeys(STRANGE_NAMES, b"x"),
        "needed": dict.fromkeys(NEEDED, b"x"),
        "every day": REQUIRED | {f"leads {day}.csv": b"x" for day in range(100)},
    }
    for name, (leads, _) in FIRST_LINES.items():
        folders[name] = REQUIRED | {"leads.csv": leads}
    for name, leads in PREAMBLES.items():
        folders[name] = REQUIRED | {"leads.csv": leads}
    twice = b"lead_id,created_at,loaded_at,Loaded_At\nL1,2025-01-02,a,b\n"
    folders["loaded twice"] = REQUIRED | {"leads.csv": twice}
    folders["twice in Parquet"] = REQUIRED
    for name, (leads, _) in HOSTILE.items():
        folders[name] = REQUIRED | {"leads.csv": leads()}
    paths = [write(home / name, files) for name, files in folders.items()]
    write_a_column_twice(home / "twice in Parquet" / "web_traffic.parquet")
    checked = check_folders([(path, False) for path in paths], home)
    return dict(zip(folders, checked, strict=True))


def test_what_looks_like_a_table_and_is_not_read_is_named(outcomes):
    outcome = outcomes["not read"]
    assert outcome.message is None
    lines = {
        f"{name.rstrip('/')} is not read: {advice}" for name, advice in NOT_READ.items()
    }
    assert set(outcome.said.splitlines()) == lines


def test_a_name_that_is_no_text_is_named_readably_or_passed_over(outcomes):
    outcome = outcomes["strange names"]
    assert outcome.message is None
    assert set(outcome.said.splitlines()) == {
        r"leads \xE9.csv is not read: table leads is read from leads.csv",
        r"leads\x1B[31m.csv is not read: table leads is read from leads.csv",
    }


def test_a_table_that_is_needed_and_not_read_stops_the_build_with_its_file(outcomes):
    for said in NEEDED.values():
        assert said in outcomes["needed"].message


def test_of_a_file_for_every_day_twenty_are_named(outcomes):
    lines = outcomes["every day"].said.splitlines()
    assert len(lines) == 21
    assert lines[-1] == "80 more like these are not read"


def test_a_link_to_nothing_is_named_by_make_before_the_build(tmp_path):
    folder = write(tmp_path / "it's raw", REQUIRED)
    (folder / "web_traffic.csv").symlink_to("nowhere")
    (folder / "a \x1b[31mname.csv").symlink_to("nowhere")
    (folder / "marketing_spend.csv").symlink_to("leads.csv")
    names = {"RAW_FILES": str(folder), "DUCKDB_PATH": str(tmp_path / "none" / "x")}
    done = subprocess.run(
        ["make", "-s", "build"],
        cwd=PROJECT,
        env=os.environ | names,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "there is no folder" in done.stderr
    assert done.stdout.splitlines()[1:] == [
        "a [31mname.csv is not read: it is a link to nothing",
        "web_traffic.csv is not read: it is a link to nothing",
    ]


def write_a_column_twice(path: Path) -> None:
    """Write a Parquet file as no SQL can: two columns of one name."""
    duckdb.execute(
        "copy (select '2025-01-02' as traffic_date, 'x' as utm_source, "
        f"'y' as utm_sourcX, 'z' as region_1) to '{path}'"
    )
    path.write_bytes(path.read_bytes().replace(b"utm_sourcX", b"utm_source"))


@pytest.mark.parametrize("name", PREAMBLES)
def test_lines_above_the_names_of_the_columns_are_to_be_deleted(outcomes, name):
    said = "leads.csv, line 1: the names of the columns are in line 4; delete the lines"
    assert said in outcomes[name].message
    assert "is missing" not in outcomes[name].message


def test_a_column_that_occurs_twice_stops_the_build(outcomes):
    assert "column loaded_at occurs 2 times in" in outcomes["loaded twice"].message
    message = outcomes["twice in Parquet"].message
    assert "web_traffic: column utm_source occurs 2 times in" in message
    assert "region" not in message


@pytest.mark.parametrize("name", FIRST_LINES)
def test_what_is_wrong_with_a_first_line_is_named(outcomes, name):
    assert f"leads.csv, line 1: {FIRST_LINES[name][1]}" in outcomes[name].message
    assert not set("\0\x1b") & set(outcomes[name].message)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_file_keeps_the_check_busy(outcomes, name):
    outcome, said = outcomes[name], HOSTILE[name][1]
    if said is None:
        assert outcome.message is None
    else:
        assert said in outcome.message
    assert outcome.seconds < MOST_SECONDS

"""Eight readers ask the marts while a publication runs: each is answered, always."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import duckdb

from publish import publish
from run_dbt import PROJECT

sys.path.insert(0, str(PROJECT / "bench"))

import load

READERS = 8
SECONDS = 4


def rewrite(new: Path) -> bool:
    """Write some marts anew, for a while, in a process of its own as dbt is one."""
    program = (
        "import sys, time, duckdb; end = time.monotonic() + float(sys.argv[2])\n"
        "with duckdb.connect(sys.argv[1]) as connection:\n"
        "    while time.monotonic() < end:\n"
        "        for table in sys.argv[3:]:\n"
        "            connection.execute(f'create table again as from {table}')\n"
        "            connection.execute(f'drop table {table}')\n"
        "            connection.execute(f'alter table again rename to {table}')\n"
    )
    tables = ("fct_revenue_monthly", "fct_data_quality_summary")
    command = [sys.executable, "-c", program, str(new), str(SECONDS), *tables]
    return subprocess.run(command, check=False).returncode == 0


def test_eight_readers_are_answered_while_a_publication_runs(sample, tmp_path):
    path = shutil.copyfile(sample, tmp_path / "published.duckdb")
    with load.readers("duckdb", str(path), count=READERS, pause=0.05) as answers:
        publish(path, rewrite)
        time.sleep(1)
    assert answers.failures == []
    assert answers.fewest >= len(load.QUESTIONS)
    assert len(answers.waits) > 2 * READERS * len(load.QUESTIONS)


def test_a_reader_that_is_shut_out_is_told(sample, tmp_path):
    """A writer in the published file itself is what publications are there against."""
    path = shutil.copyfile(sample, tmp_path / "published.duckdb")
    with load.readers("duckdb", str(path), count=1, pause=0.05) as answers:
        time.sleep(1)
        rewrite_in_place(path)
    assert any("lock" in failure for failure in answers.failures)


def rewrite_in_place(path: Path) -> None:
    """Hold the file open for writing for a while, as soon as the reader lets go."""
    for _ in range(1000):
        try:
            with duckdb.connect(path):
                time.sleep(1)
                return
        except duckdb.IOException:
            time.sleep(0.005)
    raise AssertionError("the reader never let go")

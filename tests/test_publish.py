"""Readers never notice a publication, and nothing that ends one leaves a mess."""

import json
import os
import random
import shlex
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import duckdb
import pytest

from finishing import finish
from publish import PublicationError, publish
from run_dbt import PROJECT

PUBLICATIONS = 20
READERS = 3
KILLS = 10
# What a reader does, over and over: connect, ask twice, let go. Both answers must be of
# one publication.
READER = """
import json, sys, time, duckdb
path, stop, log = sys.argv[1:]
answers = []
while not __import__("os").path.exists(stop):
    try:
        with duckdb.connect(path, read_only=True) as connection:
            leads = connection.execute("select count(*) from base_leads").fetchone()
            time.sleep(0.002)
            deals = connection.execute("select count(*) from base_deals").fetchone()
        answers.append([leads[0], deals[0]])
    except Exception as error:
        answers.append(repr(error))
    time.sleep(0.02)
json.dump(answers, open(log, "w"))
"""
DBT = "import gc; gc.disable(); from dbt.cli.main import cli; cli(prog_name='dbt')"


def write_rows(folder: Path, count: int) -> None:
    """Write raw files with that many leads and deals."""
    folder.mkdir(exist_ok=True)
    rng = random.Random(count)
    tables = {
        "leads": ("lead_id,created_at", "{:x},2025-01-02"),
        "deals": ("deal_id,created_at,stage", "{:x},2025-01-02,Proposal"),
        "touchpoints": ("touchpoint_id,occurred_at,touch_type", ""),
    }
    for table, (header, row) in tables.items():
        # Ids that do not compress, so that many rows fill a disk.
        rows = [row.format(rng.getrandbits(128)) for _ in range(count) if row]
        (folder / f"{table}.csv").write_text("\n".join([header, *rows, ""]))


def whole(new: Path, **how: object) -> bool:
    """Build as little as can be published."""
    finish(new, **how)
    return True


def count_rows(path: Path) -> tuple[int, int]:
    with duckdb.connect(path, read_only=True) as connection:
        return connection.execute(
            "select (select count(*) from base_leads), "
            "(select count(*) from base_deals)"
        ).fetchone()


def test_readers_read_through_twenty_publications(tmp_path):
    """The tables are written without dbt: the swap is the same, and twenty are many."""
    path, stop = tmp_path / "mql.duckdb", tmp_path / "stop"

    def write(count: int) -> Callable[[Path], bool]:
        def build(new: Path) -> bool:
            with duckdb.connect(new) as connection:
                for table in ("base_leads", "base_deals"):
                    connection.execute(
                        f"create or replace table {table} as from range({count})"
                    )
                    time.sleep(0.1)
            finish(new)
            return True

        return build

    publish(path, write(1))
    logs = [tmp_path / f"reader-{number}.json" for number in range(READERS)]
    readers = [
        subprocess.Popen([sys.executable, "-c", READER, str(path), str(stop), str(log)])
        for log in logs
    ]
    for number in range(PUBLICATIONS):
        publish(path, write(number + 2))
    time.sleep(0.2)
    stop.touch()
    assert [reader.wait(30) for reader in readers] == [0] * READERS
    for log in logs:
        answers = json.loads(log.read_text())
        failed = [answer for answer in answers if isinstance(answer, str)]
        assert not failed, failed[:3]
        assert all(leads == deals for leads, deals in answers), "a mixed state"
        seen = [leads for leads, _ in answers]
        assert seen == sorted(seen), "an older state after a newer one"
        assert len(answers) > 2 * PUBLICATIONS
        assert len(set(seen)) > PUBLICATIONS / 2
        assert seen[-1] == PUBLICATIONS + 1
    leftovers = {found.name for found in tmp_path.glob("mql.duckdb*")}
    assert leftovers == {"mql.duckdb", "mql.duckdb.lock"}


def test_a_failing_test_publishes_nothing(sample, tmp_path):
    path = shutil.copy(sample, tmp_path / "published.duckdb")
    before = path.read_bytes()
    # More leads than the tables behind base_leads, which are not built again, know of.
    write_rows(tmp_path / "raw", 5)
    run = subprocess.run(
        [
            *("make", "-s", "publish", f"RAW_FILES={tmp_path / 'raw'}"),
            "DBT_ARGS=--select base_leads raw_rows_are_all_accounted_for",
        ],
        cwd=PROJECT,
        env=os.environ | {"DUCKDB_PATH": str(path)},
        capture_output=True,
        text=True,
    )
    said = run.stdout + run.stderr
    assert run.returncode != 0, said
    assert "raw_rows_are_all_accounted_for" in said
    assert f"Not published. The build failed: {path} is unchanged." in said
    assert "Traceback" not in said
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("*.new*"))


def test_one_publication_at_a_time(tmp_path):
    path = tmp_path / "mql.duckdb"

    def build(_new: Path) -> bool:
        with pytest.raises(PublicationError, match="Another publication is running"):
            publish(path, build)
        return False

    with pytest.raises(PublicationError, match="The build failed"):
        publish(path, build)
    assert not path.exists()


def test_a_build_that_outlives_its_publication_keeps_the_next_one_waiting(tmp_path):
    path, pid_file = tmp_path / "mql.duckdb", tmp_path / "pid"
    build = f"echo $$ > {pid_file}.new; mv {pid_file}.new {pid_file}; exec sleep 60"
    publication = subprocess.Popen(
        [sys.executable, PROJECT / "scripts" / "publish.py", "sh", "-c", build],
        env=os.environ | {"DUCKDB_PATH": str(path)},
    )
    while not pid_file.exists():
        assert publication.poll() is None
        time.sleep(0.02)
    publication.kill()
    publication.wait()
    with pytest.raises(PublicationError, match="Another publication is running"):
        publish(path, lambda _new: True)
    os.kill(int(pid_file.read_text()), signal.SIGKILL)
    time.sleep(0.2)
    publish(path, whole)
    assert path.exists()


def test_only_a_whole_and_finished_file_is_published(tmp_path):
    path = tmp_path / "mql.duckdb"

    def lost(new: Path) -> bool:
        finish(new)
        new.unlink()
        return True

    def begun_anew(new: Path) -> bool:
        new.unlink()
        return whole(new)

    publish(path, partial(whole, number=7))
    # Whatever mode the build has given it.
    assert not stat.S_IMODE(path.stat().st_mode) & 0o137
    before = path.read_bytes()
    for build, message in [
        (lost, "The build left no file"),
        (begun_anew, "is of a later run"),
        (partial(whole, number=6), "is of a later run"),
        (partial(whole, number=8, is_finished=False), "Only a part of the tables"),
    ]:
        with pytest.raises(PublicationError, match=message):
            publish(path, build)
        assert path.read_bytes() == before
        assert not list(tmp_path.glob("*.new*"))
    path.unlink()
    with pytest.raises(PublicationError, match="The build made no fct_deals"):
        publish(path, partial(whole, without="fct_deals"))
    with pytest.raises(PublicationError, match="The build left no file"):
        publish(path, lambda _new: True)
    assert not path.exists()


def test_without_its_lock_a_publication_publishes_nothing(tmp_path):
    """Somebody removes the lock, and another publication begins."""
    path = tmp_path / "mql.duckdb"
    lock = tmp_path / "mql.duckdb.lock"

    def build(new: Path) -> bool:
        lock.unlink()
        publish(path, partial(whole, number=2))
        return whole(new, number=3)

    with pytest.raises(PublicationError, match="was removed during the build"):
        publish(path, build)
    assert read_number(path) == 2


def read_number(path: Path) -> int:
    with duckdb.connect(path, read_only=True) as connection:
        return connection.execute("select run_number from run_state").fetchone()[0]


def test_a_link_stays_and_what_it_leads_to_is_published(tmp_path):
    path, link = tmp_path / "data" / "mql.duckdb", tmp_path / "current.duckdb"
    path.parent.mkdir()
    link.symlink_to("data/mql.duckdb")
    # It leads nowhere yet.
    publish(link, whole)

    def build(new: Path) -> bool:
        assert new.parent == path.parent
        for name in (path, link):
            with pytest.raises(PublicationError, match="Another publication"):
                publish(name, whole)
        return whole(new, number=2)

    publish(link, build)
    assert link.is_symlink()
    assert read_number(path) == 2
    assert {found.name for found in tmp_path.iterdir()} == {"data", "current.duckdb"}
    circle = tmp_path / "circle.duckdb"
    circle.symlink_to("circle.duckdb")
    with pytest.raises(PublicationError, match="leads to itself"):
        publish(circle, whole)


def test_a_lock_follows_no_link_and_empties_no_file(tmp_path):
    path, precious = tmp_path / "mql.duckdb", tmp_path / "precious"
    lock = tmp_path / "mql.duckdb.lock"
    precious.write_text("precious")
    lock.symlink_to(precious)
    with pytest.raises(PublicationError, match="cannot be the lock"):
        publish(path, whole)
    lock.unlink()
    os.mkfifo(lock)
    with pytest.raises(PublicationError, match="cannot be the lock"):
        publish(path, whole)
    lock.unlink()
    lock.write_text("precious")
    publish(path, whole)
    assert lock.read_text() == precious.read_text() == "precious"


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_what_is_published_is_not_for_others(tmp_path, mask):
    path = tmp_path / "mql.duckdb"
    seen = tmp_path / "seen"
    command = [
        *(sys.executable, PROJECT / "scripts" / "publish.py", "sh", "-c"),
        f"{sys.executable} {PROJECT}/tests/finishing.py; "
        f'stat -c %a "$DUCKDB_PATH" >> {seen}',
    ]
    environment = os.environ | {"DUCKDB_PATH": str(path)}

    def mode_of_next() -> int:
        subprocess.run(command, env=environment, umask=mask, check=True)
        return stat.S_IMODE(path.stat().st_mode)

    assert mode_of_next() == 0o640 & ~mask
    for mode in (0o600, 0o664):
        path.chmod(mode)
        assert mode_of_next() == mode
    # While it is built it is nobody else's.
    assert all(int(mode, 8) & 0o007 == 0 for mode in seen.read_text().split())


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Return a folder with raw files in raw, and room for what is published in out."""
    home = tmp_path_factory.mktemp("publishing")
    (home / "out").mkdir()
    write_rows(home / "raw", 7)
    assert start(home).wait() == 0
    assert count_rows(home / "out" / "mql.duckdb") == (7, 7)
    return home


def publication(home: Path) -> tuple[list[str], dict[str, str]]:
    """Return the command that publishes two tables, and its environment."""
    dbt = [
        *(sys.executable, "-c", DBT, "--quiet", "run"),
        *("--select", "base_leads", "base_deals"),
        *("--target-path", home / "target", "--log-path", home),
    ]
    finishing = [sys.executable, PROJECT / "tests" / "finishing.py"]
    build = " && ".join(shlex.join(map(str, part)) for part in (dbt, finishing))
    command = [sys.executable, PROJECT / "scripts" / "publish.py", "sh", "-c", build]
    environment = os.environ | {
        "DO_NOT_TRACK": "1",
        "DUCKDB_PATH": str(home / "out" / "mql.duckdb"),
        "RAW_FILES": str(home / "raw"),
    }
    return list(map(str, command)), environment


def start(home: Path) -> subprocess.Popen:
    """Start a publication in a process group of its own."""
    command, environment = publication(home)
    with (home / "output.txt").open("w") as output:
        return subprocess.Popen(
            command,
            cwd=PROJECT,
            env=environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )


def test_a_kill_at_any_moment_leaves_the_last_good_file(home):
    rng = random.Random(7)
    path = home / "out" / "mql.duckdb"
    duration, killed, good = 60.0, 0, 7
    for number in range(4 * KILLS):
        write_rows(home / "raw", 100 + number)
        begun = time.monotonic()
        process = start(home)
        try:
            # The first one is not killed: it says how long one takes now.
            process.wait(duration * rng.uniform(0.02, 1.0) if number else None)
            duration = time.monotonic() - begun
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            killed += 1
        found = count_rows(path)
        # The kill may have come after the rename.
        assert found in [(good, good), (100 + number,) * 2]
        good = found[0]
        if killed == KILLS:
            break
    assert killed == KILLS
    write_rows(home / "raw", 300)
    assert start(home).wait() == 0, (home / "output.txt").read_text()
    assert count_rows(path) == (300, 300)
    assert {found.name for found in path.parent.iterdir()} == {
        "mql.duckdb",
        "mql.duckdb.lock",
    }


def test_a_full_disk_leaves_the_last_good_file(home):
    """In a mount namespace of its own: a small tmpfs in the place of the folder."""
    path = home / "out" / "mql.duckdb"
    shutil.copy(path, home / "good.duckdb")
    size = path.stat().st_size
    write_rows(home / "raw", 200_000)
    command, environment = publication(home)
    script = f"""
    mount -t tmpfs -o size={2 * size + 2_000_000} tmpfs {home}/out
    cp {home}/good.duckdb {path}
    {shlex.join(command)} && exit 3
    ls {home}/out > {home}/left.txt
    cmp {home}/good.duckdb {path} || exit 4
    mount -o remount,size=200m {home}/out
    {shlex.join(command)} || exit 5
    cp {path} {home}/next.duckdb
    """
    run = subprocess.run(
        ["unshare", "--map-root-user", "--mount", "sh", "-c", script],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
    )
    said = run.stdout + run.stderr
    assert run.returncode == 0, said
    assert "Not published." in said
    assert "Traceback" not in said
    assert set((home / "left.txt").read_text().split()) == {
        "mql.duckdb",
        "mql.duckdb.lock",
    }
    assert count_rows(home / "next.duckdb") == (200_000, 200_000)

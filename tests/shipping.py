"""What the commands of the Makefile make of the sample, with no network to be had.

They run in a copy of the project and in a network namespace of their own, in which
every address, of any host, is the namespace itself: what a program tries to send goes
nowhere and is counted, down to the questions for a host's name.
"""

import os
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from run_dbt import PROJECT

EXPORT = "it's here"
COMMANDS = {
    "build": ["make", "build"],
    # Into another file, which the first one has tested.
    "publish": [
        *("make", "publish", "DUCKDB_PATH=published.duckdb"),
        "DBT_ARGS=--exclude-resource-type test",
    ],
    "report": ["make", "report"],
    "export": ["make", "export", f"EXPORT={EXPORT}"],
    "docs": ["make", "docs"],
    "metrics": ["make", "metrics", "ASK=query --metrics mqls --group-by channel"],
    # As somebody types it, without what the Makefile sets.
    "dbt": [".venv/bin/dbt", "source", "freshness"],
}
NAMESPACE = ["unshare", "--map-root-user", "--net"]
# Runs each argument as a command, and notes its exit status and the packets that it
# tried to send.
COUNTED = """
ip link set lo up
ip route add local default dev lo
ip -6 route add local default dev lo
sent() { awk '$1 == "lo:" { print $11 }' /proc/net/dev; }
for command in "$@"; do
    before=$(sent)
    sh -c "$command"
    echo "$? $(($(sent) - before))" >> packets.txt
done
"""
# Settings of the user's that none of these commands should see.
UNSET = {
    *("MAKEFLAGS", "MAKELEVEL", "RAW_FILES", "RULES", "VARS", "DBT_ARGS"),
    *("DUCKDB_PATH", "REPORT", "EXPORT", "CSV_AS_IS", "DOCS", "METRICS"),
    *("DBT_TARGET_PATH", "DO_NOT_TRACK", "DBT_SEND_ANONYMOUS_USAGE_STATS"),
}


@dataclass(frozen=True)
class Shipment:
    """The folder in which the commands ran, and what became of them."""

    folder: Path
    said: str
    statuses: dict[str, int]
    packets: dict[str, int]

    def made(self, name: str) -> Path:
        """Return a file or folder that the commands made."""
        path = self.folder / name
        assert path.exists(), self.said
        return path


def ship(folder: Path) -> Shipment:
    """Run the commands in a copy of the project."""
    _copy_project(folder)
    said, results = count_packets(list(map(shlex.join, COMMANDS.values())), folder)
    statuses, packets = zip(*results, strict=True)
    return Shipment(
        folder,
        said,
        dict(zip(COMMANDS, statuses, strict=True)),
        dict(zip(COMMANDS, packets, strict=True)),
    )


def count_packets(
    commands: list[str], folder: Path
) -> tuple[str, list[tuple[int, int]]]:
    """Run commands; return what they said, and each one's exit status and packets.

    Where no namespace can be had they run without, and every count is -1.
    """
    probe = subprocess.run([*NAMESPACE, "true"], capture_output=True, check=False)
    is_sealed = probe.returncode == 0
    environment = {name: text for name, text in os.environ.items() if name not in UNSET}
    run = subprocess.run(
        [*(NAMESPACE if is_sealed else []), "sh", "-c", COUNTED, "counted", *commands],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    lines = (folder / "packets.txt").read_text().splitlines()
    results = [tuple(map(int, line.split())) for line in lines]
    if not is_sealed:
        results = [(status, -1) for status, _ in results]
    return run.stdout, results


def _copy_project(folder: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (PROJECT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(PROJECT / name, folder / name)
            # Older than what was installed: there is nothing to install again.
            os.utime(folder / name, (0, 0))
    for name in (".venv", "dbt_packages"):
        (folder / name).symlink_to((PROJECT / name).resolve())

"""Write the requirements files: what pyproject.toml asks for, all the way down.

    make lock

Versions that a file names are kept, as far as pyproject.toml allows. Each has the
hashes of all its files, for every Python and platform. Needs the network.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).resolve().parent.parent
UV = Path(sys.executable).with_name("uv")
TEST = "requirements-test.txt"
# A pin with extras, and its hashes.
_EXTRAS = re.compile(r"^([\w.-]+)\[.+\](==.*\n(?: .*\n)+)", re.MULTILINE)


class Lock(NamedTuple):
    """How a file comes from pyproject.toml.

    The group is empty for the project's own dependencies. A file for .venv holds these
    too, in the versions that the tests run with. The pins are for Pythons from the
    oldest one on.
    """

    group: str
    oldest_python: str = "3.10"
    is_for_venv: bool = False
    has_dependencies: bool = True


LOCKS = {
    # First, for its versions are those of the others in .venv.
    TEST: Lock("test", is_for_venv=True),
    "requirements.txt": Lock("", is_for_venv=True),
    "requirements-report.txt": Lock("report", is_for_venv=True),
    "requirements-metrics.txt": Lock("metrics", is_for_venv=True),
    "requirements/postgres.txt": Lock("postgres"),
    "requirements/spark.txt": Lock("spark"),
    "requirements/snowflake.txt": Lock("snowflake", "3.11"),
    "requirements/bigquery.txt": Lock("bigquery", "3.11"),
    "requirements/databricks.txt": Lock("databricks", "3.11"),
    "requirements/redshift.txt": Lock("redshift", "3.11"),
    "requirements/trino.txt": Lock("trino", "3.11"),
    "requirements/snowflake-emulator.txt": Lock("snowflake-emulator", "3.11"),
    "requirements/bigquery-emulator.txt": Lock("bigquery-emulator", "3.11"),
    "requirements/lock.txt": Lock("lock"),
    "bench/requirements.txt": Lock("bench", "3.11"),
    "tests/dialects/requirements.txt": Lock("dialects", has_dependencies=False),
}


class LockingError(Exception):
    """uv could not write a file; the message is its own."""


def pins(text: str) -> list[str]:
    """Return the lines of a requirements file, without comments and hashes."""
    return [
        line.removesuffix("\\").rstrip()
        for line in text.splitlines()
        if line and not line.startswith(("#", " "))
    ]


def locked(file: str) -> str:
    """Return the text that a requirements file should have.

    Raises: LockingError where nothing fulfils pyproject.toml, or without network.
    """
    present = PROJECT / file
    with tempfile.TemporaryDirectory(prefix="lock_") as folder:
        output = Path(folder) / "requirements.txt"
        # uv keeps what the file has. Without its hashes, uv must ask for them again.
        kept = pins(present.read_text("utf-8")) if present.exists() else []
        output.write_text("".join(f"{pin}\n" for pin in kept), "utf-8")
        done = subprocess.run(
            [str(UV), *_arguments(file), "--output-file", str(output)],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise LockingError(f"{file}: {done.stderr.strip()}")
        # `name` beside `name[extra]`: pip 23.2 knows each from a line of its own only.
        return _EXTRAS.sub(r"\1\2\g<0>", output.read_text("utf-8"))


def _arguments(file: str) -> list[str]:
    """Return what uv is told, but for where to write."""
    lock = LOCKS[file]
    arguments = ["pip", "compile", "--universal", "--generate-hashes", "--quiet"]
    arguments += ["--no-annotate", "--custom-compile-command", "make lock"]
    arguments += ["--no-strip-extras", "--python-version", lock.oldest_python]
    if lock.is_for_venv:
        arguments.append("pyproject.toml")
    if lock.group:
        arguments += ["--group", lock.group]
    if lock.is_for_venv and file != TEST:
        arguments += ["--constraints", TEST]
    if not lock.has_dependencies:
        arguments.append("--no-deps")
    return arguments


def main() -> int:
    """Rewrite the files that are out of date; return the exit status."""
    changed = []
    for file in LOCKS:
        path = PROJECT / file
        try:
            text = locked(file)
        except LockingError as error:
            print(f"Nothing to lock: {error}", file=sys.stderr)
            return 1
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            changed.append(file)
    if changed:
        print(f"Rewritten, because they were out of date: {', '.join(changed)}.")
    else:
        print(f"All {len(LOCKS)} requirements files are up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

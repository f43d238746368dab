"""Make MetricFlow's views with dbt, unless those that are there still fit.

    python scripts/metrics_views.py COMMAND ...

The command makes the views. It runs only if a file of the project, the database, the
raw files, the rules or a setting is another one than when it last went well. A file is
another one if its size or its time of change is.
"""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from built_tables import PROJECT, duckdb_path

SOURCES = ("models", "macros", "seeds", "dbt_packages")
SETTINGS = ("dbt_project.yml", "profiles.yml", "packages.yml", ".venv/metrics-tools")
VARIABLES = ("RAW_FILES", "RULES", "DUCKDB_PATH", "VARS")
# With these set, the tables may be in another database, which has no time of change.
ELSEWHERE = ("DBT_TARGET", "DBT_PROFILE", "DBT_PROFILES_DIR")
MANIFEST = PROJECT / "target" / "metrics" / "semantic_manifest.json"
NOTE = MANIFEST.with_name("views_made.txt")


def inputs() -> dict[str, str]:
    """Return what the views are made of: settings, and the state of each file."""
    folders = [PROJECT / name for name in SOURCES]
    folders += [Path(os.environ[name]) for name in VARIABLES[:2] if os.getenv(name)]
    files = [PROJECT / name for name in SETTINGS]
    files += [path for folder in folders for path in _files(folder)]
    found = {name: os.environ.get(name, "") for name in VARIABLES}
    found |= {name: text for name, text in os.environ.items() if name[:4] == "DBT_"}
    return found | {str(path): _state(path) for path in files}


def note_of(made_of: dict[str, str]) -> str:
    """Return a digest of the inputs, the database with the views, and their manifest.

    The settings themselves may be secrets.
    """
    outputs = {str(path): _state(path) for path in (Path(duckdb_path()), MANIFEST)}
    text = json.dumps(made_of | outputs, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for parent, _, names in os.walk(folder, followlinks=True):
        yield from (Path(parent, name) for name in names)


def _state(path: Path) -> str:
    """Return the size and the time of change of a file; empty where there is none."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return ""
    return f"{status.st_size} {status.st_mtime_ns}"


def main(command: list[str]) -> int:
    """Run the command if need be; return its exit status."""
    # What changes during the run is found changed at the next.
    before = inputs()
    note = NOTE.read_text("utf-8") if NOTE.exists() else ""
    is_elsewhere = any(os.getenv(name) for name in ELSEWHERE)
    if note == note_of(before) and not is_elsewhere:
        return 0
    NOTE.unlink(missing_ok=True)
    status = subprocess.run(command, check=False).returncode
    if status == 0:
        NOTE.write_text(note_of(before), "utf-8")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

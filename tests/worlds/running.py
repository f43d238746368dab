"""Runs of dbt, each in a fresh child of a process that has imported dbt already."""

import contextlib
import json
import multiprocessing
import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def build(
    duckdb_path: Path,
    variables: dict[str, object] | None = None,
    raw_folder: Path | None = None,
    target_path: Path | None = None,
    selection: tuple[str, ...] = (),
) -> None:
    """Build all tables, without tests, into a file; without a folder: the sample."""
    target = target_path or duckdb_path.parent / "target"
    command = ["build", "--exclude-resource-type", "unit_test", "test"]
    command += ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)]
    command += ["--target-path", str(target), "--log-level-file", "none"]
    command += ["--vars", json.dumps(variables or {}), *selection]
    environment = {"DUCKDB_PATH": str(duckdb_path), "RAW_FILES": str(raw_folder or "")}
    log = duckdb_path.with_suffix(".log")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["dbt.cli.main", "dbt.adapters.duckdb"])
    child = context.Process(target=_run, args=(command, environment, str(log)))
    child.start()
    child.join()
    if child.exitcode:
        shown = "\n".join(log.read_text(encoding="utf-8").splitlines()[-60:])
        raise AssertionError(f"dbt {' '.join(command)}\n{environment}\n{shown}")


def _run(command: list[str], environment: dict[str, str], log: str) -> None:
    """Run dbt in this process, its output in a file."""
    os.environ.update(environment, DO_NOT_TRACK="1")
    os.chdir(PROJECT)
    from dbt.cli.main import dbtRunner

    with (
        open(log, "w", encoding="utf-8") as file,
        contextlib.redirect_stdout(file),
        contextlib.redirect_stderr(file),
    ):
        result = dbtRunner().invoke(command)
        if result.exception:
            print(result.exception)
    raise SystemExit(0 if result.success else 1)

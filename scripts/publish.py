"""Build into a new file beside the published one, and swap it in if all went well.

    python scripts/publish.py COMMAND ...

The command is run with DUCKDB_PATH set to the new file, which starts as a copy of the
published one: so incremental models and histories go on. Readers keep the old file,
whole, until one rename puts the new one in its place. Whatever ends the run before (a
failing test, a full disk, a power cut) leaves the published file as it was, and a
leftover of it is removed by the next run.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb


class PublicationError(Exception):
    """Nothing was published; the message says why."""


def publish(path: Path, build: Callable[[Path], bool]) -> None:
    """Publish a DuckDB file.

    Arguments: path, the published file, which need not exist yet; build, a function
    that builds into the path it is given and says whether all went well. Raises
    PublicationError, or OSError where the disk is full.
    """
    new = path.with_name(f"{path.name}.new")
    with _lock(path.with_name(f"{path.name}.lock")):
        _remove(new)
        try:
            _copy(path, new)
            if not build(new):
                raise PublicationError(f"The build failed: {path} stays as it was.")
            _finish(new)
            # A log left by a writer that was killed belongs to the old file only.
            _wal(path).unlink(missing_ok=True)
            new.replace(path)
            _sync(path.parent)
        finally:
            _remove(new)


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Let one publication run at a time; a process that dies lets go of the lock.

    The build inherits it: it goes on writing where this process alone is killed.
    """
    with path.open("w") as file:
        os.set_inheritable(file.fileno(), True)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = f"Another publication is running: {path} is locked."
            raise PublicationError(message) from None
        yield


def _wal(path: Path) -> Path:
    """Return where DuckDB keeps the changes that are not in the file yet."""
    return path.with_name(f"{path.name}.wal")


def _copy(path: Path, new: Path) -> None:
    for source, target in ((path, new), (_wal(path), _wal(new))):
        if source.exists():
            shutil.copyfile(source, target)
    if path.exists():
        shutil.copymode(path, new)


def _finish(new: Path) -> None:
    """Bring all changes into the file and onto the disk."""
    try:
        with duckdb.connect(str(new)) as connection:
            connection.execute("checkpoint")
    except duckdb.Error as error:
        raise PublicationError(f"{new} cannot be opened: {error}") from error
    if _wal(new).exists():
        raise PublicationError(f"{new} is still written to by another process.")
    _sync(new)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(new: Path) -> None:
    new.unlink(missing_ok=True)
    _wal(new).unlink(missing_ok=True)
    shutil.rmtree(new.with_name(f"{new.name}.tmp"), ignore_errors=True)


def main(command: list[str]) -> int:
    """Publish what the command builds; return the exit status."""
    path = Path(os.environ.get("DUCKDB_PATH") or "beyond_mql.duckdb")

    def build(new: Path) -> bool:
        environment = os.environ | {"DUCKDB_PATH": str(new)}
        run = subprocess.run(command, env=environment, close_fds=False, check=False)
        return run.returncode == 0

    try:
        publish(path, build)
    except (PublicationError, OSError) as error:
        print(f"Not published. {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

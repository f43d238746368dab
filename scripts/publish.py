"""Build into a new file beside the published one, and swap it in if all went well.

    python scripts/publish.py COMMAND ...

The command runs with DUCKDB_PATH set to the new file. That file starts as a copy of the
published one, so incremental models and histories go on. Readers keep the whole old
file until one rename puts the new one in its place. Before that, the new file is
checked: it must hold every mart, and its last run must be finished and no older than
the published one's. If the run ends early (a failing test, a full disk, a power cut),
the published file is unchanged, and the next run removes what is left over.
"""

import fcntl
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from built_tables import duckdb_path, mart_names, table_names

# Who may read a first publication: its owner and the owner's group.
MODE = 0o640


class PublicationError(Exception):
    """Nothing was published; the message says why."""


def publish(path: Path, build: Callable[[Path], bool]) -> None:
    """Publish a DuckDB file.

    Arguments: path, the published file, which need not exist yet, or a symbolic link to
    it, which is kept; build, a function that builds into the path it is given and
    returns whether all went well. Raises PublicationError, or OSError where the disk is
    full.
    """
    path = _resolved(path)
    new = path.with_name(f"{path.name}.new")
    with _lock(path.with_name(f"{path.name}.lock")) as is_locked:
        _remove(new)
        try:
            _copy(path, new)
            if not build(new):
                raise PublicationError(f"The build failed: {path} is unchanged.")
            _finish(new)
            _check(new, path)
            if not is_locked():
                raise PublicationError(
                    f"The lock {path}.lock was removed during the build, so another "
                    f"publication may have begun: {path} is unchanged."
                )
            _hand_over(new, path)
            # A log left by a writer that was killed belongs to the old file only.
            _wal(path).unlink(missing_ok=True)
            new.replace(path)
            _sync(path.parent)
        finally:
            # Without the lock, the file belongs to another publication.
            if is_locked():
                _remove(new)


def _resolved(path: Path) -> Path:
    """Return the target of a link, or the path itself."""
    if not path.is_symlink():
        return path
    # A link in a circle is an error for some versions of Python only.
    with suppress(OSError, RuntimeError):
        resolved = path.resolve()
        if not resolved.is_symlink():
            return resolved
    raise PublicationError(f"{path} is a link that leads to itself.")


@contextmanager
def _lock(path: Path) -> Iterator[Callable[[], bool]]:
    """Let one publication run at a time; a process that dies releases the lock.

    Yields a function that says whether the lock still holds: it does not once somebody
    removed its file. The build inherits the lock, because it goes on writing if only
    this process is killed. The file's content is kept, and no link is followed.
    """
    flags = os.O_RDONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        descriptor = os.open(path, flags, MODE)
    except OSError as error:
        raise PublicationError(
            f"{path} cannot be the lock: {error.strerror}."
        ) from error
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise PublicationError(f"{path} cannot be the lock: it is no file.")
        os.set_inheritable(descriptor, True)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = f"Another publication is running: {path} is locked."
            raise PublicationError(message) from None
        yield lambda: _is_open_at(path, descriptor)
    finally:
        os.close(descriptor)


def _is_open_at(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.lstat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _wal(path: Path) -> Path:
    """Return where DuckDB keeps the changes that are not in the file yet."""
    return path.with_name(f"{path.name}.wal")


def _copy(path: Path, new: Path) -> None:
    """Copy the published file and its log, readable by nobody else."""
    for source, target in ((path, new), (_wal(path), _wal(new))):
        if source.exists():
            target.touch(mode=0o600)
            shutil.copyfile(source, target)


def _finish(new: Path) -> None:
    """Bring all changes into the file and onto the disk."""
    if not new.is_file():
        raise PublicationError(f"The build left no file {new}.")
    try:
        with duckdb.connect(str(new)) as connection:
            connection.execute("checkpoint")
    except duckdb.Error as error:
        raise PublicationError(f"{new} cannot be opened: {error}") from error
    if _wal(new).exists():
        raise PublicationError(f"{new} is still written to by another process.")
    _sync(new)


def _check(new: Path, path: Path) -> None:
    """Raise PublicationError if the new file is not what people should read."""
    tables, is_finished, number = _last_run(new)
    missing = [name for name in mart_names() if name not in tables]
    if missing:
        listed = ", ".join(missing[:3]) + (" and others" if len(missing) > 3 else "")
        raise PublicationError(f"The build made no {listed}: {path} is unchanged.")
    if not is_finished:
        raise PublicationError(
            f"Only a part of the tables was built: {path} is unchanged. "
            "Publish without --select and --exclude of models."
        )
    if path.exists() and number < _last_run(path)[2]:
        raise PublicationError(
            f"{path} is of a later run than what was built: it is unchanged."
        )


def _last_run(path: Path) -> tuple[set[str], bool, int]:
    """Return the tables of a file, whether its last run was finished, and its number.

    A run's number follows that of the run it builds on. Files of older versions of the
    project have no number: 0.
    """
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            tables = table_names(connection)
            if "run_state" not in tables:
                return set(tables), False, 0
            cursor = connection.execute(f"select * from {tables['run_state']}")
            names = [column[0] for column in cursor.description]
            state = dict(zip(names, cursor.fetchone() or (), strict=False))
    except duckdb.Error as error:
        raise PublicationError(f"{path} cannot be read: {error}") from error
    return set(tables), bool(state.get("is_finished")), state.get("run_number") or 0


def _hand_over(new: Path, path: Path) -> None:
    """Give the new file the readers of the old one."""
    if not path.exists():
        new.chmod(stat.S_IMODE(new.stat().st_mode) & MODE)
        return
    found = path.stat()
    # Only root may give a file to a group of which it is no member.
    for owner, group in ((-1, found.st_gid), (found.st_uid, -1)):
        with suppress(PermissionError):
            os.chown(new, owner, group)
    new.chmod(stat.S_IMODE(found.st_mode))


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
    # From the start, nobody else may read what the build makes.
    os.umask(os.umask(0o027) | 0o027)

    def build(new: Path) -> bool:
        environment = os.environ | {"DUCKDB_PATH": str(new)}
        # Else make would restore the variables of its own command line from these.
        for name in ("MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES"):
            environment.pop(name, None)
        run = subprocess.run(command, env=environment, close_fds=False, check=False)
        return run.returncode == 0

    try:
        publish(Path(duckdb_path()), build)
    except (PublicationError, OSError) as error:
        print(f"Not published. {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

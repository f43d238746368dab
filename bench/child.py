"""Run a program and measure what it cost, its own children included."""

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """What one run cost: CPU and wall time in seconds, peak memory in MiB."""

    cpu: float
    wall: float
    peak: float


def run(command: list[str], environment: dict[str, str], folder: Path) -> Cost:
    """Run a command in a folder and return its cost.

    CPU time is user and system time of the process and of all children that it waited
    for; peak memory is the greatest resident set of any one of them.

    Raises: RuntimeError with the end of its output if it does not exit with 0.
    """
    # A file: the kernel's usage of a child comes with waiting for it by hand.
    log = Path(environment["BENCH_LOG"])
    started = time.monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            process.wait()
            raise
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - started
    if process.returncode:
        end = log.read_text(encoding="utf-8", errors="replace")[-4000:]
        raise RuntimeError(f"{' '.join(command)} exited with {status}:\n{end}")
    # Linux counts KiB, macOS bytes.
    unit = 1024 if os.uname().sysname == "Linux" else 1024 * 1024
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / unit)

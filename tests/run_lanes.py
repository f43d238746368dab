"""Run all tests in two processes at once, for dbt works on one core.

    python tests/run_lanes.py [arguments of pytest]

The first lane shows itself as it goes; what the second said follows when both are done.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
LANES = ("other", "shipped")
NOTHING_TO_RUN = 5


def main(arguments: list[str]) -> int:
    """Run both lanes; return 0 if all went well."""
    with tempfile.TemporaryFile("w+") as said:
        lanes = [
            subprocess.Popen(
                [sys.executable, "-m", "pytest", "--lane", lane, *arguments],
                cwd=PROJECT,
                stdout=None if lane == LANES[0] else said,
                stderr=None if lane == LANES[0] else subprocess.STDOUT,
            )
            for lane in LANES
        ]
        try:
            statuses = {lane.wait() for lane in lanes}
        except KeyboardInterrupt:
            # They were interrupted, too, and say what they have seen.
            statuses = {lane.wait() for lane in lanes}
        said.seek(0)
        print(said.read())
    if statuses != {NOTHING_TO_RUN}:
        statuses.discard(NOTHING_TO_RUN)
    return max(statuses, key=abs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

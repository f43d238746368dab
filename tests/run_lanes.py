"""Run the tests of two lanes in two processes at once, for dbt works on one core.

    python tests/run_lanes.py LANE LANE [arguments of pytest]

The first lane shows itself as it goes; what the second said follows when both are done.
tests/conftest.py says which test is in which lane.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
NOTHING_TO_RUN = 5


def main(lanes: list[str], arguments: list[str]) -> int:
    """Run both lanes; return 0 if all went well."""
    with tempfile.TemporaryFile("w+") as said:
        runs = [
            subprocess.Popen(
                [sys.executable, "-m", "pytest", "--lane", lane, *arguments],
                cwd=PROJECT,
                stdout=None if lane == lanes[0] else said,
                stderr=None if lane == lanes[0] else subprocess.STDOUT,
            )
            for lane in lanes
        ]
        try:
            statuses = {run.wait() for run in runs}
        except KeyboardInterrupt:
            # They were interrupted, too, and say what they have seen.
            statuses = {run.wait() for run in runs}
        said.seek(0)
        print(said.read())
    if statuses != {NOTHING_TO_RUN}:
        statuses.discard(NOTHING_TO_RUN)
    return max(statuses, key=abs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:3], sys.argv[3:]))

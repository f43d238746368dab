"""The worlds that are measured on, made by the sample's generator and kept."""

import subprocess
import sys
from pathlib import Path

from ways import PROJECT


def world(folder: Path, scale: float) -> Path:
    """Return the folder of a world, made now if it is not there.

    Arguments: folder, of all worlds; scale, 1 for 100,000 leads, 2 million touches and
    20,000 deals. Every row says when it was loaded.
    """
    place = folder / f"x{scale:g}"
    # The generator writes this table last.
    if not (place / "web_traffic.parquet").exists():
        print(f"Generating x{scale:g} into {place} ...", file=sys.stderr, flush=True)
        subprocess.run(
            [
                *(sys.executable, str(PROJECT / "sample" / "generate.py")),
                *("--scale", f"{scale:g}", "--format", "parquet", "--loaded-at"),
                *("--out", str(place)),
            ],
            check=True,
        )
    return place

"""Write the files of a company's own rules into the folder that RULES names.

Each has its header and no row, and so changes nothing. What is there already is kept.
The README says what the seeds' YAML says: what rows do, and what each column holds.
"""

import os
import sys
from pathlib import Path

import yaml

SEEDS = Path(__file__).resolve().parent.parent / "seeds" / "rules"
EFFECTS = {
    "win": "Your rows add to the shipped ones and win over those of the same {key}.",
    "first": "Your rows come before the shipped ones, in the order of their priority.",
    "replace": "One row of yours, and no shipped row counts any more.",
}
INTRODUCTION = """\
# Your own rules

Each file holds rows of one kind of rule. A file that is missing or has a header alone
changes nothing. Build with them: `RULES={folder}` before `make build` or `dbt build`.
The shipped rows stand in the project's folder seeds/rules.
"""


def read_seeds() -> list[dict]:
    """Return what YAML says of each rule seed, by name."""
    seeds = []
    for path in SEEDS.glob("*.yml"):
        seeds += yaml.safe_load(path.read_text(encoding="utf-8"))["seeds"]
    return sorted(seeds, key=lambda seed: seed["name"])


def as_readme(seeds: list[dict], folder: Path) -> str:
    """Return the text that explains every file and column."""
    parts = [INTRODUCTION.format(folder=folder)]
    for seed in seeds:
        meta = seed["config"]["meta"]
        effect = EFFECTS[meta["own_rows"]].format(key=" and ".join(meta["unique"]))
        lines = [f"## own_{seed['name']}.csv", "", seed["description"], effect, ""]
        for column in seed["columns"]:
            rules = column.get("config", {}).get("meta", {})
            needed = " Required." if rules.get("is_required") else ""
            allowed = rules.get("allowed")
            choices = f" One of: {', '.join(allowed)}." if allowed else ""
            lines.append(
                f"- `{column['name']}`: {column['description']}{needed}{choices}"
            )
        parts.append("\n".join([*lines, ""]))
    return "\n".join(parts)


def main() -> int:
    """Write what is missing; return the exit status."""
    if not os.environ.get("RULES"):
        print("Name the folder: make rules RULES=/folder", file=sys.stderr)
        return 2
    folder = Path(os.environ["RULES"])
    seeds = read_seeds()
    texts = {
        f"own_{seed['name']}.csv": ",".join(
            column["name"] for column in seed["columns"]
        )
        + "\n"
        for seed in seeds
    }
    texts["README.md"] = as_readme(seeds, folder)
    written = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            path = folder / name
            if not path.exists():
                path.write_text(text, encoding="utf-8")
                written += 1
    except OSError as error:
        print(f"Cannot write to {folder}: {error.strerror}", file=sys.stderr)
        return 1
    print(
        f"{folder}: {written} files written, {len(texts) - written} kept; "
        "README.md explains them."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

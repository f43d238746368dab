"""List the licences of all that is installed for the project in docs/licences.md.

    python scripts/list_licences.py

It lists the packages of the requirements files. A licence is what the package itself
says, where it is installed: in .venv and the environments beside it. A package that is
not installed here keeps its licence of the present list.
"""

import re
from importlib.metadata import Distribution, distributions
from pathlib import Path

from lock_requirements import pins

PROJECT = Path(__file__).resolve().parent.parent
LIST = PROJECT / "docs" / "licences.md"
# What each requirements file is for; a package is listed under the first one with it.
FILES = {
    "requirements.txt": "build",
    "requirements-report.txt": "report, export",
    "requirements-test.txt": "tests",
    "requirements-metrics.txt": "metrics layer",
    "requirements/postgres.txt": "Postgres",
    "requirements/spark.txt": "Spark",
    "requirements/snowflake.txt": "Snowflake",
    "requirements/bigquery.txt": "BigQuery",
    "requirements/databricks.txt": "Databricks",
    "requirements/redshift.txt": "Redshift",
    "requirements/trino.txt": "Trino",
    "requirements/snowflake-emulator.txt": "tests of dialects",
    "requirements/bigquery-emulator.txt": "tests of dialects",
    "bench/requirements.txt": "benchmark",
    "requirements/lock.txt": "`make lock`",
    "tests/dialects/requirements.txt": "tests of dialects",
}
NOT_STATED = "not stated by the package"
# Only Python 3.10 or Windows installs these; read from their pages.
STATED = {"exceptiongroup": "MIT", "pywin32-ctypes": "BSD-3-Clause", "tomli": "MIT"}
# Other spellings of SPDX names.
SPDX = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "Apache-2": "Apache-2.0",
    "http://www.apache.org/licenses/LICENSE-2.0": "Apache-2.0",
    "BSD License": "BSD",
    "ISC License": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
INTRODUCTION = """\
# Licences of what is installed

Beyond MQL itself is under Apache-2.0 ([LICENSE](../LICENSE)). It ships none of these
packages: pip installs them, at the versions that the requirements files pin. The
licences are what each package says of itself; `scripts/list_licences.py` writes this
page. Debian's packages (Chromium, PostgreSQL, OpenJDK), which tests use, and dbt_utils
(Apache-2.0) are not in it.

| package | licence | needed for |
|---|---|---|
"""


def normal(name: str) -> str:
    """Return a package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def required() -> dict[str, str]:
    """Return every package that a requirements file names, and what it is for."""
    found: dict[str, str] = {}
    for file, purpose in FILES.items():
        for pin in pins((PROJECT / file).read_text("utf-8")):
            found.setdefault(normal(re.split(r"[\[=]", pin)[0]), purpose)
    return found


def licence_of(distribution: Distribution) -> str:
    """Return what a package says of its licence."""
    metadata = distribution.metadata
    said = metadata.get("License-Expression")
    if not said:
        classifiers = [
            text.split(" :: ")[-1]
            for text in metadata.get_all("Classifier") or []
            if text.startswith("License :: ")
        ]
        short = (metadata.get("License") or "").strip()
        # Some put the whole text there.
        is_name = short and "\n" not in short and "::" not in short
        stated = [short] if is_name and len(classifiers) < 2 else classifiers
        said = " / ".join(SPDX.get(text, text) for text in stated)
    return said or NOT_STATED


def installed() -> dict[str, str]:
    """Return the licence of every package in the project's environments."""
    folders = sorted(PROJECT.glob(".venv*/lib/python*/site-packages"), reverse=True)
    return {
        normal(distribution.metadata["Name"]): licence_of(distribution)
        for distribution in distributions(path=list(map(str, folders)))
    }


def listed() -> dict[str, str]:
    """Return the licences that the list names already."""
    if not LIST.exists():
        return {}
    rows = re.findall(r"^\| (\S+) \| (.+?) \| .+ \|$", LIST.read_text("utf-8"), re.M)
    return {name: licence for name, licence in rows if name != "package"}


def page() -> str:
    """Return the list as it should be; raises KeyError for a package never seen."""
    known = STATED | listed() | installed()
    rows = [
        f"| {name} | {known[name]} | {purpose} |\n"
        for name, purpose in sorted(required().items())
    ]
    return INTRODUCTION + "".join(rows)


if __name__ == "__main__":
    LIST.write_text(page(), "utf-8")

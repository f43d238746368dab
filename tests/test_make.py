"""Make's targets, run with stand-ins for the programs that they call.

Each stand-in writes down how it was called and what it was told by the environment.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from run_dbt import PROJECT

# A value for each variable that the Makefile's head names; PATH stands for a folder.
VALUES = {
    "RAW_FILES": "PATH/it's raw",
    "RULES": "PATH/it's ruled",
    "DUCKDB_PATH": "PATH/my tables.duckdb",
    "VARS": "{reporting_currency: USD, as_of_date: '2026-01-31'}",
    "DBT_ARGS": "--threads 3",
    "SIZES": "1 10",
    "BENCH_ARGS": "--runs 7",
    "BENCH_DATA": "PATH/it is large",
    "REPORT": "PATH/it's new.html",
    "EXPORT": "PATH/it's out",
    "CSV_AS_IS": "1",
    "ASK": "query --metrics mqls",
    "DOCS": "PATH/it is told.html",
    "PYTHON": "PATH/my-python",
    "CHROMIUM": "PATH/my-chromium",
}
# The variables that each target heeds.
TARGETS = {
    "build": {"RAW_FILES", "RULES", "DUCKDB_PATH", "VARS", "DBT_ARGS"},
    "publish": {"RAW_FILES", "RULES", "DUCKDB_PATH", "VARS", "DBT_ARGS"},
    "rules": {"RULES"},
    "compact": {"DUCKDB_PATH"},
    "report": {"DUCKDB_PATH", "VARS", "REPORT"},
    "export": {"DUCKDB_PATH", "EXPORT", "CSV_AS_IS"},
    "metrics": {"DUCKDB_PATH", "VARS", "ASK"},
    "docs": {"DUCKDB_PATH", "VARS", "DOCS"},
    "test": {"CHROMIUM"},
    "bench": {"SIZES", "BENCH_ARGS", "BENCH_DATA"},
    "bench-day": {"SIZES", "BENCH_ARGS", "BENCH_DATA"},
    "load": {"BENCH_ARGS"},
    ".venv/build-tools": {"PYTHON"},
}
# What make and dbt install and note for themselves.
TOOLS = {".venv", ".venv-bench", ".venv-dialects", ".venv-postgres"}
TOOLS |= {"dbt_packages", "target"}
TOLD = (
    "RAW_FILES",
    "RULES",
    "DUCKDB_PATH",
    "VARS",
    "REPORT",
    "EXPORT",
    "CSV_AS_IS",
    "CHROMIUM",
)
# These programs of the project's own run in earnest; all else is written down.
STAND_IN = f"""#!/bin/sh
case "$1" in
    scripts/publish.py | scripts/metrics_views.py) exec {sys.executable} "$@" ;;
esac
echo "$(basename "$0") $*" >> calls.txt
for name in {" ".join(TOLD)}; do
    eval "echo \\"$name=\\${{$name-}}\\"" >> calls.txt
done
case "$*" in
    *" build "*) {sys.executable} {PROJECT}/tests/finishing.py ;;
esac
"""


@pytest.fixture
def home(tmp_path):
    """Return a folder with the Makefile, scripts, models and stand-ins."""
    shutil.copy(PROJECT / "Makefile", tmp_path)
    for name in ("scripts", "models"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    (tmp_path / "scripts" / "install_servers.sh").write_text("#!/bin/sh\n")
    for name in ("python", "dbt", "dct", "pytest"):
        stand_in(tmp_path / ".venv" / "bin" / name)
    for name in ("my-python", "my-chromium"):
        stand_in(tmp_path / name)
    stand_in(tmp_path / ".venv-bench" / "bin" / "python")
    (tmp_path / "target" / "metrics").mkdir(parents=True)
    for name in ("static_index.html", "semantic_manifest.json"):
        (tmp_path / "target" / "metrics" / name).touch()
    packages = tmp_path / "dbt_packages" / "dbt_utils"
    packages.mkdir(parents=True)
    requirements = [
        *("requirements.txt", "requirements-report.txt", "requirements-test.txt"),
        *("requirements-metrics.txt", "packages.yml", "bench/requirements.txt"),
        *("requirements/postgres.txt", "tests/dialects/requirements.txt"),
    ]
    for name in requirements:
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (0, 0))
    for name in (
        *(".venv/build-tools", ".venv/report-tools", ".venv/metrics-tools"),
        *(".venv/test-tools", ".venv-bench/bench-tools", ".venv-dialects/ready"),
        *(".venv-postgres/ready", "dbt_packages/dbt_utils/dbt_project.yml"),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).touch()
    return tmp_path


def stand_in(path: Path) -> None:
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(STAND_IN)
    path.chmod(0o755)


def make(home: Path, target: str, arguments: dict, environment: dict) -> str:
    """Run make; return what was called with what."""
    (home / "calls.txt").unlink(missing_ok=True)
    if target.startswith(".venv/"):
        (home / target).unlink(missing_ok=True)
    kept = {name: text for name, text in os.environ.items() if name not in VALUES}
    run = subprocess.run(
        ["make", "-s", target, *(f"{name}={text}" for name, text in arguments.items())],
        cwd=home,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return (home / "calls.txt").read_text()


def test_every_variable_of_the_makefile_is_tried():
    head = (PROJECT / "Makefile").read_text("utf-8").split("\n\n")[0]
    named = {line.split()[1] for line in head.splitlines() if line.startswith("#   ")}
    assert named == set(VALUES) == set().union(*TARGETS.values())


@pytest.mark.parametrize("target", TARGETS)
def test_a_variable_may_be_an_argument_or_come_from_the_environment(home, target):
    values = {name: VALUES[name].replace("PATH", str(home)) for name in TARGETS[target]}
    if target in ("report", "export", "metrics", "docs"):
        Path(values["DUCKDB_PATH"]).touch()
    as_argument = make(home, target, values, {})
    # Views that were made with the same settings would not be made again.
    (home / "target" / "metrics" / "views_made.txt").unlink(missing_ok=True)
    assert make(home, target, {}, values) == as_argument
    for name, value in values.items():
        if (target, name) == ("docs", "DOCS"):
            assert Path(value).exists()
        elif name == "PYTHON":
            assert Path(value).name in as_argument
        else:
            assert value in as_argument, name
    if target == "publish":
        built = f"DUCKDB_PATH={values['DUCKDB_PATH']}"
        # The build is told the new file, the summary the published one.
        assert f"{built}.new\n" in as_argument
        assert f"{built}\n" in as_argument
        assert Path(values["DUCKDB_PATH"]).exists()


CHANGES = [
    *("models/metrics/metrics_leads.sql", "dbt_project.yml", "seeds/rules/new.csv"),
    *("macros/new.sql", "raw/leads.csv", "mine/own_targets.csv", "used.duckdb"),
    "target/metrics/semantic_manifest.json",
]


def test_a_question_makes_the_views_again_only_if_something_has_changed(home):
    places = {"RAW_FILES": str(home / "raw"), "RULES": str(home / "mine")}
    values = {"DUCKDB_PATH": str(home / "used.duckdb"), "ASK": "list metrics", **places}
    (home / "used.duckdb").touch()

    def makes_views(**more: str) -> bool:
        calls = make(home, "metrics", values | more, {})
        assert "scripts/metrics.py list metrics" in calls
        return "run --select path:models/metrics" in calls

    assert makes_views()
    assert not makes_views()
    for name in CHANGES:
        (home / name).parent.mkdir(exist_ok=True, parents=True)
        with (home / name).open("a", encoding="utf-8") as file:
            file.write(" ")
        assert makes_views(), name
        assert not makes_views(), name
    assert makes_views(VARS="{mql_score: 50}")
    assert makes_views(VARS="{mql_score: 60}")
    # The tables of another target may change without a trace in the file.
    assert makes_views(DBT_TARGET="postgres")
    assert makes_views(DBT_TARGET="postgres")
    (home / "models" / "metrics" / "metrics_leads.sql").unlink()
    assert makes_views()


def test_views_that_could_not_be_made_are_made_again(home):
    database = home / "used.duckdb"
    database.touch()
    command = [sys.executable, home / "scripts" / "metrics_views.py", "sh", "-c"]
    environment = os.environ | {"DUCKDB_PATH": str(database)}
    statuses = [
        subprocess.run([*command, script], env=environment, check=False).returncode
        for script in ("exit 3", "exit 0", "exit 4")
    ]
    assert statuses == [3, 0, 0]


def test_clean_removes_what_holds_data_of_people_and_nothing_else(home):
    mine = ["notes.csv", "raw/leads.csv", "my.duckdb", "my.html", "out/notes.csv"]
    made = [
        *("beyond_mql.duckdb", "beyond_mql.duckdb.wal", "beyond_mql.duckdb.lock"),
        *("beyond_mql.duckdb.new", "beyond_mql.duckdb.new.wal", "march.duckdb"),
        *("beyond_mql.duckdb.tmp/spilled", "beyond_mql.duckdb.new.tmp/spilled"),
        *("march.duckdb.lock", "killed.duckdb.new", "here/mine.db", "here/mine.db.wal"),
        *("report.html", "board.html", "documentation.html", "export/dim_leads.csv"),
        *("export/fct_deals.parquet", "export/beyond_mql_monthly.xlsx"),
        *("out/dim_leads.csv", "logs/errors.log", ".venv/bin/python"),
    ]
    elsewhere = home.parent / f"{home.name} elsewhere"
    elsewhere.mkdir()
    for path in [*(home / name for name in mine + made), elsewhere / "x.duckdb"]:
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text("int_month_states <title>Beyond MQL, 1 March</title>")
    for name in ("my.duckdb", "my.html"):
        (home / name).write_text("something else")
    before = {path for path in home.rglob("*") if path.is_file()}
    # Git cannot know of names and folders that people choose themselves.
    known = {name for name in made if not name.startswith(("out/", "here/"))}
    assert ignored_by_git(known) == known

    said = clean(home, DUCKDB_PATH="here/mine.db", EXPORT="out")
    assert "Not removed, because it holds other files: out" in said
    left = {path for path in home.rglob("*") if path.is_file()}
    tools = {path for path in before if set(path.parts) & TOOLS}
    assert before - left == {home / name for name in made} | tools
    assert not (home / "export").exists()
    said = clean(home, DUCKDB_PATH=str(elsewhere / "x.duckdb"))
    assert (
        f"Not removed, because it is outside this folder: {elsewhere / 'x.duckdb'}"
        in said
    )
    assert (elsewhere / "x.duckdb").exists()


def ignored_by_git(names: set[str]) -> set[str]:
    """Return those of the names in the project's folder that git passes over."""
    run = subprocess.run(
        ["git", "check-ignore", "--no-index", "--stdin"],
        cwd=PROJECT,
        input="\n".join(names),
        capture_output=True,
        text=True,
        check=False,
    )
    return set(run.stdout.splitlines())


def clean(home: Path, **variables: str) -> str:
    """Run `make clean`; return what it said."""
    arguments = [f"{name}={text}" for name, text in variables.items()]
    run = subprocess.run(
        ["make", "-s", "clean", *arguments],
        cwd=home,
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout

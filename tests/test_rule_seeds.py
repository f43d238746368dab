"""A typo in a rule stops the build: file, line, value and what is allowed."""

import shutil

import duckdb
import pytest

from run_dbt import PROJECT, run_dbt

# What is typed wrong: file, text, replacement, what the message must say.
TYPOS = [
    (
        "fit_rules",
        "employee_count,between,..9,",
        "employee_cuont,betwen,..9,",
        ["attribute is 'employee_cuont'; allowed is lead_id", "operator is 'betwen'"],
    ),
    (
        "fit_rules",
        "between,50..199",
        "between,50-199",
        ["value is '50-199'; allowed is lo..hi"],
    ),
    ("fit_rules", "chief,15", "chief,fifteen", ["points is 'fifteen'; allowed is a"]),
    ("deal_stages", "Closed Won,won", "Closed Won,wonn", ["stage is 'wonn'; allowed"]),
    (
        "lead_source_channels",
        "partner,partner",
        "partner,{{ partners }}",
        ["channel is '{{ partners }}'; allowed is a channel of seeds/rules/channels"],
    ),
    (
        "channels",
        "unknown,",
        "unbekannt,",
        ["channels.csv: it lacks a row for channel unknown"],
    ),
    ("channel_rules", "10,linkedin%", "11,linkedin%", ["allowed is one row for each"]),
    ("touch_types", "page_view,1,10,true", "page_view,,0,maybe", ["points is empty"]),
    ("exchange_rates", "2024-07-01,USD", "2024-07-02,USD", ["month is '2024-07-02'"]),
    ("holidays", "2024-12-25", "25.12.2024", ["holiday_date is '25.12.2024'"]),
    ("targets", "2024-07-01,leads,", "2024-07-01,leeds,", ["metric is 'leeds'"]),
    (
        "benchmarks",
        "lead_to_customer_rate,,0.02,0.05",
        "lead_to_customer_rate,,0.2,0.05",
        ["high is '0.05'; allowed is no less than low"],
    ),
]


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    """Return what the build of a copy with every typo says, and its file."""
    project = tmp_path_factory.mktemp("faulty") / "project"
    ignored = shutil.ignore_patterns(".*", "target", "logs", "tests", "*.duckdb*")
    shutil.copytree(PROJECT, project, ignore=ignored)
    for seed, right, wrong, _ in TYPOS:
        path = project / "seeds" / "rules" / f"{seed}.csv"
        text = path.read_text(encoding="utf-8")
        assert right in text, f"{seed} has no {right}"
        path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    database = project.parent / "faulty.duckdb"
    excluded = ("--exclude-resource-type", "unit_test", "test")
    run = run_dbt("build", *excluded, duckdb_path=database, project=project)
    assert run.returncode != 0
    return run.output, database


@pytest.mark.parametrize(("seed", "right", "wrong", "messages"), TYPOS)
def test_a_typo_is_named(seed, right, wrong, messages, faulty):
    output, _ = faulty
    lines = [line for line in output.splitlines() if f"seeds/rules/{seed}.csv" in line]
    for message in messages:
        assert any(message in line for line in lines), output


def test_the_line_is_that_of_the_file(faulty):
    output, _ = faulty
    path = PROJECT / "seeds" / "rules" / "deal_stages.csv"
    line = path.read_text(encoding="utf-8").splitlines().index("Closed Won,won") + 1
    assert f"deal_stages.csv, line {line} (crm_stage=Closed Won" in output


def test_no_mart_is_touched(faulty):
    _, database = faulty
    with duckdb.connect(database, read_only=True) as connection:
        names = [name for (name,) in connection.execute("show tables").fetchall()]
    assert [name for name in names if name.startswith(("fct_", "dim_"))] == []

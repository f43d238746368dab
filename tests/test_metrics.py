"""MetricFlow, asked for each metric of the scorecard, answers what the marts say."""

import csv
import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
import yaml

from asking import ask, make_project
from comparing import Row, is_same, read_table
from run_dbt import PROJECT, run_dbt


def same_names(*metrics: str) -> dict[str, str]:
    """Return metrics that a mart has under their own names."""
    return {metric: metric for metric in metrics}


PAGE = (PROJECT / "docs" / "metrics.md").read_text("utf-8")
# The command that is shown with its output.
SHOWN = re.search(r'make metrics ASK="([^\n]*)"\n```\n\n```\n(.*?)```', PAGE, re.DOTALL)
# What MetricFlow groups by, by the segment_type of the monthly tables.
GROUPS = {
    "channel": "channel",
    "persona": "persona",
    "region": "region",
    "owner": "owner",
    "direction": "channel__direction",
}
# Where the numbers of a segment stand: by mart, the metric and its column there.
MARTS = {
    "fct_lead_volume_monthly": {
        "leads": "new_leads",
        "mqls": "new_mqls",
        "sqls": "new_sqls",
        "pqls": "new_pqls",
        "reopened_leads": "reopened_leads",
    },
    "fct_funnel_conversion_monthly": same_names(
        "lead_to_mql_rate",
        "lead_to_customer_rate",
        "mql_to_sql_rate",
        "mql_to_sql_rate_own",
        "mql_to_opportunity_rate",
        "mql_to_commit_rate",
        "mql_to_customer_rate",
        "mql_rejection_rate",
    ),
    "fct_pipeline_created_monthly": same_names(
        "opportunities",
        "new_pipeline_amount",
        "open_pipeline_amount",
        "marketing_sourced_pipeline_share",
    ),
    "fct_pipeline_velocity_monthly": same_names(
        "win_rate",
        "average_deal_size",
        "average_sales_cycle_days",
        "pipeline_sqls",
        "stale_sqls",
        "velocity_per_day",
    ),
    "fct_revenue_monthly": {
        "revenue": "won_revenue",
        "revenue_growth": "revenue_growth",
        "inbound_revenue_share": "inbound_revenue_share",
    },
    "fct_marketing_sourced_customers_monthly": {
        "customers": "new_customers",
        "marketing_sourced_share": "marketing_sourced_share",
    },
    "fct_sales_cycle_monthly": same_names(
        "average_marketing_touches_to_close",
    ),
    "fct_cost_per_mql_monthly": same_names(
        "marketing_cost",
        "cost_per_lead",
        "cost_per_mql",
        "revenue_per_mql",
        "customer_acquisition_cost",
        "roi",
    ),
    "fct_speed_to_lead_monthly": {"median_hours_to_answer": "median_hours"},
    "fct_web_traffic_monthly": same_names(
        "visitors",
        "bounce_rate",
        "visitor_to_lead_rate",
    ),
}
MONTH = "metric_time__month"
BOTH = re.compile(r"(Cumulative|Conversion) metric .* should not have both")
# What mf cannot group by, though a mart has it; docs/metrics.md says why.
IMPOSSIBLE = [
    ("leads_per_business_day", "channel"),
    ("velocity_capture", "channel"),
    ("nurture_lift", "channel"),
]


@pytest.fixture(scope="module")
def project(shipment, tmp_path_factory):
    """Return a project in which mf reads the sample."""
    return make_project(tmp_path_factory.mktemp("metrics"), shipment)


@pytest.fixture(scope="module")
def manifest(project):
    """Return the semantic manifest."""
    return json.loads(
        (project / "target" / "semantic_manifest.json").read_text("utf-8")
    )


@pytest.fixture(scope="module")
def scorecard(sample):
    """Return the scorecard's rows by metric, of months that are complete."""
    metrics: dict[str, list[Row]] = {}
    for row in read_table(sample, "fct_kpi_scorecard_monthly"):
        if row["is_complete"]:
            metrics.setdefault(row["metric"], []).append(row)
    return metrics


@pytest.fixture(scope="module")
def segments(sample):
    """Return the rows of each mart and segment type, of months that are complete."""
    found: dict[tuple[str, str], list[Row]] = {}
    for mart in MARTS:
        for row in read_table(sample, mart):
            if row["is_complete"] and row["segment_type"] in GROUPS:
                found.setdefault((mart, row["segment_type"]), []).append(row)
    return found


@pytest.fixture(scope="module")
def outputs(project, scorecard, segments):
    """Return what mf prints and answers."""
    asked = {(metric, ""): ([metric], MONTH) for metric in scorecard}
    for mart, segment_type in segments:
        group_by = f"{MONTH},{GROUPS[segment_type]}"
        asked[mart, segment_type] = (list(MARTS[mart]), group_by)
    files = {key: project / f"{'-'.join(key)}.csv" for key in asked}
    validation, answer, *_ = ask(
        project,
        ["validate-configs", "--show-all"],
        shlex.split(SHOWN[1]),
        *(query(*asked[key], file) for key, file in files.items()),
    )
    return validation, answer, {key: read_csv(file) for key, file in files.items()}


@pytest.fixture(scope="module")
def answers(outputs):
    """Return the answers to the queries, by metric, or by mart and segment type."""
    return outputs[2]


def query(metrics: list[str], group_by: str, file: Path) -> list[str]:
    """Return the command that writes the answer to a question into a file."""
    options = ["--metrics", ",".join(metrics), "--group-by", group_by]
    return ["query", "--quiet", *options, "--csv", str(file)]


def read_csv(file: Path) -> list[dict[str, str]]:
    """Read an answer."""
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def number(text: str) -> float | None:
    """Return the number that mf wrote: nothing for null."""
    return float(text) if text else None


def test_a_build_leaves_them_out():
    run = run_dbt(*("ls", "--resource-types", "model", "metric", "semantic_model"))
    assert run.returncode == 0, run.output
    assert "beyond_mql.marts.core.dim_leads" in run.output
    assert not re.search(r"metrics|metric:|semantic_model:", run.output)


@pytest.mark.parametrize("settings", [{}, {"reporting_timezone": "Europe/Berlin"}])
def test_they_fit_the_tables_or_are_not_made(sample, tmp_path, settings):
    database = shutil.copyfile(sample, tmp_path / "sample.duckdb")
    run = run_dbt(
        *("run", "--select", "path:models/metrics"),
        duckdb_path=database,
        variables=settings,
        with_metrics=True,
    )
    assert (run.returncode != 0) == bool(settings), run.output
    assert ("had other settings" in run.output) == bool(settings)


def test_every_metric_of_the_scorecard_is_there_by_its_name(manifest, scorecard):
    assert not set(scorecard) - {metric["name"] for metric in manifest["metrics"]}


def test_other_metrics_are_parts_of_those_by_the_names_of_their_columns(
    manifest, scorecard
):
    inputs = {
        part["name"]
        for metric in manifest["metrics"]
        for part in inputs_of(metric["type_params"])
    }
    parts = {metric["name"] for metric in manifest["metrics"]} - set(scorecard)
    assert parts <= inputs
    names = {part.removesuffix("_3m") for part in parts}
    assert not names - set(scorecard) - described_columns()


def test_the_configuration_is_valid(outputs):
    validation, *_ = outputs
    assert validation.count("ERRORS: 0, FUTURE_ERRORS: 0") == 6, validation
    issues = [line for line in validation.splitlines() if line.startswith("•")]
    # dbt can name measures only in these two types of metrics; MetricFlow puts a metric
    # beside each measure, and then warns that there are both.
    assert not [issue for issue in issues if not BOTH.search(issue)]


def test_it_answers_what_the_scorecard_says(answers, scorecard):
    faulty = []
    for metric, rows in scorecard.items():
        found = {row[MONTH][:10]: row[metric] for row in answers[metric, ""]}
        for row in rows:
            month = row["month_start"].isoformat()
            value = number(found.get(month, ""))
            if not is_same(row["value"], value):
                faulty.append(f"{metric}, {month}: {row['value']}, {value}")
    assert not faulty, "\n".join(faulty)


def test_it_answers_what_the_marts_say_of_each_segment(answers, segments):
    faulty = []
    for (mart, segment_type), rows in segments.items():
        found = by_segment(answers[mart, segment_type], segment_type)
        for row in rows:
            key = row["month_start"].isoformat(), row["segment"]
            for metric, column in MARTS[mart].items():
                # Where nothing happened in a segment, mf has no row.
                value = number(found[key][metric]) if key in found else None
                expected = row[column] if key in found else row[column] or None
                if not is_same(expected, value):
                    faulty.append(f"{metric}, {key}: {row[column]}, {value}")
    assert not faulty, "\n".join(faulty)


def by_segment(answer: list[dict[str, str]], segment_type: str) -> dict:
    """Return the rows of an answer by month and segment.

    A channel without a direction counts as unknown in the marts. No other group is null
    but that of the row that mf makes of a month in which nothing happened at all.
    """
    group = GROUPS[segment_type]
    found = {}
    for row in answer:
        segment = row[group] or ("unknown" if segment_type == "direction" else "")
        numbers = [text for name, text in row.items() if name not in (MONTH, group)]
        assert segment or not any(number(text) for text in numbers), row
        found[row[MONTH][:10], segment] = row
    return found


def test_the_page_says_by_what_each_metric_can_be_grouped(manifest, scorecard):
    for metric in manifest["metrics"]:
        if metric["name"] in scorecard:
            groups = ", ".join(groups_of(metric, manifest)) or "–"
            assert f"| `{metric['name']}` | {metric['type']} | {groups} |" in PAGE


@pytest.mark.parametrize(("metric", "group"), IMPOSSIBLE)
def test_the_page_tells_what_is_impossible(project, metric, group):
    with pytest.raises(AssertionError, match="does not match any of the available"):
        ask(project, ["query", "--metrics", metric, "--group-by", group])
    assert re.search(rf"^- \*\*`{metric}` by {group}", PAGE, re.MULTILINE)


def test_the_page_shows_what_was_asked_and_answered(outputs):
    _, answer, _ = outputs
    assert answer == SHOWN[2]


def inputs_of(type_params: dict) -> list[dict]:
    """Return the metrics that a metric is made of."""
    named = [type_params["numerator"], type_params["denominator"]]
    return [part for part in [*named, *(type_params["metrics"] or [])] if part]


def groups_of(metric: dict, manifest: dict) -> list[str]:
    """Return the segments that all semantic models know that a metric is made of."""
    models = {
        measure["name"]: {entity["name"] for entity in model["entities"]}
        for model in manifest["semantic_models"]
        for measure in model["measures"]
    }
    measures = metric["type_params"]["input_measures"]
    return [
        group
        for group in GROUPS
        if all(group in models[measure["name"]] for measure in measures)
    ]


def described_columns() -> set[str]:
    """Return the names of all columns of the project's models."""
    return {
        column["name"]
        for path in (PROJECT / "models").rglob("*__models.yml")
        for model in yaml.safe_load(path.read_text("utf-8"))["models"]
        for column in model.get("columns", [])
    }

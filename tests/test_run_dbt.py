"""What the tests' own runs of dbt take for granted is so."""

import pytest
import yaml

from run_dbt import PARSED_VARIABLES, PROJECT, run_dbt

# What a number plus one is not.
OTHER = {
    "as_of_date": "2025-10-19",
    "first_month": "2025-02",
    "reporting_timezone": "Asia/Tokyo",
    "input_timezone": "Asia/Tokyo",
    "lead_attributes": ["plan"],
    "reporting_currency": "USD",
    "go_to_market": "field_sales",
    "keep_email": False,
    "shared_cost_basis": "new_mqls",
    "sales_cost_basis": "new_customers",
    "hand_raise_min_fit_score": 5,
    "business_hours": "08:00-16:00",
    "reader_role": "reader",
}
# What a node is parsed to, and a run uses.
PARSED = (
    "config",
    "columns",
    "raw_code",
    "checksum",
    "relation_name",
    "refs",
    "sources",
)


@pytest.fixture(scope="module")
def variables() -> dict:
    """Return a value for every variable that a server may share, none as shipped."""
    text = (PROJECT / "dbt_project.yml").read_text("utf-8")
    shipped = yaml.safe_load(text)["vars"]
    shared = shipped.keys() - PARSED_VARIABLES
    changed = {name: OTHER.get(name, shipped[name]) for name in shared}
    return changed | {name: shipped[name] + 1 for name in shared - OTHER.keys()}


def test_no_other_variable_changes_what_dbt_parses(variables, manifest):
    run = run_dbt("parse", variables=variables, keeps_artifacts=True, with_metrics=True)
    assert run.returncode == 0, run.output
    for kind in ("nodes", "sources", "macros", "unit_tests"):
        assert run.manifest[kind].keys() == manifest[kind].keys()
        for key, node in run.manifest[kind].items():
            for part in PARSED:
                assert node.get(part) == manifest[kind][key].get(part), (key, part)


def test_a_changed_file_is_parsed_again(tmp_path):
    project = tmp_path / "project"
    (project / "models").mkdir(parents=True)
    (project / "dbt_project.yml").write_text("name: small\nprofile: beyond_mql\n")
    (project / "profiles.yml").write_bytes((PROJECT / "profiles.yml").read_bytes())
    model = project / "models" / "one.sql"
    listed = []
    for text in ("select 1 as a", "select {{ 'b", "select 1 as c", "select 1 as c"):
        model.write_text(text)
        run = run_dbt("compile", "--inline", "{{ ref('one') }}", project=project)
        listed.append(run.returncode)
    assert listed == [0, 2, 0, 0]


def test_a_run_is_killed_where_it_is_to_be(tmp_path):
    run = run_dbt("build", "-s", "base_leads", kill_at="START")
    assert run.returncode == -9
    assert "Completed" not in run.output

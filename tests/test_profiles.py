"""Every output of profiles.yml works without a setting, and then leads nowhere else."""

import pytest
import yaml
from dbt.config.renderer import ProfileRenderer
from dbt_common.context import set_invocation_context

from run_dbt import PROJECT

TEXT = (PROJECT / "profiles.yml").read_text(encoding="utf-8")
OUTPUTS = yaml.safe_load(TEXT)["beyond_mql"]["outputs"]
ENGINES = {
    *("duckdb", "postgres", "spark", "databricks"),
    *("snowflake", "bigquery", "redshift", "trino"),
}
SECRETS = ("password", "token")
# What an output calls the place that it leads to.
PLACES = ("path", "host", "api_endpoint")
HERE = {"127.0.0.1", "localhost", "http://127.0.0.1:9050", "beyond_mql.duckdb"}


def rendered(name: str) -> dict:
    """Return an output as dbt reads it when no variable is set."""
    set_invocation_context({})
    return ProfileRenderer({}).render_data(OUTPUTS[name])


def test_every_engine_has_an_output():
    assert {output["type"] for output in OUTPUTS.values()} == ENGINES


@pytest.mark.parametrize("name", OUTPUTS)
def test_an_output_leads_nowhere_unless_it_is_told_to(name):
    output = rendered(name)
    assert {output[key] for key in PLACES if key in output} <= HERE
    assert any(key in output for key in PLACES)
    assert not [key for key in SECRETS if output.get(key)]
    assert isinstance(output["threads"], int)


@pytest.mark.parametrize("name", OUTPUTS)
def test_every_secret_and_place_is_a_setting(name):
    output = OUTPUTS[name]
    # Spark in dbt's own process is nowhere else.
    fixed = [
        key
        for key in (*SECRETS, *PLACES, "schema", "dataset", "threads")
        if key in output and "env_var" not in str(output[key])
    ]
    assert fixed in ([], ["schema", "threads"] if name == "duckdb" else ["host"])

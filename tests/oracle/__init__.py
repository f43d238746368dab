"""An independent recomputation of every output table, in plain Python.

Written from the data contract alone: it reads the raw files and the rule seeds and
shares no code with the models, so that the two check each other.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from . import (
    tables_acquisition,
    tables_attribution,
    tables_behaviour,
    tables_causes,
    tables_dimensions,
    tables_drift,
    tables_headline,
    tables_landmarks,
    tables_leads,
    tables_plans,
    tables_records,
    tables_revenue,
    tables_speed,
    tables_velocity,
)
from .measures import Measures
from .rules import Rules
from .scorecard import scorecard
from .tables_alerts import alerts
from .world import World

TABLES = {
    name: function
    for module in (
        tables_dimensions,
        tables_records,
        tables_headline,
        tables_velocity,
        tables_revenue,
        tables_leads,
        tables_behaviour,
        tables_plans,
        tables_drift,
        tables_attribution,
        tables_landmarks,
        tables_causes,
        tables_speed,
        tables_acquisition,
    )
    for name, function in vars(module).items()
    if name.startswith(("dim_", "fct_"))
}


def recompute(
    raw_folder: Path,
    rules_folders: Path | Sequence[Path],
    variables: dict,
    today: date,
    own_rules: Path | None = None,
) -> dict[str, list[dict]]:
    """Every output table by name, as a list of rows (column -> value).

    The shipped rules may stand in several folders (those of the sample beside those of
    everybody); own_rules is a company's own folder of `own_<seed>.csv` files.
    """
    rules = Rules(rules_folders, own_rules, variables)
    world = World(raw_folder, rules, today)
    tables = {name: table(world) for name, table in TABLES.items()}
    measures = Measures(world)
    tables["fct_kpi_scorecard_monthly"] = scorecard(world, measures)
    tables["fct_alerts"] = alerts(world, measures)
    # Of a first run: nothing was published before it.
    tables["fct_kpi_restatements"] = []
    return tables

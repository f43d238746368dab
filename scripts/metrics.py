"""MetricFlow's command `mf`, without asking the package index for a newer version.

What it prints of the tables holds nothing that a terminal would obey.

Arguments: those of `mf`, as in: query --metrics mqls --group-by metric_time__month
"""

import sys
from typing import Any

from dbt_metricflow.cli import main
from dbt_metricflow.cli.cli_configuration import CLIConfiguration
from metricflow.data_table.mf_table import MetricFlowDataTable
from metricflow.engine.metricflow_engine import MetricFlowEngine

from built_tables import printable

_text_format = MetricFlowDataTable.text_format
_get_dimension_values = MetricFlowEngine.get_dimension_values


class _NoUpdates:
    """Knows of no newer version, and asks nobody."""

    def check(self, *_: str) -> None:
        """Return the value that means: this is the newest."""


def _printable_table(
    table: MetricFlowDataTable, float_decimals: int | None = None
) -> str:
    """Return the table as text."""
    return printable(_text_format(table, float_decimals))


def _printable_values(engine: MetricFlowEngine, *args: Any, **kwargs: Any) -> list[str]:
    """Return the values of a dimension."""
    return [
        printable(value) for value in _get_dimension_values(engine, *args, **kwargs)
    ]


def run(arguments: list[str], configuration: CLIConfiguration) -> None:
    """Run one command; several may share a configuration, which takes long to make."""
    main.UpdateChecker = _NoUpdates
    MetricFlowDataTable.text_format = _printable_table
    MetricFlowEngine.get_dimension_values = _printable_values
    main.cli(arguments, prog_name="mf", obj=configuration, standalone_mode=False)


if __name__ == "__main__":
    run(sys.argv[1:], CLIConfiguration())

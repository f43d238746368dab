"""MetricFlow's command `mf`, without its question to the package index for a newer one.

Arguments: those of `mf`, as in: query --metrics mqls --group-by metric_time__month
"""

import sys

from dbt_metricflow.cli import main
from dbt_metricflow.cli.cli_configuration import CLIConfiguration

import check_database


class _NoUpdates:
    """Knows of no newer version, and asks nobody."""

    def check(self, *_: str) -> None:
        """Return what stands for: this is the newest."""


def run(arguments: list[str], configuration: CLIConfiguration) -> None:
    """Run one command; several may share a configuration, which takes long to make."""
    main.UpdateChecker = _NoUpdates
    main.cli(arguments, prog_name="mf", obj=configuration, standalone_mode=False)


if __name__ == "__main__":
    # What is only listed stands in dbt's manifest.
    if sys.argv[1:2] != ["list"] and check_database.main():
        sys.exit(1)
    run(sys.argv[1:], CLIConfiguration())

"""What dbt-project-evaluator finds in the project, but for exceptions with a reason.

    python tests/evaluator/run.py [FOLDER]

The package comes from dbt's hub, or from a FOLDER that holds dbt_project_evaluator and
dbt_utils. It works in a copy: the project itself does not know of it. The file beside
this one lists the exceptions: a finding goes by one of them, or it is mended.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from copying import copied_project
from run_dbt import run_dbt

PACKAGE = "dbt_project_evaluator"
VERSION = "1.3.2"
EXCEPTIONS = "dbt_project_evaluator_exceptions.csv"
VARIABLES = {
    # It lists all paths of the graph: without a limit it does not come to an end.
    "max_depth_dag": 7,
    # One data test looks at many models, a contract at all of a mart's rows, and unit
    # tests at every rule. It counts tests beside a model's YAML.
    "test_coverage_target": 0,
}


def main(packages: Path | None) -> int:
    """Print each finding that is no exception; return 0 if there is none."""
    with tempfile.TemporaryDirectory() as folder:
        project = copied_project(Path(folder))
        shutil.copy(Path(__file__).with_name(EXCEPTIONS), project / "seeds")
        change(project / "packages.yml", add_package)
        change(project / "dbt_project.yml", use_own_exceptions)
        if packages:
            for name in (PACKAGE, "dbt_utils"):
                target = project / "dbt_packages" / name
                shutil.rmtree(target, ignore_errors=True)
                shutil.copytree(
                    packages / name,
                    target,
                    ignore=shutil.ignore_patterns(".*", "integration_tests*"),
                )
        else:
            dbt = Path(sys.executable).with_name("dbt")
            subprocess.run([dbt, "deps"], cwd=project, check=True)
        run = run_dbt(
            *("--quiet", "build", "--warn-error-options", "{}"),
            *("--select", f"package:{PACKAGE}", Path(EXCEPTIONS).stem),
            duckdb_path=Path(folder) / "evaluator.duckdb",
            project=project,
            variables=VARIABLES,
            keeps_artifacts=True,
        )
    print(run.output)
    findings = [name for name, status in run.statuses.items() if status == "warn"]
    print(f"{len(run.statuses)} nodes, {len(findings)} with findings")
    return int(run.returncode != 0 or bool(findings))


def change(file: Path, edit) -> None:
    """Edit a YAML file."""
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    edit(content)
    file.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")


def add_package(content: dict) -> None:
    """Add the evaluator to packages.yml."""
    content["packages"].append({"package": f"dbt-labs/{PACKAGE}", "version": VERSION})


def use_own_exceptions(content: dict) -> None:
    """Have the evaluator read our exceptions, and print what else it finds."""
    content["seeds"][PACKAGE] = {"+enabled": False}
    content["on-run-end"].append(f"{{{{ {PACKAGE}.print_{PACKAGE}_issues() }}}}")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))

"""What is installed is pinned to the last package, and its licences are listed."""

import re
from importlib.metadata import distribution

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

import list_licences
from list_licences import FILES, LIST, NOT_STATED, normal
from run_dbt import PROJECT

PYTHONS = ("3.10", "3.11", "3.12", "3.13")
# The requirements file of each group of pyproject.toml; the main one has no group.
GROUPS = {
    "": "requirements.txt",
    "report": "requirements-report.txt",
    "test": "requirements-test.txt",
    "metrics": "requirements-metrics.txt",
    "postgres": "requirements/postgres.txt",
    "spark": "requirements/spark.txt",
    "snowflake": "requirements/snowflake.txt",
    "bigquery": "requirements/bigquery.txt",
    "databricks": "requirements/databricks.txt",
    "redshift": "requirements/redshift.txt",
    "trino": "requirements/trino.txt",
    "snowflake-emulator": "requirements/snowflake-emulator.txt",
    "bigquery-emulator": "requirements/bigquery-emulator.txt",
}
# Those that make installs into .venv, one after another.
IN_VENV = [GROUPS[name] for name in ("", "report", "test", "metrics")]


def pins(file: str) -> list[Requirement]:
    lines = (PROJECT / file).read_text("utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def pinned_version(file: str, name: str, python: str, extra: str = "") -> str | None:
    """Return the version that is installed on a Python of Linux, if any is."""
    environment = {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": "linux",
        "platform_system": "Linux",
        "extra": extra,
    }
    found = [
        next(iter(pin.specifier)).version
        for pin in pins(file)
        if normal(pin.name) == normal(name)
        if pin.marker is None or pin.marker.evaluate(environment)
    ]
    assert len(found) < 2, f"{file}: {name} has several versions on {python}"
    return found[0] if found else None


def asked_for() -> list[tuple[str, Requirement]]:
    """Return what pyproject.toml asks for, and the file that should pin it."""
    # Python 3.10 has no reader of TOML.
    text = (PROJECT / "pyproject.toml").read_text("utf-8")
    found = []
    for group, file in GROUPS.items():
        name = group or "dependencies"
        block = re.search(rf"^{name} = \[(.*?)\]$", text, re.DOTALL | re.MULTILINE)[1]
        # Neither comments nor other groups that it includes.
        block = re.sub(r"^\s*#.*$|\{.*?\}", "", block, flags=re.MULTILINE)
        lines = re.findall(r'"([^"]+)"', block)
        found += [(file, Requirement(line)) for line in lines]
    return found


@pytest.mark.parametrize("file", FILES)
def test_every_line_names_one_version(file):
    loose = [
        str(pin)
        for pin in pins(file)
        if [part.operator for part in pin.specifier] != ["=="]
        or "*" in str(pin.specifier)
    ]
    assert not loose
    assert pins(file)


def test_the_files_that_one_environment_takes_agree():
    versions = {}
    for file in IN_VENV:
        for pin in pins(file):
            versions.setdefault((normal(pin.name), str(pin.marker)), set()).add(
                str(pin.specifier)
            )
    assert not {name: found for name, found in versions.items() if len(found) > 1}


def test_what_pyproject_asks_for_is_pinned_as_it_asks():
    asked = asked_for()
    assert len(asked) > 15
    faulty = []
    for file, requirement in asked:
        for python in PYTHONS:
            marker = requirement.marker
            if marker and not marker.evaluate({"python_version": python}):
                continue
            version = pinned_version(file, requirement.name, python)
            if not version or not requirement.specifier.contains(Version(version)):
                faulty.append(f"{file}: {requirement} on Python {python}: {version}")
    assert not faulty


def test_what_an_installed_package_needs_is_pinned_too():
    """All the way down, for the Python that runs the tests."""
    faulty = []
    for file in (
        "requirements.txt",
        "requirements-report.txt",
        "requirements-test.txt",
    ):
        names = {normal(pin.name) for pin in pins(file)}
        for pin in pins(file):
            if pin.marker and not pin.marker.evaluate():
                continue
            for line in distribution(pin.name).requires or []:
                needed = Requirement(line)
                marker = needed.marker
                if marker and not marker.evaluate({"extra": ""}):
                    continue
                if normal(needed.name) not in names:
                    faulty.append(f"{file}: {pin.name} needs {line}")
    assert not faulty


def test_the_package_of_dbt_is_pinned():
    packages = yaml.safe_load((PROJECT / "packages.yml").read_text("utf-8"))
    for package in packages["packages"]:
        assert re.fullmatch(r"[0-9.]+", str(package["version"]))


def test_the_list_of_licences_is_that_of_the_requirements():
    """If not: .venv/bin/python scripts/list_licences.py."""
    assert LIST.read_text("utf-8") == list_licences.page()


def test_every_licence_is_known_but_for_two():
    unknown = [
        name for name, text in list_licences.listed().items() if text == NOT_STATED
    ]
    assert unknown == ["dbtlabs-vortex", "uuid"]


def test_the_projects_own_licence_is_stated():
    assert "Apache License" in (PROJECT / "LICENSE").read_text("utf-8")[:300]
    assert "Apache-2.0" in (PROJECT / "pyproject.toml").read_text("utf-8")

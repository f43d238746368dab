"""What is installed is pinned to the last package, and its licences are listed."""

import re
import subprocess
from importlib.metadata import distribution

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

import list_licences
import lock_requirements
from list_licences import FILES, LIST, NOT_STATED, normal
from lock_requirements import LOCKS
from run_dbt import PROJECT

PYTHONS = ("3.10", "3.11", "3.12", "3.13")
# The requirements file of each group of pyproject.toml; the main one has no group.
GROUPS = {lock.group: file for file, lock in LOCKS.items()}
# Those that make installs into .venv, one after another.
IN_VENV = [file for file, lock in LOCKS.items() if lock.is_for_venv]
# A pin on one line: no address, no path, no option but the hashes of its files.
PIN = re.compile(
    r"[\w.-]+(\[[\w, -]+\])?==[\w.]+( ; [\w'.*<>=! ]+)?( +--hash=sha256:[0-9a-f]{64})+"
)


def text_of(file: str) -> str:
    return (PROJECT / file).read_text("utf-8")


def pins(file: str) -> list[Requirement]:
    return list(map(Requirement, lock_requirements.pins(text_of(file))))


def pinned_version(file: str, name: str, python: str, extra: str = "") -> str | None:
    """Return the version that is installed on a Python of Linux, if any is."""
    environment = {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": "linux",
        "platform_system": "Linux",
        "extra": extra,
    }
    found = {
        next(iter(pin.specifier)).version
        for pin in pins(file)
        if normal(pin.name) == normal(name)
        if pin.marker is None or pin.marker.evaluate(environment)
    }
    assert len(found) < 2, f"{file}: {name} has several versions on {python}"
    return found.pop() if found else None


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


def test_every_requirements_file_is_known():
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    found = re.findall(r"^(?:.*/)?requirements.*\.txt$", listed.stdout, re.MULTILINE)
    assert sorted(found) == sorted(LOCKS) == sorted(FILES)


@pytest.mark.parametrize("file", LOCKS)
def test_every_line_names_one_version_and_the_hashes_of_its_files(file):
    """If not: make lock."""
    lines = text_of(file).replace("\\\n", "").splitlines()
    loose = [
        line for line in lines if not line.startswith("# ") and not PIN.fullmatch(line)
    ]
    assert not loose
    assert pins(file)


def test_make_installs_nothing_without_a_hash():
    installs = re.findall(r"pip install.*", text_of("Makefile"))
    assert len(installs) >= len(IN_VENV)
    assert not [line for line in installs if "--require-hashes" not in line]


def test_so_do_the_instructions():
    pages = [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", PROJECT / ".ci/run"]
    pages += [*PROJECT.glob("docs/*.md"), *PROJECT.glob("scripts/*.sh")]
    lines = [line for page in pages for line in page.read_text("utf-8").splitlines()]
    installs = [
        line for line in lines if re.search(r"pip install .*requirements", line)
    ]
    assert installs
    assert not [line for line in installs if "--require-hashes" not in line]


def test_locking_trusts_no_hash_that_stands_there(tmp_path, monkeypatch):
    """For uv would keep it: it is handed the versions alone."""
    uv = tmp_path / "uv"
    uv.write_text("#!/bin/sh\n", "utf-8")
    uv.chmod(0o755)
    monkeypatch.setattr(lock_requirements, "UV", uv)
    handed = lock_requirements.locked("requirements.txt").splitlines()
    assert list(map(Requirement, handed)) == pins("requirements.txt")


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

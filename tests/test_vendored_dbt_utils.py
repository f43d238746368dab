"""The stand-in for dbt_utils has what the project uses, and does what its README says.

DBT_UTILS=/folder runs the same cases on another copy of the package: the real one, say.
"""

import os
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import duckdb
import yaml
from dbt_common.clients.jinja import get_environment
from jinja2 import nodes

from run_dbt import PROJECT, run_dbt

STAND_IN = PROJECT / "vendor" / "dbt_utils"
PACKAGE = Path(os.environ.get("DBT_UTILS", STAND_IN))
FOLDERS = ["analyses", "macros", "models", "seeds", "tests"]


class Use(NamedTuple):
    """One use of a macro or test: how many arguments have no name, and the others'."""

    place: str
    name: str
    unnamed: int
    named: frozenset[str]


class Signature(NamedTuple):
    """The arguments that a macro takes, and those that it cannot do without."""

    arguments: tuple[str, ...]
    required: frozenset[str]


def find_uses() -> list[Use]:
    """Return every use of dbt_utils in the project."""
    files = [
        path
        for folder in FOLDERS
        for path in sorted((PROJECT / folder).rglob("*"))
        if path.suffix in {".sql", ".yml"}
    ]
    return [
        use
        for path in files
        if "dbt_utils" in (text := path.read_text(encoding="utf-8"))
        for use in [
            *find_calls(str(path.relative_to(PROJECT)), text),
            *(find_tests(path, yaml.safe_load(text)) if path.suffix == ".yml" else []),
        ]
    ]


def find_calls(place: str, text: str) -> list[Use]:
    """Return the macro calls in a text with Jinja."""
    return [
        Use(
            place,
            call.node.attr,
            len(call.args),
            frozenset(argument.key for argument in call.kwargs),
        )
        for call in get_environment().parse(text).find_all(nodes.Call)
        if isinstance(call.node, nodes.Getattr)
        and isinstance(call.node.node, nodes.Name)
        and call.node.node.name == "dbt_utils"
    ]


def find_tests(path: Path, tree: object, column: bool = False) -> list[Use]:
    """Return the generic tests in a YAML tree; dbt itself names model and column."""
    if isinstance(tree, list):
        return [use for item in tree for use in find_tests(path, item, column)]
    if not isinstance(tree, dict):
        return []
    uses = []
    for key, value in tree.items():
        if key != "data_tests":
            uses += find_tests(path, value, column or key == "columns")
            continue
        for test in value:
            name, details = (
                next(iter(test.items())) if isinstance(test, dict) else (test, {})
            )
            if name.startswith("dbt_utils."):
                given = {"model", "column_name"} if column else {"model"}
                given |= set(details.get("arguments", {}))
                name = name.removeprefix("dbt_utils.")
                place = str(path.relative_to(PROJECT))
                uses.append(Use(place, name, 0, frozenset(given)))
    return uses


def read_signatures(folder: Path) -> dict[str, Signature]:
    """Return the macros and tests of a package, by the name that a user gives."""
    signatures = {}
    for path in sorted(folder.rglob("macros/**/*.sql")):
        tree = get_environment().parse(path.read_text(encoding="utf-8"))
        for macro in tree.find_all(nodes.Macro):
            name = re.sub("^dbt_macro__(test_)?", "", macro.name)
            arguments = tuple(argument.name for argument in macro.args)
            required = arguments[: len(arguments) - len(macro.defaults)]
            signatures[name] = Signature(arguments, frozenset(required))
    return signatures


USES = find_uses()
SIGNATURES = read_signatures(STAND_IN)


def test_the_stand_in_covers_every_use():
    assert USES
    missing = [use for use in USES if use.name not in SIGNATURES]
    assert not missing


def test_every_use_fits_the_stand_ins_arguments():
    for use in USES:
        arguments, required = SIGNATURES[use.name]
        given = set(arguments[: use.unnamed]) | use.named
        assert use.unnamed <= len(arguments), use
        assert required <= given <= set(arguments), use


def test_the_stand_in_has_nothing_that_is_not_used():
    assert set(SIGNATURES) == {use.name for use in USES}
    assert {path.stem for path in STAND_IN.glob("macros/*.sql")} == set(SIGNATURES)


def test_the_arguments_are_those_of_the_other_copy():
    others = read_signatures(PACKAGE)
    for name, signature in SIGNATURES.items():
        assert set(signature.arguments) <= set(others[name].arguments), name


# What each generic test says of rows (a, b, c): name, arguments, rows and checks.
PASS, FAIL = "pass", "fail"
BOUNDS = {"lower_bound_column": "a", "upper_bound_column": "b"}
CHECKS = [
    (
        "mutually_exclusive_ranges",
        BOUNDS,
        [
            (((0, 1, 0), (1, 2, 0), (5, 6, 0)), PASS),
            (((0, 2, 0), (1, 3, 0)), FAIL),
            (((0, 9, 0), (1, 2, 0), (3, 4, 0)), FAIL),
            (((1, 1, 0),), FAIL),
            (((2, 1, 0),), FAIL),
            (((0, None, 0),), FAIL),
            (((None, 1, 0),), FAIL),
            (((0, None, 0), (1, 2, 0)), FAIL),
        ],
    ),
    (
        "mutually_exclusive_ranges",
        BOUNDS | {"partition_by": "c", "zero_length_range_allowed": True},
        [
            (((0, 1, 1), (1, 1, 1), (1, 9, 1), (0, 5, 2)), PASS),
            (((0, 1, 1), (0, 5, 2), (4, 9, 2)), FAIL),
            (((0, 1, None), (0, 1, 1)), PASS),
        ],
    ),
    (
        "mutually_exclusive_ranges",
        BOUNDS | {"upper_bound_column": "coalesce(b, 99)"},
        [(((0, 1, 0), (1, None, 0)), PASS), (((0, None, 0), (1, 2, 0)), FAIL)],
    ),
    (
        "mutually_exclusive_ranges",
        BOUNDS | {"gaps": "not_allowed"},
        [
            (((0, 1, 0), (1, 2, 0)), PASS),
            (((0, 1, 0), (2, 3, 0)), FAIL),
            (((0, 2, 0), (1, 3, 0)), FAIL),
        ],
    ),
    (
        "mutually_exclusive_ranges",
        BOUNDS | {"gaps": "required"},
        [(((0, 1, 0), (2, 3, 0)), PASS), (((0, 1, 0), (1, 2, 0)), FAIL)],
    ),
]

# What each macro makes: name, a query of one value, the value.
DATES = "\"cast('2024-11-01' as date)\", \"cast('2025-02-01' as date)\""
ANSWERS = [
    (
        "safe_divide",
        "select {{ dbt_utils.safe_divide('1 + 2', '2.0') }}",
        1.5,
    ),
    (
        "safe_divide",
        "select {{ dbt_utils.safe_divide(numerator='1', denominator='1 - 1') }}",
        None,
    ),
    ("safe_divide", "select {{ dbt_utils.safe_divide('null', '1') }}", None),
    ("safe_divide", "select {{ dbt_utils.safe_divide('1', 'null') }}", None),
    (
        "safe_divide",
        "select 2 * {{ dbt_utils.safe_divide('6', '4 - 1') }}",
        4,
    ),
    (
        "date_spine",
        "select string_agg(cast(date_month as text), ' ' order by date_month) "
        f"from ({{{{ dbt_utils.date_spine('month', {DATES}) }}}}) as spine",
        "2024-11-01 00:00:00 2024-12-01 00:00:00 2025-01-01 00:00:00",
    ),
    (
        "generate_series",
        "select string_agg(cast(generated_number as text), ' ' "
        "order by generated_number) "
        "from ({{ dbt_utils.generate_series(upper_bound=3) }}) as numbers",
        "1.0 2.0 3.0",
    ),
]


def write_project(folder: Path) -> tuple[dict[str, str], dict[str, object]]:
    """Write a project with all cases; return the checks by test, answers by model."""
    models, described, checks, answers = {}, [], {}, {}
    for number, (name, arguments, cases) in enumerate(CHECKS):
        for letter, (rows, row_status) in zip("abcdefgh", cases, strict=False):
            model = f"case_{number}{letter}_{name}"
            models[model] = as_query(rows)
            test = {"name": f"test_{model}", "arguments": arguments}
            tests = [{f"dbt_utils.{name}": test}]
            described.append({"name": model, "data_tests": tests})
            checks[f"test_{model}"] = row_status
    for number, (name, query, answer) in enumerate(ANSWERS):
        models[f"answer_{number}_{name}"] = query
        answers[f"answer_{number}_{name}"] = answer
    (folder / "models").mkdir(parents=True)
    for name, sql in models.items():
        (folder / "models" / f"{name}.sql").write_text(sql, encoding="utf-8")
    write_yaml(folder / "models" / "models.yml", {"version": 2, "models": described})
    write_yaml(
        folder / "dbt_project.yml",
        {"name": "cases", "version": "1.0.0", "profile": "beyond_mql"},
    )
    for file in ("profiles.yml", "packages.yml"):
        shutil.copy(PROJECT / file, folder)
    shutil.copytree(PACKAGE, folder / "dbt_packages" / "dbt_utils")
    return checks, answers


def as_query(rows: tuple) -> str:
    """Return a query with rows of (a, b, c)."""
    lines = ", ".join(str(row).replace("None", "null") for row in rows)
    return f"select * from (values {lines}) as given (a, b, c)"


def write_yaml(path: Path, content: dict) -> None:
    """Write a YAML file."""
    path.write_text(yaml.safe_dump(content), encoding="utf-8")


def test_the_stand_in_does_what_the_readme_says(tmp_path):
    checks, answers = write_project(tmp_path / "cases")
    path = tmp_path / "cases.duckdb"

    run = run_dbt(
        "build",
        duckdb_path=path,
        project=tmp_path / "cases",
        keeps_artifacts=True,
    )

    statuses = {key.split(".")[2]: status for key, status in run.statuses.items()}
    assert "error" not in statuses.values(), run.output
    assert checks == {name: statuses.get(name) for name in checks}, run.output
    with duckdb.connect(str(path), read_only=True) as connection:
        assert answers == {
            model: connection.execute(f"select * from {model}").fetchone()[0]
            for model in answers
        }


def test_every_macro_of_the_stand_in_has_a_case():
    assert {name for name, *_ in [*CHECKS, *ANSWERS]} == set(SIGNATURES)

"""The stand-in for dbt_utils has what the project uses, and does what its README says.

DBT_UTILS=/folder runs the same cases on another copy of the package: the real one, say.
"""

import os
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest
import yaml
from dbt_common.clients.jinja import get_environment
from jinja2 import nodes

from run_dbt import PROJECT, run_dbt

STAND_IN = PROJECT / "stand_in" / "dbt_utils"
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


def test_arguments_are_those_of_the_other_copy():
    others = read_signatures(PACKAGE)
    for name, signature in SIGNATURES.items():
        assert set(signature.arguments) <= set(others[name].arguments), name


# What each generic test says of some rows (a, b, c): name, arguments, rows, verdict.
PASS, FAIL = "pass", "fail"
VERDICTS = [
    (
        "unique_combination_of_columns",
        {"combination_of_columns": ["a", "b"]},
        [((1, 1, 1), (1, 2, 1), (2, 1, 1)), ((1, 1, 1), (2, 2, 2), (1, 1, 3))],
        [PASS, FAIL],
    ),
    (
        "unique_combination_of_columns",
        {"combination_of_columns": ["A", "b"], "quote_columns": True},
        [((1, 1, 1), (1, 2, 1)), ((1, 1, 1), (1, 1, 2))],
        [PASS, FAIL],
    ),
    (
        "expression_is_true",
        {"expression": "a + b = c"},
        [((1, 2, 3), (2, 2, 4)), ((1, 2, 3), (2, 2, 5)), ((1, 2, None),)],
        [PASS, FAIL, PASS],
    ),
    (
        "expression_is_true",
        {"expression": "> 1", "column_name": "a"},
        [((2, 0, 0),), ((2, 0, 0), (1, 0, 0)), ((None, 0, 0),)],
        [PASS, FAIL, PASS],
    ),
    (
        "accepted_range",
        {"column_name": "a", "min_value": 0, "max_value": "b"},
        [((0, 5, 0), (5, 5, 0)), ((-1, 5, 0),), ((6, 5, 0),), ((None, 5, 0),)],
        [PASS, FAIL, FAIL, PASS],
    ),
    (
        "accepted_range",
        {"column_name": "a", "min_value": 0, "inclusive": False},
        [((1, 0, 0),), ((0, 0, 0),)],
        [PASS, FAIL],
    ),
    (
        "accepted_range",
        {"column_name": "a", "max_value": 0},
        [((0, 0, 0), (-5, 0, 0)), ((1, 0, 0),)],
        [PASS, FAIL],
    ),
    (
        "mutually_exclusive_ranges",
        {"lower_bound_column": "a", "upper_bound_column": "b"},
        [
            ((0, 1, 0), (1, 2, 0), (5, 6, 0)),
            ((0, 2, 0), (1, 3, 0)),
            ((0, 9, 0), (1, 2, 0), (3, 4, 0)),
            ((1, 1, 0),),
            ((2, 1, 0),),
            ((0, None, 0),),
            ((None, 1, 0),),
            ((0, None, 0), (1, 2, 0)),
        ],
        [PASS, FAIL, FAIL, FAIL, FAIL, FAIL, FAIL, FAIL],
    ),
    (
        "mutually_exclusive_ranges",
        {
            "lower_bound_column": "a",
            "upper_bound_column": "coalesce(b, 99)",
            "partition_by": "c",
            "zero_length_range_allowed": True,
        },
        [
            ((0, 1, 1), (1, 1, 1), (1, None, 1), (0, 5, 2)),
            ((0, 1, 1), (0, 5, 2), (4, 9, 2)),
            ((0, 1, None), (0, 1, 1)),
        ],
        [PASS, FAIL, PASS],
    ),
    (
        "mutually_exclusive_ranges",
        {"lower_bound_column": "a", "upper_bound_column": "b", "gaps": "not_allowed"},
        [((0, 1, 0), (1, 2, 0)), ((0, 1, 0), (2, 3, 0)), ((0, 2, 0), (1, 3, 0))],
        [PASS, FAIL, FAIL],
    ),
    (
        "mutually_exclusive_ranges",
        {"lower_bound_column": "a", "upper_bound_column": "b", "gaps": "required"},
        [((0, 1, 0), (2, 3, 0)), ((0, 1, 0), (1, 2, 0))],
        [PASS, FAIL],
    ),
    (
        "equality",
        {"compare_model": "ref('others')"},
        [
            ((1, 2, 3), (4, 5, None)),
            ((4, 5, None), (1, 2, 3), (1, 2, 3)),
            ((1, 2, 3),),
            ((1, 2, 3), (4, 5, None), (6, 7, 8)),
        ],
        [PASS, PASS, FAIL, FAIL],
    ),
    (
        "equality",
        {"compare_model": "ref('others')", "compare_columns": ["a", "b"]},
        [((1, 2, 0), (4, 5, 0)), ((1, 2, 3), (4, 6, None))],
        [PASS, FAIL],
    ),
    (
        "equality",
        {"compare_model": "ref('others')", "exclude_columns": ["c"]},
        [((1, 2, 0), (4, 5, 0)), ((1, 2, 3), (4, 6, None))],
        [PASS, FAIL],
    ),
    (
        "equality",
        {"compare_model": "ref('others')", "precision": 1},
        [(("1.01e0", 2, 3), (4, 5, None)), (("1.1e0", 2, 3), (4, 5, None))],
        [PASS, FAIL],
    ),
    (
        "not_null_proportion",
        {"column_name": "a", "at_least": 0.5, "at_most": 0.75},
        [
            ((1, 0, 0), (None, 0, 0)),
            ((1, 0, 0), (1, 0, 0)),
            ((1, 0, 0), (None, 0, 0), (None, 0, 0)),
        ],
        [PASS, FAIL, FAIL],
    ),
]

# What each macro makes: an expression or a query, and its result.
EXPRESSIONS = {
    "generate_surrogate_key": {
        "dbt_utils.generate_surrogate_key(['null', \"'a'\"]) = "
        "md5('_dbt_utils_surrogate_key_null_-a')": True,
        "dbt_utils.generate_surrogate_key(['1', \"'b'\", '3']) = md5('1-b-3')": True,
        "dbt_utils.generate_surrogate_key(field_list=[\"'x'\"]) = md5('x')": True,
    },
    "safe_divide": {
        "dbt_utils.safe_divide('1 + 2', '2.0')": 1.5,
        "dbt_utils.safe_divide(numerator='1', denominator='1 - 1')": None,
        "dbt_utils.safe_divide('null', '1')": None,
        "dbt_utils.safe_divide('1', 'null')": None,
        "2 * dbt_utils.safe_divide('6', '4 - 1')": 4,
    },
}
QUERIES = {
    "date_spine": (
        "dbt_utils.date_spine('month', \"cast('2024-11-01' as date)\", "
        "\"cast('2025-02-01' as date)\")",
        "select string_agg(cast(cast(date_month as date) as text), ' ' order by 1)",
        "2024-11-01 2024-12-01 2025-01-01",
    ),
    "generate_series": (
        "dbt_utils.generate_series(upper_bound=5)",
        "select string_agg(cast(generated_number as text), ' ' order by 1)",
        "1 2 3 4 5",
    ),
}


def write_project(folder: Path) -> dict[str, str]:
    """Write a project with all cases of what PACKAGE must do; return the verdicts."""
    models = {"others": as_query(((1, 2, 3), (4, 5, None)))}
    described, verdicts = [], {}
    for number, (name, arguments, *cases) in enumerate(VERDICTS):
        if name not in SIGNATURES:
            continue
        for letter, rows, verdict in zip("abcdefgh", *cases, strict=False):
            model = f"case_{number}{letter}_{name}"
            models[model] = as_query(rows)
            test = {"name": f"test_{model}", "arguments": dict(arguments)}
            column = test["arguments"].pop("column_name", None)
            tests = [{f"dbt_utils.{name}": test}]
            columns = [{"name": column, "data_tests": tests}]
            described.append(
                {
                    "name": model,
                    **({"columns": columns} if column else {"data_tests": tests}),
                }
            )
            verdicts[f"test_{model}"] = verdict
    for name, expressions in EXPRESSIONS.items():
        if name in SIGNATURES:
            for number, expression in enumerate(expressions):
                sql = re.sub(
                    r"(dbt_utils\.\w+\(.*?\))( =|$)", r"{{ \1 }}\2", expression
                )
                models[f"{name}_{number}"] = f"select {sql} as answer"
    for name, (query, select, _) in QUERIES.items():
        if name in SIGNATURES:
            models[name] = f"{select} as answer from ({{{{ {query} }}}}) as rows_made"
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
    return verdicts


def as_query(rows: tuple) -> str:
    """Return a query with rows of (a, b, c)."""
    lines = ", ".join(str(row).replace("None", "null").replace("'", "") for row in rows)
    return f"select * from (values {lines}) as given (a, b, c)"


def write_yaml(path: Path, content: dict) -> None:
    """Write a YAML file."""
    path.write_text(yaml.safe_dump(content), encoding="utf-8")


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    """Return the verdicts wanted and found, and a function that reads an answer."""
    folder = tmp_path_factory.mktemp("cases")
    wanted = write_project(folder / "cases")
    path = folder / "cases.duckdb"
    run = run_dbt("build", duckdb_path=path, project=folder / "cases")
    statuses = {key.split(".")[2]: status for key, status in run.statuses.items()}
    assert "error" not in statuses.values(), run.output
    assert statuses, run.output

    def answer(model: str) -> object:
        with duckdb.connect(str(path), read_only=True) as connection:
            return connection.execute(f"select answer from {model}").fetchone()[0]

    return wanted, statuses, answer


def test_the_generic_tests_say_what_the_readme_says(outcome):
    wanted, statuses, _ = outcome
    assert wanted == {name: statuses[name] for name in wanted}


def test_the_macros_make_what_the_readme_says(outcome):
    *_, answer = outcome
    for name in set(EXPRESSIONS) & set(SIGNATURES):
        for number, result in enumerate(EXPRESSIONS[name].values()):
            assert answer(f"{name}_{number}") == result, (name, number)
    for name in set(QUERIES) & set(SIGNATURES):
        assert answer(name) == QUERIES[name][2], name


def test_every_macro_of_the_stand_in_has_a_case():
    cases = {name for name, *_ in VERDICTS} | set(EXPRESSIONS) | set(QUERIES)
    assert set(SIGNATURES) <= cases

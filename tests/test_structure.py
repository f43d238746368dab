"""What no linter looks at: the shape of a model, and that everything is described."""

import functools
import re
import subprocess
from pathlib import Path

import duckdb
import pytest
import yaml

from clauses import CLAUSES
from run_dbt import PROJECT

MODELS = {
    path.stem: path.read_text(encoding="utf-8")
    for path in sorted((PROJECT / "models").rglob("*.sql"))
}
MOST_LINES = 100
# A ref stands alone in its import CTE, be it of the rows that an increment needs or of
# a seed with its lines, or in a list of dependencies for dbt. One whose name Jinja
# works out, in a loop over like tables, is the exception.
REF = r"ref\('\w+'\)"
READ = rf"(?:{REF}|of_\w+\({REF}(?:, with_lines=true)?\))"
IMPORT = re.compile(rf"\s*select \* from \{{\{{ {READ} \}}\}}|-- depends_on: .*")
LITERAL_REF = re.compile(r"\bref\(\s*['\"]\w+['\"]\s*\)")
COMPUTED_REF = re.compile(r"\bref\('\w+' ~ ")
# What has no key to test: raw rows, and what happened to a record, may be alike. The
# build itself looks for rule rows that repeat. What names changed rows is empty in the
# end. One row comes of a sum over all. Issues and drift are parts of a mart's table.
KEYLESS_FOLDERS = {"base", "rules", "changes", "issues", "drift"}
KEYLESS = {
    *(name for name in MODELS if name.endswith("_classified")),
    *("stg_leads_versioned", "stg_touchpoints_repeated", "stg_deals_mapped"),
    *("stg_deal_stage_changes", "stg_lead_status_changes"),
    *("stg_report_date", "int_trailing_win_rates"),
    # A cost and a count of visits need no id: raw_rows_are_all_accounted_for.
    *("int_spend", "fct_spend", "int_web_traffic"),
    # Touches are in records_reach_their_marts_once.
    *("int_touchpoints_with_lead", "int_touchpoints_scored", "fct_touchpoints"),
    # A view of int_lead_stage_history, which has a key.
    "fct_lead_stages",
    # A raw row may have two issues of one reason.
    "fct_data_quality_issues",
}
MACHINE_PATH = re.compile(r"(?<![\w./:-])/(?:home|root|Users|work|opt|workspace)/\w")
# Written so that it does not find itself.
INDEX_ADDRESS = re.compile(r"index-ur[l]|find-link[s]|pyp[i]\.org|pythonhoste[d]")


def test_a_model_begins_with_its_grain():
    faulty = [
        name for name, sql in MODELS.items() if not sql.startswith("-- One row per ")
    ]
    assert not faulty, "\n".join(faulty)


def test_a_model_is_short():
    lines = {name: sql.count("\n") for name, sql in MODELS.items()}
    faulty = [f"{name}: {count}" for name, count in lines.items() if count > MOST_LINES]
    assert not faulty, "\n".join(faulty)


def test_a_model_is_configured_by_its_folder_and_knows_no_engine():
    faulty = [
        f"{name}: {found}"
        for name, sql in MODELS.items()
        for found in re.findall(r"\bconfig\(|\btarget\.\w+|\badapter\.\w+", sql)
    ]
    assert not faulty, "\n".join(faulty)


def test_what_differs_by_engine_is_tested_on_each():
    macros = {path.stem for path in (PROJECT / "macros" / "cross_db").glob("*.sql")}
    tests = {path.stem for path in (PROJECT / "tests" / "cross_db").glob("*.sql")}
    # These are how dbt runs unit tests: every unit test is a test of them.
    assert macros - tests == {"unit_test_rows", "unit_tests_of_any_name"}
    assert tests <= macros


def test_a_ref_stands_alone_in_an_import():
    faulty = [
        f"{name}: {line.strip()}"
        for name, sql in MODELS.items()
        for line in sql.splitlines()
        if LITERAL_REF.search(line) and not IMPORT.fullmatch(line)
    ]
    assert not faulty, "\n".join(faulty)


def test_no_ref_hides_in_a_macro(manifest):
    """Whoever looks for a model's name finds all that read it.

    A macro `of_changed_leads` reads a model `…_changed_leads`; names that Jinja works
    out are the exception here, too.
    """
    faulty = [
        f"{node['name']} does not name {parent}"
        for node in project_models(manifest)
        for parent in (key.split(".")[-1] for key in node["depends_on"]["nodes"])
        if parent not in MODELS[node["name"]]
        and f" of_{parent[4:]}(" not in MODELS[node["name"]]
        and not COMPUTED_REF.search(MODELS[node["name"]])
    ]
    assert not faulty, "\n".join(faulty)


def test_a_model_is_described_beside_itself(manifest):
    faulty = []
    for node in project_models(manifest):
        properties = (node["patch_path"] or "").removeprefix("beyond_mql://")
        if not node["description"].strip():
            faulty.append(f"{node['name']} has no description")
        elif not is_beside(Path(node["original_file_path"]), Path(properties)):
            faulty.append(f"{node['name']} is described elsewhere: {properties}")
        faulty += [
            f"{node['name']}.{column['name']} has no description"
            for column in node["columns"].values()
            if not column["description"].strip()
        ]
    assert not faulty, "\n".join(faulty)


def test_a_private_model_describes_what_is_new_in_it_and_nothing_else(manifest, built):
    """A column that a model takes over as it is means what it means in the parent."""
    nodes = {
        key: node
        for key, node in manifest["nodes"].items()
        if node["resource_type"] in ("model", "seed")
    }
    columns = {
        key: built.get(node["name"]) or set(node["columns"])
        for key, node in nodes.items()
    }

    def described(key: str, name: str) -> str:
        return nodes[key]["columns"].get(name, {}).get("description", "").strip()

    @functools.cache
    def inherited(key: str, name: str) -> frozenset[str]:
        """Return all that the parents say of a column of this name."""
        found = set()
        for parent in nodes[key]["depends_on"].get("nodes", []):
            if name in columns.get(parent, ()):
                text = described(parent, name)
                found |= {text} if text else inherited(parent, name)
        return frozenset(found)

    faulty = []
    for key, node in nodes.items():
        if node.get("access") != "private":
            continue
        for name in sorted(columns[key]):
            text, known = described(key, name), inherited(key, name)
            if not text and not known:
                faulty.append(f"{node['name']}.{name} is new and has no description")
            says_more = node["columns"].get(name, {}).get("config", {}).get("meta")
            if known == {text} and not says_more:
                faulty.append(f"{node['name']}.{name} repeats what its parent says")
    assert not faulty, "\n".join(faulty)


def test_a_mart_keeps_its_contract(manifest):
    marts = [node for node in project_models(manifest) if "marts" in node["fqn"]]
    assert marts
    assert not [mart["name"] for mart in marts if not mart["contract"]["enforced"]]


def test_a_model_has_one_row_per_key_and_a_test_says_so(manifest):
    """Marts name their keys in their contracts, all others in one data test."""
    test = (PROJECT / "tests" / "rows_are_one_per_key.sql").read_text(encoding="utf-8")
    keyed = set(re.findall(r"^    '(\w+)': ", test, re.MULTILINE))
    for node in project_models(manifest):
        parts = [node, *node["columns"].values()]
        kinds = {limit["type"] for part in parts for limit in part["constraints"]}
        if kinds & {"primary_key", "unique"} or "metrics" in node["fqn"]:
            keyed.add(node["name"])
    keyless = KEYLESS | {
        path.stem
        for path in (PROJECT / "models").rglob("*.sql")
        if path.parent.name in KEYLESS_FOLDERS
    }
    assert keyed | keyless == set(MODELS), sorted((keyed | keyless) ^ set(MODELS))


def test_every_mart_is_one_of_those_that_data_tests_look_at():
    macro = (PROJECT / "macros" / "testing" / "marts.sql").read_text()
    marts = {path.stem for path in (PROJECT / "models" / "marts").rglob("*.sql")}
    assert set(re.findall(r'"(\w+)"', macro)) == marts


def test_an_increment_knows_each_variable_that_decides_numbers():
    """One that it does not know would leave leads as they were that did not change."""
    variables = yaml.safe_load((PROJECT / "dbt_project.yml").read_text())["vars"]
    macro = (PROJECT / "macros" / "rules" / "rules_hash.sql").read_text()
    names = macro[: macro.index("endmacro")]
    undecided = {name for name in variables if f'"{name}"' not in names}
    assert undecided == {
        # Where the data are, who reads them, which months are shown, what is warned of.
        *("raw_schema", "raw_database", "reader_role", "as_of_date", "first_month"),
        *(name for name in variables if name.startswith("drift_")),
        "freshness_warn_hours",
    }


def test_what_names_changed_rows_is_emptied_at_the_end_of_a_run():
    macro = (PROJECT / "macros" / "incremental" / "prepare_run.sql").read_text()
    (emptied,) = re.findall(r"for scope in \[(.*?)\]", macro)
    folders = ("staging/changes", "intermediate/changes")
    models = {
        path.stem
        for folder in folders
        for path in (PROJECT / "models" / folder).glob("*.sql")
    }
    assert set(re.findall(r'"(\w+)"', emptied)) == models


def test_nothing_names_a_machine_or_an_index():
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    faulty = []
    for name in filter(None, listed.stdout.split("\0")):
        path = PROJECT / name
        if not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        for pattern in (MACHINE_PATH, INDEX_ADDRESS):
            faulty += [f"{name}: {found.group()}" for found in pattern.finditer(text)]
    assert not faulty, "\n".join(faulty)


def test_each_clause_to_be_broken_stands_in_its_file_once():
    assert len(set(CLAUSES)) == len(CLAUSES) > 60
    faulty = [
        f"{clause.file}: {clause.text}"
        for clause in CLAUSES
        if (PROJECT / clause.file).read_text(encoding="utf-8").count(clause.text) != 1
    ]
    assert not faulty, "\n".join(faulty)


@pytest.fixture(scope="module")
def built(sample) -> dict[str, set[str]]:
    """Return the columns of each table and view of the sample."""
    query = "select table_name, column_name from information_schema.columns"
    columns: dict[str, set[str]] = {}
    with duckdb.connect(str(sample), read_only=True) as connection:
        for table, column in connection.execute(query).fetchall():
            columns.setdefault(table, set()).add(column)
    return columns


def project_models(manifest):
    """Return the project's own models."""
    return [
        node
        for key, node in manifest["nodes"].items()
        if key.startswith("model.beyond_mql.")
    ]


def is_beside(model: Path, properties: Path) -> bool:
    """Say whether the YAML stands in the model's folder or in one above it."""
    return properties.parent in model.parents and properties.parent != Path()

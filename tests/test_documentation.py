"""The documentation: who may use what, who uses it, and which table answers what."""

import re

import pytest

from browsing import visited
from random_worlds.outcomes import REJECTED, WARNINGS
from run_dbt import PROJECT

OVERVIEW = (PROJECT / "models" / "_overview.md").read_text("utf-8")
REF = re.compile(r"\bref\('(\w+)'\)")
# Longer than the page takes to show itself on a busy machine, in milliseconds.
PATIENCE = 30_000


@pytest.fixture(scope="module")
def models(manifest):
    """Return the project's own models by name."""
    return {
        node["name"]: node
        for key, node in manifest["nodes"].items()
        if key.startswith("model.beyond_mql.")
    }


@pytest.fixture(scope="module")
def marts(models):
    """Return the names of the marts."""
    return {name for name, node in models.items() if "marts" in node["fqn"]}


def test_only_marts_are_public(models, marts):
    assert {node["group"] for node in models.values()} == {"beyond_mql"}
    assert {
        name for name, node in models.items() if node["access"] == "public"
    } == marts
    others = {models[name]["access"] for name in models.keys() - marts}
    assert others == {"private"}


def test_each_mart_is_an_answer_and_each_link_leads_to_one(marts):
    links = re.findall(r"\[(\w+)\]\(#!/model/model\.beyond_mql\.(\w+)\)", OVERVIEW)
    assert all(text == target for text, target in links)
    assert sorted(target for _, target in links) == sorted(marts)
    readme = (PROJECT / "README.md").read_text("utf-8")
    assert not [mart for mart in marts if f"`{mart}`" not in readme]


def test_exposures_name_what_they_use(manifest, models, marts):
    uses = {
        exposure["name"]: set(exposure["depends_on"]["nodes"])
        for exposure in manifest["exposures"].values()
    }
    drawn = {
        name
        for board in (PROJECT / "reports").glob("*.yml")
        for name in REF.findall(board.read_text("utf-8"))
    }
    ids = {name: node["unique_id"] for name, node in models.items()}
    assert drawn <= marts
    assert uses["report"] == {ids[name] for name in drawn}
    everything = {ids[name] for name in marts}
    assert uses["exported_files"] == uses["bi_tools"] == everything


def test_the_documentation_is_one_page_that_opens_without_network(
    shipment, tmp_path_factory
):
    page = shipment.made("documentation.html")
    with visited(page, tmp_path_factory.mktemp("profile"), 1440) as visit:
        link = visit.page.get_by_role("link", name="fct_goal_plan").first
        link.click(timeout=PATIENCE)
        visit.page.get_by_text("One row per plan of the seed").first.wait_for(
            timeout=PATIENCE
        )
        asked = [
            url for url in visit.requests if not url.startswith(("file:", "data:"))
        ]
        assert not asked


def test_every_reason_to_set_a_row_aside_is_told():
    lines = (PROJECT / "docs" / "your-data.md").read_text("utf-8").splitlines()
    told = {"rejected": set(), "warning": set()}
    for line in lines:
        reasons, *cells = (cell.strip() for cell in line.strip("|").split("|"))
        if len(cells) == 2 and reasons.startswith("`"):
            for severity, cell in zip(("rejected", "warning"), cells, strict=True):
                told[severity].update(re.findall(r"`(\w+)`", reasons) if cell else ())
    assert told == {"rejected": set(REJECTED), "warning": set(WARNINGS)}


def test_contributing_names_only_what_exists(manifest, models):
    """Every file, model, macro and function that the page sends people to is there."""
    text = (PROJECT / "CONTRIBUTING.md").read_text("utf-8")
    functions = {macro["name"] for macro in manifest["macros"].values()} | {
        name
        for path in (PROJECT / "tests").rglob("*.py")
        for name in re.findall(r"^ *(?:def|class) (\w+)", path.read_text("utf-8"), re.M)
    }
    missing = []
    for name in re.findall(r"`([\w./*()]+)`", text):
        if re.fullmatch(r"(stg|int|fct|dim)_\w+", name):
            is_there = name in models
        elif name.endswith("()"):
            is_there = name[:-2] in functions
        elif "/" in name or re.search(r"\.(md|yml|toml)$", name):
            is_there = any(PROJECT.glob(name)) or name == "_docs.md"
        else:
            continue
        if not is_there:
            missing.append(name)
    assert not missing

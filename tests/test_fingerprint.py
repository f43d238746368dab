"""A run builds upon the last one only if all that numbers depend on is the same."""

import csv
from pathlib import Path

import duckdb
import yaml

from copying import copied_project
from run_dbt import PROJECT, DbtRun, run_dbt

TOUCHES = 40
LOADED_AT = "2025-06-01T00:00:00Z"
# dbt tells the content of a seed only up to this size.
LARGE = 1024 * 1024


class Company:
    """Raw files with loads, and what a copy of the project builds of them."""

    def __init__(self, folder: Path) -> None:
        """Write the raw files."""
        self.raw, self.database = folder / "raw", folder / "built.duckdb"
        self.rules = folder / "rules"
        self.project = copied_project(folder)
        self.raw.mkdir()
        leads = [{"lead_id": f"L{n}", "created_at": "2025-01-02"} for n in range(4)]
        touches = [
            {
                "touchpoint_id": f"T{n}",
                "occurred_at": f"2025-02-{n % 28 + 1:02}",
                "touch_type": "demo_request",
                "lead_id": f"L{n % 4}",
                "channel": "organic_search",
            }
            for n in range(TOUCHES)
        ]
        deal = {"deal_id": "D", "created_at": "2025-03-01", "stage": "Proposal"}
        self.write("leads", leads)
        self.write("touchpoints", touches)
        self.write("deals", [deal])

    def write(self, table: str, rows: list[dict]) -> None:
        """Write a raw table, every row of one load."""
        with (self.raw / f"{table}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, [*rows[0], "loaded_at"])
            writer.writeheader()
            writer.writerows({**row, "loaded_at": LOADED_AT} for row in rows)

    def rename(self, table: str, old: str, new: str) -> None:
        """Give a column of a raw table another name, and let its rows be."""
        file = self.raw / f"{table}.csv"
        header, rows = file.read_text().split("\n", 1)
        file.write_text(header.replace(old, new) + "\n" + rows)

    def run(self, command: str, *arguments: str) -> str | None:
        """Run dbt; return why it was no increment, none if it was one."""
        done = self.try_to(command, *arguments)
        assert done.returncode == 0, done.output[-3000:]
        is_increment, reason = self.ask("select is_increment, reason from run_state")[0]
        return None if is_increment else reason

    def try_to(self, command: str, *arguments: str) -> DbtRun:
        """Run dbt, without its tests."""
        selected = ("--exclude-resource-type", "unit_test", "test")
        return run_dbt(
            command,
            *(selected if command == "build" else ()),
            *arguments,
            duckdb_path=self.database,
            raw_files=self.raw,
            rules=self.rules if self.rules.exists() else None,
            project=self.project,
        )

    def ask(self, query: str) -> list[tuple]:
        """Return the rows of a query."""
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(query).fetchall()

    def rule(self, name: str) -> Path:
        """Return the file of a rule seed."""
        return self.project / "seeds" / "rules" / f"{name}.csv"

    def points(self) -> set[float]:
        """Return what the touches earned."""
        rows = self.ask("select distinct points from fct_touchpoints")
        return {float(points) for (points,) in rows}

    def channels(self) -> set[str]:
        """Return the channels of the touches."""
        rows = self.ask("select distinct channel from fct_touchpoints")
        return {channel for (channel,) in rows}


def set_points(company: Company, points: int) -> None:
    """Let a demo request earn other points."""
    file = company.rule("touch_types")
    lines = file.read_text("utf-8").splitlines()
    number = next(n for n, line in enumerate(lines) if line.startswith("demo_request,"))
    cells = lines[number].split(",")
    cells[1:3] = [str(points), ""]
    lines[number] = ",".join(cells)
    file.write_text("\n".join([*lines, ""]), "utf-8")


def test_only_a_run_with_the_same_rules_and_columns_builds_upon_the_last(tmp_path):
    """Rules count as they are loaded, also where dbt knows only a large file's path."""
    company = Company(tmp_path)
    seed = company.rule("touch_types")
    with seed.open("a", encoding="utf-8") as file:
        for number in range(LARGE // 80):
            file.write(f"unused_{number:060},0,,false,false,false,false,,\n")
    assert seed.stat().st_size > LARGE
    set_points(company, 10)
    assert company.run("build") == "no run before it was finished"
    set_points(company, 20)
    # The table of the seed is the old one as yet, and so are the rules of this run.
    assert company.run("run") is None
    assert company.points() == {10}
    company.run("seed", "--select", "touch_types")
    assert company.run("run") == "a rule has changed"
    assert company.points() == {20}
    set_points(company, 10)
    assert company.run("build") == "a rule has changed"
    assert company.points() == {10}

    company.rules.mkdir()
    own = company.rules / "own_touch_types.csv"
    header = (
        "touch_type,points,is_interaction,is_outreach,is_hand_raise,is_product_use\n"
    )
    own.write_text(header)
    assert company.run("build") is None
    own.write_text(header + "demo_request,30,true,false,true,false\n")
    assert company.run("build") == "a rule has changed"
    assert company.points() == {30}
    assert company.run("build") is None
    own.unlink()
    assert company.run("build") == "a rule has changed"
    assert company.points() == {10}

    assert company.channels() == {"organic_search"}
    company.rename("touchpoints", "channel", "chanel")
    assert "column of the raw tables" in company.run("run")
    assert company.channels() == {"direct"}
    # One more table, whose column nobody reads.
    (company.raw / "web_traffic.csv").write_text("traffic_date,weather\n")
    assert "column of the raw tables" in company.run("run")
    (company.raw / "web_traffic.csv").write_text("traffic_date,clouds\n")
    assert company.run("run") is None


def test_a_run_that_reads_no_rows_or_meets_another_is_no_base_for_the_next(tmp_path):
    company = Company(tmp_path)
    assert company.run("build", "--empty") == "it reads no rows"
    assert company.ask("select count(*) from fct_touchpoints") == [(0,)]
    assert company.run("run") == "no run before it was finished"
    assert company.ask("select count(*) from fct_touchpoints") == [(TOUCHES,)]
    # What a second run does to the first, on an engine that lets both in.
    settings = company.project / "dbt_project.yml"
    text = settings.read_text("utf-8")
    ours = '  - "{{ prepare_run() }}"\n'
    theirs = "  - update {{ state_table('run_state') }} set run_id = 'another'\n"
    settings.write_text(text.replace(ours, ours + theirs), "utf-8")
    done = company.try_to("run")
    assert done.returncode != 0
    assert "Another run builds into schema main at the same time." in done.output
    settings.write_text(text, "utf-8")
    assert company.run("run") == "no run before it was finished"
    assert company.run("run") is None


def test_the_fingerprint_knows_every_variable():
    """A variable that the fingerprint forgot would leave stale rows behind."""
    settings = yaml.safe_load((PROJECT / "dbt_project.yml").read_text("utf-8"))["vars"]
    names = (PROJECT / "macros" / "rules" / "rules_hash.sql").read_text("utf-8")
    places = (PROJECT / "macros" / "incremental" / "prepare_run.sql").read_text("utf-8")
    # Known by other means, or of no effect on any row that a run keeps.
    exceptions = {"as_of_date", "raw_schema", "reader_role", "freshness_warn_hours"}
    exceptions |= {name for name in settings if name.startswith("drift_")}
    missing = {
        name
        for name in set(settings) - exceptions
        if f'"{name}"' not in names and f'var("{name}")' not in places
    }
    assert not missing

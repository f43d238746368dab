"""A company's own rules, from its own folder: what they do, what is wrong in them."""

import csv
import os
import subprocess
import sys
from datetime import date

import duckdb
import pytest

from run_dbt import PROJECT, run_dbt

SCRIPT = PROJECT / "scripts" / "make_rules.py"
WITHOUT_TESTS = ("--exclude-resource-type", "unit_test", "test")
SAMPLES_OWN = ("exclusions", "targets", "goal_scenarios", "exchange_rates")
RAW = {
    "leads": "lead_id,created_at,email,company_name,job_title\n"
    "L1,2026-03-02,a@rival.example,Casino Supplies,Head of Testing\n"
    "L2,2026-03-03,b@acme.example,Acme,Chief Nobody\n",
    "touchpoints": "touchpoint_id,occurred_at,touch_type,lead_id,"
    "utm_source,utm_medium\n"
    "T1,2026-03-04,demo_request,L1,google,cpc\n"
    "T2,2026-03-04,sauna evening,L2,google,organic\n",
    "deals": "deal_id,created_at,stage,lead_id,amount,currency\n"
    "D1,2026-03-05,Almost There,L1,1000,EUR\nD2,2026-03-05,Closed Won,L2,1000,GBP\n",
}
NO_DEALS = "deal_id,created_at,stage\n"
OWN = {
    # With a byte order mark and Windows' line ends, columns in another order, and lines
    # that hold nothing.
    "deal_stages": "\ufeffstage,crm_stage\r\n\r\ncommit,Almost There\r\n"
    "lost,CLOSED WON\r\n\r\n",
    # Optional columns are left out, as in a file that is older than they are.
    "touch_types": "touch_type,points,is_interaction,is_outreach,is_hand_raise,"
    "is_product_use\nsauna evening,7,true,false,false,false\n"
    "Demo_Request,9,true,false,false,false\n",
    "channels": 'channel,direction,is_marketing\n"sauna\nclub",inbound,true\n',
    "channel_rules": "priority,utm_source_pattern,utm_medium_pattern,channel\n"
    '2,google,%,"sauna\nclub"\n10,google,organic,email\n',
    "personas": "priority,persona,job_title_pattern\n10,tester,%testing%\n",
    "fit_rules": "rule,attribute,operator,value,points\n"
    "only,company_name,equals,acme,5\n",
    "targets": "month,metric,target\n2026-03-01,leads,4\n",
    "holidays": "holiday_date,name\n",
    # Files that are not read.
    "chanels": "channel,direction,is_marketing\nx,,true\n",
}


def write_rules(folder, files):
    """Write files of own rules into a new folder; return it."""
    folder.mkdir()
    for name, text in files.items():
        data = text if isinstance(text, bytes) else text.encode()
        (folder / f"own_{name}.csv").write_bytes(data)
    return folder


def build(folder, models, *, raw=RAW, rules=None, variables=None):
    """Build models and what they need; return the run and the file."""
    raw_folder = folder / "raw" if raw else None
    if raw:
        raw_folder.mkdir(exist_ok=True)
        for table, text in raw.items():
            (raw_folder / f"{table}.csv").write_text(text, encoding="utf-8")
    database = folder / "built.duckdb"
    run = run_dbt(
        *("build", *WITHOUT_TESTS, "--select", *(f"+{model}" for model in models)),
        duckdb_path=database,
        raw_files=raw_folder,
        rules=rules,
        variables=variables,
    )
    return run, database


@pytest.fixture(scope="module")
def with_own_rules(tmp_path_factory):
    """Return a connection to what was built with own rules, and what dbt said."""
    folder = tmp_path_factory.mktemp("own")
    rules = write_rules(folder / "own's rules", OWN)
    (rules / "deal_stages.csv").write_text("crm_stage,stage\n")
    (rules / "own_personas.xlsx").write_bytes(b"PK")
    (rules / "leads.csv").write_text("")
    (rules / "README.md").write_text("{% docs nothing")
    models = ["fct_touchpoints", "fct_deals", "dim_leads", "stg_targets"]
    models += ["int_calendar_days", "stg_cost_types", "stg_goal_scenarios"]
    run, database = build(folder, models, rules=rules)
    assert run.returncode == 0, run.output[-3000:]
    with duckdb.connect(database, read_only=True) as connection:
        yield connection, run.output


def rows(connection, query):
    """Return the rows of a query."""
    return connection.execute(query).fetchall()


def test_own_rows_add_to_the_shipped_ones_and_win_over_those_of_the_same_key(
    with_own_rules,
):
    connection, _ = with_own_rules
    stages = dict(rows(connection, "select deal_id, stage from fct_deals"))
    assert stages == {"D1": "commit", "D2": "lost"}
    known = dict(rows(connection, "select crm_stage_key, stage from stg_deal_stages"))
    assert known["closed lost"] == "lost"
    points = "select touchpoint_id, points from fct_touchpoints"
    assert dict(rows(connection, points)) == {"T1": 9, "T2": 7}
    twice = (
        "select touch_type_key from stg_touch_types group by all having count(*) > 1"
    )
    assert rows(connection, twice) == []


def test_own_rows_come_before_the_shipped_ones_in_their_own_order(with_own_rules):
    """They may repeat a priority of the shipped file, and be higher than all of it."""
    connection, _ = with_own_rules
    channels = "select touchpoint_id, channel from fct_touchpoints"
    assert dict(rows(connection, channels)) == {
        "T1": "sauna\nclub",
        "T2": "sauna\nclub",
    }
    personas = dict(rows(connection, "select lead_id, persona from dim_leads"))
    assert personas["L1"] == "tester"
    assert personas["L2"] not in ("tester", "other")


def test_one_own_row_replaces_the_shipped_ones(with_own_rules):
    connection, _ = with_own_rules
    scores = dict(rows(connection, "select lead_id, fit_score from dim_leads"))
    assert scores == {"L1": 0, "L2": 5}
    assert rows(connection, "select metric, target from stg_targets") == [("leads", 4)]


def test_points_with_decimals_add_up_exactly(tmp_path):
    """Two rules and ten touches reach a threshold of 2, the last of them fills it."""
    tenths = [f"T{day},2026-03-{day},sauna,L2" for day in range(10, 20)]
    touches = ["touchpoint_id,occurred_at,touch_type,lead_id", *tenths]
    touches.append("T1,2026-03-10,whale,L1")
    own = {
        "touch_types": "touch_type,points,is_interaction,is_outreach,is_hand_raise,"
        "is_product_use\nsauna,.1,true,false,false,false\n"
        "whale,987654321.1,true,false,false,false\n",
        "fit_rules": "rule,attribute,operator,value,points\n"
        "one,company_name,equals,acme,0.7\ntwo,job_title,contains,chief,0.3\n"
        "three,job_title,contains,head,0.7\n",
    }
    _, database = build(
        tmp_path,
        ["dim_leads", "fct_touch_effect"],
        raw=RAW | {"touchpoints": "\n".join(touches) + "\n", "deals": NO_DEALS},
        rules=write_rules(tmp_path / "rules", own),
        variables={"mql_score": 2, "mql_min_fit_score": 1},
    )
    with duckdb.connect(database, read_only=True) as connection:
        scores = "lead_id, fit_score, engagement_score, lead_score, day(mql_at)"
        assert rows(connection, f"select {scores} from dim_leads order by 1") == [
            ("L1", 0.7, 987654321.1, 987654321.8, None),
            ("L2", 1, 1, 2, 19),
        ]
        points = "select touch_type, points from fct_touch_effect order by 1"
        assert rows(connection, points) == [("sauna", 1), ("whale", 987654321.1)]


def test_a_file_that_is_missing_or_has_no_row_replaces_nothing(with_own_rules):
    connection, _ = with_own_rules
    with (PROJECT / "seeds" / "rules" / "holidays.csv").open() as file:
        shipped = {row["holiday_date"] for row in csv.DictReader(file)}
    days_off = (
        "select count(*) from int_calendar_days "
        "where isodow(calendar_date) < 6 and not is_business_day"
    )
    assert rows(connection, days_off) == [
        (sum(date.fromisoformat(day).weekday() < 5 for day in shipped),)
    ]
    with (PROJECT / "seeds" / "rules" / "cost_types.csv").open() as file:
        shipped = len(list(csv.DictReader(file)))
    assert rows(connection, "select count(*) from stg_cost_types") == [(shipped,)]


def test_what_is_no_file_of_own_rules_is_named(with_own_rules):
    _, output = with_own_rules
    for line in [
        "own_chanels.csv is not read: own rules are named own_<seed>.csv",
        "deal_stages.csv is not read: save it as own_deal_stages.csv",
        "own_personas.xlsx is not read: save it as own_personas.csv",
    ]:
        assert line in output
    assert "README.md is" not in output
    assert "leads.csv is" not in output


def test_the_rules_of_the_samples_company_count_for_nobody_else(with_own_rules):
    """Field cases 13 and 15: another's rates, targets, goals and exclusions."""
    connection, _ = with_own_rules
    leads = rows(connection, "select lead_id from dim_leads order by 1")
    assert leads == [("L1",), ("L2",)]
    assert rows(connection, "select * from stg_goal_scenarios") == []
    amounts = dict(rows(connection, "select deal_id, amount from fct_deals"))
    assert amounts == {"D1": 1000, "D2": None}
    for seed in SAMPLES_OWN:
        text = (PROJECT / "seeds" / "rules" / f"{seed}.csv").read_text()
        assert text.count("\n") == 1, f"{seed} ships with rows"


def test_own_rows_replace_those_of_the_samples_company(tmp_path):
    rules = write_rules(
        tmp_path / "rules",
        {
            "exclusions": "rule,attribute,operator,value\nmine,company_name,equals,X\n",
            "targets": "month,metric,target\n",
        },
    )
    run, database = build(
        tmp_path, ["stg_lead_rules", "stg_targets"], raw=None, rules=rules
    )
    assert run.returncode == 0, run.output[-3000:]
    with duckdb.connect(database, read_only=True) as connection:
        exclusions = "select rule_value from stg_lead_rules where purpose = 'exclusion'"
        assert rows(connection, exclusions) == [("x",)]
        assert rows(connection, "select count(*) > 100 from stg_targets") == [(True,)]


# What is wrong with a file as a whole: its text, and what the message says.
UNREADABLE = {
    "deal_stages": (
        "crm_stage;stage\nAlmost;won\n",
        ["own_deal_stages.csv: column stage is missing", "separated by commas"],
    ),
    "channels": ("", ["own_channels.csv, line 1: there is nothing"]),
    "channel_rules": (
        "priority,utm_source_patern,channel\n1,x,email\n",
        ["line 1: there is no column 'utm_source_patern'; allowed are priority, "],
    ),
    "lead_statuses": (
        "crm_status,status\nOpen,mql,x\n\nShut\n",
        ["line 2: 3 values, but line 1 names 2 columns", "line 4: 1 value, but"],
    ),
    "cost_types": ("cost_type,kind,kind\n", ["column kind stands 2 times; keep one"]),
    "targets": ('month,metric,target\n"2026-03-01,leads,4\n', ["line 2: a quote"]),
    "holidays": (
        b"holiday_date,name\n2026-01-01,f\xfcr\n",
        ["holidays.csv: it is not UTF-8"],
    ),
    "personas": (
        "priority,persona\n".encode("utf-16"),
        ["personas.csv: it is not UTF-8"],
    ),
}


@pytest.fixture(scope="module")
def unreadable(tmp_path_factory):
    """Return what the build with every unreadable file says."""
    folder = tmp_path_factory.mktemp("unreadable")
    files = {seed: text for seed, (text, _) in UNREADABLE.items()}
    rules = write_rules(folder / "rules", files)
    run, _ = build(folder, ["stg_rule_faults"], rules=rules)
    assert run.returncode != 0
    return run.output


@pytest.mark.parametrize("seed", UNREADABLE)
def test_what_is_wrong_with_a_file_is_named(seed, unreadable):
    lines = [line for line in unreadable.splitlines() if f"/own_{seed}.csv" in line]
    for message in UNREADABLE[seed][1]:
        assert any(message in line for line in lines), unreadable


# What is wrong with a cell: the file's text, and what the message says.
FAULTS = {
    "deal_stages": (
        "crm_stage,stage\nOpen,opportunity\n\nAlmost,wonn\nopen ,won\n",
        [
            "own_deal_stages.csv, line 4 (crm_stage=Almost, pipeline=, stage=wonn): "
            "stage is 'wonn'; allowed is prospect",
            "own_deal_stages.csv, line 2 (crm_stage=Open, pipeline=, stage=opport",
            "allowed is one row for each crm_stage and pipeline",
            "own_deal_stages.csv, line 5",
        ],
    ),
    "channel_rules": (
        "priority,channel\n1,sauna\n",
        [
            "line 2",
            "allowed is a channel of seeds/rules/channels.csv or own_channels.csv",
        ],
    ),
    "exclusions": (
        "rule,attribute,operator,value\n1,emial,equals,x\n",
        ["line 2", "'emial'"],
    ),
    "fit_rules": (
        "rule,attribute,operator,value,points\n1,age,between,1-9,5\n",
        ["own_fit_rules.csv, line 2", "allowed is lo..hi"],
    ),
    "goal_scenarios": ("scenario,close_rate\nhalf,0\n", ["a number above 0"]),
    "exchange_rates": (
        "month,currency,rate\n2026-01-01,USD,1\n2026-02-01,usd,0.9\n2026-03-01,USD,0.8\n",
        [
            "own_exchange_rates.csv, line 3 (month=2026-02-01, currency=usd, rate=0.9)"
            ": "
            "rate is '0.9'; allowed is 1, for reporting_currency is USD: all rates of "
            "this file are per unit of another currency; give rates in USD, or set "
            "reporting_currency to theirs"
        ],
    ),
}


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    """Return what the build with every faulty file says."""
    folder = tmp_path_factory.mktemp("faulty")
    files = {seed: text for seed, (text, _) in FAULTS.items()}
    rules = write_rules(folder / "rules", files)
    currency = {"reporting_currency": "USD"}
    run, _ = build(folder, ["stg_rule_faults"], rules=rules, variables=currency)
    assert run.returncode != 0
    return run.output


@pytest.mark.parametrize("seed", FAULTS)
def test_what_is_wrong_with_a_cell_is_named(seed, faulty):
    lines = [line for line in faulty.splitlines() if f"/own_{seed}.csv" in line]
    for message in FAULTS[seed][1]:
        assert any(message in line for line in lines), faulty
    assert "seeds/rules/" not in faulty.replace("channel of seeds/rules/", "")
    assert faulty.count("is USD: all rates") == 1


def test_rates_of_another_currency_stop_the_sample_too(tmp_path):
    run, _ = build(
        tmp_path, ["stg_rule_faults"], raw=None, variables={"reporting_currency": "USD"}
    )
    assert run.returncode != 0
    assert "sample/rules/own_exchange_rates.csv, line 2" in run.output
    assert "allowed is 1, for reporting_currency is USD" in run.output


def test_a_folder_that_is_not_there_is_named(tmp_path):
    run, _ = build(tmp_path, ["stg_rule_faults"], rules=tmp_path / "rulse")
    assert run.returncode != 0
    assert f"there is no folder {tmp_path / 'rulse'}" in run.output


def make_rules(folder):
    """Run the script; return its exit status and what it printed."""
    done = subprocess.run(
        [sys.executable, SCRIPT],
        env=os.environ | {"RULES": str(folder)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_make_rules_writes_files_that_change_nothing_and_keeps_what_is_there(tmp_path):
    rules = tmp_path / "new" / "rules"
    assert make_rules(rules)[0] == 0
    seeds = {path.stem for path in (PROJECT / "seeds" / "rules").glob("*.csv")}
    assert {path.stem for path in rules.glob("own_*.csv")} == {
        f"own_{n}" for n in seeds
    }
    for seed in seeds:
        shipped = (PROJECT / "seeds" / "rules" / f"{seed}.csv").read_text()
        written = (rules / f"own_{seed}.csv").read_text()
        assert written == shipped.splitlines()[0] + "\n"
    readme = (rules / "README.md").read_text(encoding="utf-8")
    assert "- `stage`: What it means" in readme
    assert "win over those of the same crm_stage" in readme

    mine = rules / "own_targets.csv"
    mine.write_text("month,metric,target\n2026-03-01,leads,4\n")
    mended = rules / "own_channels.csv"
    mended.unlink()
    status, said = make_rules(rules)
    assert status == 0
    assert "1 files written" in said
    assert "leads,4" in mine.read_text()
    assert mended.exists()

    run, database = build(tmp_path, ["stg_targets", "stg_channels"], rules=rules)
    assert run.returncode == 0, run.output[-3000:]
    assert " is not read" not in run.output
    with duckdb.connect(database, read_only=True) as connection:
        assert rows(connection, "select target from stg_targets") == [(4,)]
        assert len(rows(connection, "select * from stg_channels")) > 10


def test_make_rules_asks_for_a_folder(tmp_path):
    assert make_rules("") == (2, "Name the folder: make rules RULES=/folder\n")
    (tmp_path / "file").write_text("")
    status, said = make_rules(tmp_path / "file")
    assert status == 1
    assert said.startswith(f"Cannot write to {tmp_path / 'file'}")

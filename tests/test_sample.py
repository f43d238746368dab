"""The committed sample is what the generator writes, and has every kind of bad row."""

import csv
import functools
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).resolve().parents[1]
SAMPLE, RULES = ROOT / "seeds" / "sample", ROOT / "seeds" / "rules"
TABLES = sorted(path.stem for path in SAMPLE.glob("*.csv"))
LAST_DAY = "2026-06-30"


def generate(folder: Path, *options: str) -> None:
    command = [sys.executable, str(ROOT / "sample" / "generate.py"), *options]
    subprocess.run([*command, "--out", str(folder)], check=True)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {column: (text or "").strip() for column, text in row.items()}
            for row in csv.DictReader(file)
        ]


RAW = {table: read(SAMPLE / f"{table}.csv") for table in TABLES}
ID = {
    "leads": "lead_id",
    "touchpoints": "touchpoint_id",
    "deals": "deal_id",
    "deal_stage_changes": "deal_id",
    "lead_status_changes": "lead_id",
}
TIME = {
    "leads": "created_at",
    "touchpoints": "occurred_at",
    "deals": "created_at",
    "deal_stage_changes": "changed_at",
    "lead_status_changes": "changed_at",
    "marketing_spend": "spend_date",
    "web_traffic": "traffic_date",
}
LEAD_IDS = {row["lead_id"] for row in RAW["leads"]} - {"X-NODATE", "X-DAYFIRST"}
DEAL_IDS = {row["deal_id"] for row in RAW["deals"]}


@functools.cache
def codes(seed: str) -> set[str]:
    rows = read(RULES / f"{seed}.csv")
    return {looked_up(next(iter(row.values()))) for row in rows} | {""}


def looked_up(text: str) -> str:
    return re.sub("[ _-]+", " ", text.casefold())


def is_time(text: str) -> bool:
    pattern = r"(\d{4})-(0[1-9]|1[0-2])-([0-2]\d|3[01])([T ]([01]\d|2[0-3]):.*)?"
    return bool(re.fullmatch(pattern, text)) and text[:4] >= "1990"


def is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", text.casefold()))


def is_odd(text: str, is_right) -> bool:
    return text != "" and not is_right(text)


RATES = {
    (row["currency"], row["month"][:7])
    for row in read(ROOT / "sample" / "rules" / "own_exchange_rates.csv")
}


def exchange_rate(row: dict[str, str], day: str) -> str:
    currency, month = row["currency"].upper(), day[:7]
    if currency in ("", "EUR") or (currency, month) in RATES:
        return "there"
    earlier = any(code == currency and known < month for code, known in RATES)
    return "stale" if earlier else "missing"


def ends(row: dict[str, str], *stages: str) -> bool:
    return row["stage"].casefold() in stages


CLOSED = ("closed won", "closed lost", "no decision")
CREATED = {row["lead_id"]: row["created_at"][:10] for row in RAW["leads"]}

# Every reason of the contract: the tables that show it, and a look at one row.
REJECTED = {
    "missing_id": (tuple(ID), lambda r, t: not r[ID[t]]),
    "missing_timestamp": (tuple(TIME), lambda r, t: not r[TIME[t]]),
    "invalid_timestamp": (tuple(TIME), lambda r, t: is_odd(r[TIME[t]], is_time)),
    "missing_touch_type": (("touchpoints",), lambda r, t: not r["touch_type"]),
    "missing_stage": (("deals", "deal_stage_changes"), lambda r, t: not r["stage"]),
    "missing_status": (("lead_status_changes",), lambda r, t: not r["status"]),
    "unidentified_touch": (
        ("touchpoints",),
        lambda r, t: not r["lead_id"] and not r["anonymous_id"],
    ),
    "invalid_amount": (("marketing_spend",), lambda r, t: not is_number(r["amount"])),
    "missing_exchange_rate": (
        ("marketing_spend",),
        lambda r, t: exchange_rate(r, r["spend_date"]) == "missing",
    ),
    "excluded (tests)": (("leads",), lambda r, t: "+test@" in r["email"]),
    "excluded (staff)": (
        ("leads",),
        lambda r, t: r["email"].casefold().endswith("@beyondmql.example"),
    ),
    "excluded (competitors)": (
        ("leads",),
        lambda r, t: r["company_name"].casefold() == "rival analytics",
    ),
    "excluded (spam)": (("leads",), lambda r, t: "Casino" in r["company_name"]),
    "excluded (its deal)": (("deals",), lambda r, t: r["lead_id"] == "X-RIVAL"),
    "ignored_stage": (("deals",), lambda r, t: ends(r, "duplicate", "test")),
}
WARNED = {
    "invalid_amount": (("deals",), lambda r, t: is_odd(r["amount"], is_number)),
    "negative_amount": (("deals",), lambda r, t: r["amount"].startswith("-")),
    "missing_exchange_rate": (
        ("deals",),
        lambda r, t: exchange_rate(r, r["closed_at"]) == "missing",
    ),
    "stale_exchange_rate": (
        ("deals", "marketing_spend"),
        lambda r, t: (
            exchange_rate(r, r.get("closed_at") or r.get("spend_date", "")) == "stale"
        ),
    ),
    "unknown_stage": (
        ("deals", "deal_stage_changes"),
        lambda r, t: looked_up(r["stage"]) not in codes("deal_stages"),
    ),
    "unknown_status": (
        ("lead_status_changes",),
        lambda r, t: looked_up(r["status"]) not in codes("lead_statuses"),
    ),
    "unknown_touch_type": (
        ("touchpoints",),
        lambda r, t: looked_up(r["touch_type"]) not in codes("touch_types"),
    ),
    "unknown_channel": (
        ("touchpoints", "marketing_spend"),
        lambda r, t: looked_up(r["channel"]) not in codes("channels"),
    ),
    "unknown_lead_source": (
        ("leads",),
        lambda r, t: looked_up(r["lead_source"]) not in codes("lead_source_channels"),
    ),
    "unknown_cost_type": (
        ("marketing_spend",),
        lambda r, t: looked_up(r["cost_type"]) not in codes("cost_types"),
    ),
    "orphan_lead": (
        ("touchpoints", "deals", "lead_status_changes"),
        lambda r, t: r["lead_id"] not in LEAD_IDS | {""},
    ),
    "orphan_deal": (
        ("deal_stage_changes",),
        lambda r, t: r["deal_id"] not in DEAL_IDS | {""},
    ),
    "closed_before_created": (
        ("deals",),
        lambda r, t: ends(r, *CLOSED) and "" < r["closed_at"] < r["created_at"][:10],
    ),
    "close_date_missing": (
        ("deals",),
        lambda r, t: ends(r, *CLOSED) and not r["closed_at"],
    ),
    "close_date_in_future": (
        ("deals",),
        lambda r, t: ends(r, *CLOSED) and r["closed_at"] > LAST_DAY,
    ),
    "closed_before_lead": (
        ("deals",),
        lambda r, t: (
            ends(r, *CLOSED) and r["closed_at"] < CREATED.get(r["lead_id"], "")
        ),
    ),
    "invalid_optional_value (number)": (
        ("leads",),
        lambda r, t: is_odd(r["employee_count"], is_number),
    ),
    "invalid_optional_value (date)": (
        ("leads", "deals"),
        lambda r, t: is_odd(r["updated_at"], is_time),
    ),
    "invalid_optional_value (flag)": (
        ("leads", "deals"),
        lambda r, t: r["is_deleted"] in ("maybe", "perhaps"),
    ),
    "invalid_optional_value (traffic)": (
        ("web_traffic",),
        lambda r, t: is_odd(r["visitors"], is_number),
    ),
}
CASES = [
    pytest.param(table, look, id=f"{kind}: {reason}, {table}")
    for kind, reasons in (("rejected", REJECTED), ("warning", WARNED))
    for reason, (tables, look) in reasons.items()
    for table in tables
]


@pytest.mark.parametrize(("table", "look"), CASES)
def test_every_reason_has_its_row_in_the_sample(table, look):
    assert any(look(row, table) for row in RAW[table])


def test_the_sample_has_every_kind_of_repetition():
    def most(table, *columns):
        rows = RAW[table]
        keys = [tuple(row[c] for c in columns or row) for row in rows]
        return max(Counter(key for key in keys if key[0]).values())

    assert most("leads", "lead_id") >= 3  # versions
    assert most("deals", "deal_id") >= 3
    assert most("touchpoints", "touchpoint_id") >= 2
    assert most("marketing_spend", "spend_id") >= 2
    for table in TABLES:
        assert most(table) >= 2, f"{table} has no identical rows"


def test_the_sample_has_tombstones_with_nothing_but_an_id():
    for table in ("leads", "deals"):
        filled = [[c for c, text in row.items() if text] for row in RAW[table]]
        assert [ID[table], "is_deleted"] in filled


def test_nothing_in_the_sample_happens_after_its_last_day():
    days = [row[TIME[t]][:10] for t in TABLES for row in RAW[t] if row[TIME[t]]]
    closes = [row["closed_at"][:10] for row in RAW["deals"] if ends(row, *CLOSED)]
    assert max(day for day in days if is_time(day)) == LAST_DAY
    # But for the one deal whose close lies far ahead.
    assert sorted(closes)[-2:] == [max(c for c in closes if c < "2031"), "2031-01-15"]


def test_the_generator_writes_the_committed_sample(tmp_path):
    generate(tmp_path)
    assert sorted(path.stem for path in tmp_path.iterdir()) == TABLES
    for table in TABLES:
        written = (tmp_path / f"{table}.csv").read_bytes()
        assert written == (SAMPLE / f"{table}.csv").read_bytes(), table


def test_any_size_has_as_many_rows_as_it_should(tmp_path):
    generate(tmp_path, "--scale", "0.02", "--format", "parquet", "--loaded-at")
    con = duckdb.connect()

    def count(table, what):
        path = tmp_path / f"{table}.parquet"
        return con.execute(f"select {what} from read_parquet('{path}')").fetchone()[0]

    assert count("leads", "count(distinct lead_id)") == 2_000
    assert count("deals", "count(distinct deal_id)") == 400
    assert count("touchpoints", "count(distinct touchpoint_id)") == 40_000
    assert 40_000 < count("touchpoints", "count(*)") < 41_000
    for table in TABLES:
        early = f"loaded_at <= {TIME[table]} and {TIME[table]} not like '%/%'"
        assert count(table, "count(*)") > 0
        assert count(table, "count(*) - count(loaded_at)") == 0
        assert count(table, f"count(*) filter ({early})") == 0


def test_another_seed_makes_another_world(tmp_path):
    generate(tmp_path, "--seed", "1")
    assert (tmp_path / "leads.csv").read_bytes() != (SAMPLE / "leads.csv").read_bytes()


def test_the_sample_has_the_columns_that_are_described(manifest):
    for path in SAMPLE.glob("*.csv"):
        header = path.read_text(encoding="utf-8").split("\n", 1)[0].split(",")
        described = manifest["nodes"][f"seed.beyond_mql.{path.stem}"]["columns"]
        assert list(described) == header

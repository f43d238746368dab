"""Turns arrays of codes into the text of the raw tables, in DuckDB."""

import catalog
import duckdb
import journeys
import numpy as np
import people
from people import Plan
from workdays import DAY

COLUMNS = {
    "leads": "lead_id created_at updated_at email company_name job_title country region"
    " industry employee_count annual_revenue budget age gender income interest"
    " challenge lead_source owner is_deleted",
    "touchpoints": "touchpoint_id occurred_at touch_type lead_id anonymous_id channel"
    " utm_source utm_medium utm_campaign asset program",
    "deals": "deal_id created_at stage lead_id account_id updated_at closed_at amount"
    " currency owner region is_deleted",
    "deal_stage_changes": "deal_id stage changed_at",
    "lead_status_changes": "lead_id status changed_at",
    "marketing_spend": "spend_date amount spend_id channel utm_source utm_medium"
    " campaign cost_type currency",
    "web_traffic": "traffic_date utm_source utm_medium visitors sessions page_views"
    " bounces social_shares search_position",
}
COLUMNS = {table: text.split() for table, text in COLUMNS.items()}


def literal(texts) -> str:
    """Write texts as a list in SQL; an empty one is null."""
    quoted = ("null" if not t else "'" + t.replace("'", "''") + "'" for t in texts)
    return f"[{', '.join(quoted)}]"


def name(column: str, texts) -> str:
    """Look a code up in texts; -1 is null."""
    return f"({literal(texts)})[{column} + 1]"


def moment(column: str, form: str = "%Y-%m-%dT%H:%M:%SZ") -> str:
    """Write seconds since 1970; a negative number is null."""
    stamp = f"strftime(make_timestamp({column} * 1000000), '{form}')"
    return f"case when {column} >= 0 then {stamp} end"


def identity(column: str, prefix: str, width: int = 5) -> str:
    """Write a number as an id; a negative one is null."""
    text = f"cast({column} as varchar)"
    # lpad alone would cut longer numbers.
    size = f"greatest({width}, cast(length({text}) as integer))"
    padded = f"lpad({text}, {size}, '0')"
    return f"case when {column} >= 0 then '{prefix}' || {padded} end"


def number(column: str) -> str:
    """Write a whole number; a negative one is null."""
    return f"case when {column} >= 0 then cast({column} as varchar) end"


def company(column: str) -> str:
    """Name the company with this number."""
    heads, tails = literal(catalog.COMPANY_HEADS), literal(catalog.COMPANY_TAILS)
    # 7 and 11 have no divisor in common with 30: neighbours differ.
    tail = f"({column} * 11 + {column} // 30) % 30 + 1"
    return (
        f"concat(({heads})[({column} * 7) % 30 + 1], ({tails})[{tail}],"
        f" case when {column} >= 900 then {column} // 900 end)"
    )


def loaded(plan: Plan, rng, event):
    """Return when a row was loaded: the next night, one in a hundred far later."""
    if not plan.loaded_at:
        return None
    u = rng.random((2, len(event)))
    late = np.where(u[0] < 0.01, (u[1] * 90).astype(np.int64) * DAY, 0)
    return (event // DAY + 1) * DAY + 4 * 3600 + late


LEADS = {
    "lead_id": identity("number", "L"),
    "created_at": moment("created"),
    "updated_at": moment("updated"),
    "email": "case when has_email then lower(replace(replace(strip_accents("
    + name("first_name", catalog.FIRST_NAMES) + " || '.' || "
    + name("last_name", catalog.LAST_NAMES)
    + "), ' ', ''), '''', '')) || '@' || lower(" + company("account")
    + ") || '.example' end",
    "company_name": "case when has_company then " + company("account") + " end",
    "job_title": name("title", people.titles()),
    "country": name("country", [row[0] for row in catalog.COUNTRIES]),
    "region": name("country", [row[1] for row in catalog.COUNTRIES]),
    "industry": name("industry", catalog.INDUSTRIES),
    "employee_count": number("employees"),
    "annual_revenue": number("revenue"),
    "budget": number("budget"),
    "age": number("age"),
    "gender": name("gender", catalog.GENDERS),
    "income": number("income"),
    "interest": name("interest", catalog.INTERESTS),
    "challenge": name("challenge", catalog.CHALLENGES),
    "lead_source": name("lead_source", people.lead_sources()),
    "owner": name("owner", people.owners()),
    "is_deleted": name("deleted", ("", "false", "true")),
}  # fmt: skip
SOURCE_TEXTS = list(zip(*catalog.SOURCES.values(), strict=True))
TOUCHPOINTS = {
    "touchpoint_id": identity("number", "T", 6),
    "occurred_at": "case when is_bad then '31/12/2025' else "
    + moment("moment") + " end",
    "touch_type": name("type", catalog.TOUCH_TYPES),
    "lead_id": f"case when is_orphan then {identity('lead_number', 'GONE-')}"
    f" when who < 2 then {identity('lead_number', 'L')} end",
    "anonymous_id": f"case who when 1 then {identity('lead_number', 'v')}"
    f" when 2 then {identity('lead_number', 'v')}"
    f" when 3 then {identity('lead_number // 2', 'w')} end",
    "channel": name("source", SOURCE_TEXTS[0]),
    "utm_source": name("source", SOURCE_TEXTS[1]),
    "utm_medium": name("source", SOURCE_TEXTS[2]),
    "utm_campaign": name("source", SOURCE_TEXTS[3]),
    "asset": name("asset", journeys.ASSETS),
    "program": name("program", journeys.PROGRAMS),
}  # fmt: skip
DATE_TIME = "%Y-%m-%d %H:%M:%S"
DEALS = {
    "deal_id": identity("number", "D"),
    "created_at": moment("created", DATE_TIME),
    "stage": name("stage", catalog.STAGES),
    "lead_id": identity("lead_number", "L"),
    "account_id": identity("account", "A"),
    "updated_at": moment("updated", DATE_TIME),
    "closed_at": moment("closed", "%Y-%m-%d"),
    "amount": number("amount"),
    "currency": name("currency", catalog.CURRENCIES),
    "owner": name("owner", people.owners()),
    "region": name("country", [row[1] for row in catalog.COUNTRIES]),
    "is_deleted": name("deleted", ("", "false", "true")),
}
STAGE_CHANGES = {
    "deal_id": identity("deal_number", "D"),
    "stage": name("stage", catalog.STAGES),
    "changed_at": moment("changed"),
}
STATUS_CHANGES = {
    "lead_id": identity("lead_number", "L"),
    "status": name("status", catalog.STATUSES),
    "changed_at": moment("changed"),
}
WRITTEN = {
    "leads": LEADS,
    "touchpoints": TOUCHPOINTS,
    "deals": DEALS,
    "deal_stage_changes": STAGE_CHANGES,
    "lead_status_changes": STATUS_CHANGES,
}


def write(con: duckdb.DuckDBPyConnection, table: str, arrays: dict) -> None:
    """Append rows, given as arrays of codes, to a table of text."""
    arrays = {key: np.ascontiguousarray(value) for key, value in arrays.items()}
    expressions = [WRITTEN[table][column] for column in COLUMNS[table]]
    if "loaded" in arrays:
        expressions.append(moment("loaded"))
    con.register("arrays", arrays)
    con.execute(f"insert into {table} select {', '.join(expressions)} from arrays")
    con.unregister("arrays")


def create(con: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    """Create the seven empty tables."""
    for table, columns in COLUMNS.items():
        names = [*columns, "loaded_at"] if plan.loaded_at else columns
        con.execute(f"create table {table} ({' varchar, '.join(names)} varchar)")

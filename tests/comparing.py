"""Comparison of two tables, cell by cell; the order of their rows plays no part."""

import json
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timezone
from decimal import Decimal
from pathlib import Path

import duckdb

Row = dict[str, object]

MONTHLY = ("month_start", "segment_type", "segment")
# Tables without a key (a spend row may lack an id) are compared as bags of rows.
KEYS: dict[str, tuple[str, ...]] = {
    "fct_campaign_results_monthly": ("month_start", "channel", "campaign"),
    "fct_velocity_causes_monthly": (*MONTHLY, "cause"),
    "fct_score_backtest": ("landmark_days", "score_type", "score_band"),
    "fct_score_backtest_summary": ("landmark_days", "score_type"),
    "fct_conversion_causes_monthly": ("month_start", "rate", "channel"),
    "fct_acquisition_cohorts_monthly": (
        "cohort_month",
        "segment_type",
        "segment",
        "months_since",
    ),
    "fct_channel_efficiency": ("channel",),
    "fct_stage_dropoff_monthly": (*MONTHLY, "stage"),
    "fct_email_engagement_monthly": ("month_start", "program"),
    "fct_attribution_monthly": ("month_start", "model", "channel", "campaign"),
    "fct_nurture_effect": ("month_start", "program"),
    "fct_touch_effect": ("touch_type", "asset"),
    "fct_funnel_cohorts_monthly": (
        "cohort_stage",
        "cohort_month",
        "segment_type",
        "segment",
        "to_stage",
        "months_since",
    ),
    "fct_lead_to_customer_weekly": ("week_start",),
    "fct_pipeline_forecast": ("forecast_month", "stage", "owner", "region"),
    "fct_goal_plan": ("scenario",),
    "fct_kpi_scorecard_monthly": ("month_start", "metric"),
    "fct_kpi_restatements": ("month_start", "metric", "change_number"),
    "fct_alerts": ("metric", "kind"),
    "dim_months": ("month_start",),
    "dim_channels": ("channel",),
    "dim_leads": ("lead_id",),
    "fct_deals": ("deal_id",),
    "fct_touchpoints": ("touchpoint_id",),
    "fct_spend": (),
    "fct_lead_stages": ("lead_id", "stage", "entered_at"),
    "fct_data_quality_issues": (),
    "fct_data_quality_summary": ("source_table",),
    "fct_unmapped_values": ("source_table", "column_name", "value"),
    "fct_data_drift": ("source_table", "measure", "period_start"),
}
# What is written for readers: compared only where both sides have it.
PROSE = {"fct_alerts": {"message"}}


def keys_of(table: str) -> tuple[str, ...]:
    """Return a table's key; a table that is not named above is a monthly one."""
    return KEYS.get(table, MONTHLY)


def table_names(duckdb_path: Path) -> set[str]:
    """Return the names of all tables and views of a database."""
    query = "select table_name from information_schema.tables"
    with duckdb.connect(str(duckdb_path), read_only=True) as connection:
        return {name for (name,) in connection.execute(query).fetchall()}


def read_table(duckdb_path: Path, table: str) -> list[Row]:
    """Read a table of a database that nobody else has open for writing."""
    with duckdb.connect(str(duckdb_path), read_only=True) as connection:
        cursor = connection.execute(f'select * from "{table}"')
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def assert_same_tables(
    tables: Iterable[str],
    expected: Callable[[str], Iterable[Row]],
    actual: Callable[[str], Iterable[Row]],
    place: str = "",
    keys: Callable[[str], Sequence[str]] = keys_of,
) -> None:
    """Read every table on both sides; fail with examples of all that differs."""
    differences = []
    for table in sorted(tables):
        differences += compare_tables(
            expected(table), actual(table), keys(table), table=table
        )
    assert not differences, "\n".join([place, *shortened(differences)])


def compare_tables(
    expected_rows: Iterable[Row],
    actual_rows: Iterable[Row],
    keys: Sequence[str],
    tolerance: float = 1e-9,
    table: str = "table",
) -> list[str]:
    """Return one line for each difference: where, what was expected, what came."""
    expected = [_normal_row(row) for row in expected_rows]
    actual = [_normal_row(row) for row in actual_rows]
    expected, actual = _without_lone_prose(expected, actual, PROSE.get(table, set()))
    differences = _compare_columns(expected, actual, table)
    if differences:
        return differences
    if not keys:
        return _compare_bags(expected, actual, tolerance, table)
    return _compare_by_key(expected, actual, keys, tolerance, table)


def shortened(lines: Iterable[str], examples: int = 3) -> list[str]:
    """Keep a few examples of each kind of difference: of one table and one column."""
    kinds: dict[tuple, list[str]] = defaultdict(list)
    for line in lines:
        column = re.search(r": (\w+): expected ", line)
        kinds[line.split()[0], column and column[1]].append(line)
    shown = []
    for found in kinds.values():
        shown += found[:examples]
        if found[examples:]:
            shown.append(f"... and {len(found) - examples} more like these")
    return shown


def _without_lone_prose(
    expected: list[Row], actual: list[Row], prose: set[str]
) -> tuple[list[Row], list[Row]]:
    """Leave out columns of prose that only one side has."""
    columns = [{name for row in rows for name in row} for rows in (expected, actual)]
    lone = prose & (columns[0] ^ columns[1])
    return tuple(
        [{name: row[name] for name in row if name not in lone} for row in rows]
        for rows in (expected, actual)
    )


def _compare_columns(expected: list[Row], actual: list[Row], table: str) -> list[str]:
    """Compare the columns' names, of all rows; without rows there is nothing to see."""
    if not expected or not actual:
        return []
    wanted = {name for row in expected for name in row}
    found = {name for row in actual for name in row}
    lines = [f"{table}: column {name} is missing" for name in sorted(wanted - found)]
    lines += [
        f"{table}: column {name} is unexpected" for name in sorted(found - wanted)
    ]
    ragged = {name for row in expected for name in wanted - set(row)}
    return lines + [f"{table}: {name}: not in every row expected" for name in ragged]


def _compare_by_key(
    expected: list[Row],
    actual: list[Row],
    keys: Sequence[str],
    tolerance: float,
    table: str,
) -> list[str]:
    lines: list[str] = []
    wanted = _by_key(expected, keys, f"{table}: expected", lines)
    found = _by_key(actual, keys, f"{table}: got", lines)
    for key in sorted(set(wanted) | set(found), key=repr):
        place = f"{table} {_shown_key(keys, key)}"
        if key not in found:
            lines.append(f"{place}: row is missing; expected {wanted[key]}")
        elif key not in wanted:
            lines.append(f"{place}: row is unexpected; got {found[key]}")
        else:
            lines += _compare_rows(wanted[key], found[key], tolerance, place)
    return lines


def _by_key(
    rows: list[Row], keys: Sequence[str], place: str, lines: list[str]
) -> dict[tuple, Row]:
    found: dict[tuple, Row] = {}
    for row in rows:
        key = tuple(row[name] for name in keys)
        if key in found:
            lines.append(f"{place} more than one row of {_shown_key(keys, key)}")
        found[key] = row
    return found


def _shown_key(keys: Sequence[str], key: tuple) -> str:
    return ", ".join(
        f"{name}={value.isoformat() if isinstance(value, date) else repr(value)}"
        for name, value in zip(keys, key, strict=True)
    )


def _compare_rows(wanted: Row, found: Row, tolerance: float, place: str) -> list[str]:
    return [
        f"{place}: {name}: expected {_shown(wanted[name])}, got {_shown(found[name])}"
        for name in wanted
        if not is_same(wanted[name], found[name], tolerance)
    ]


def _compare_bags(
    expected: list[Row], actual: list[Row], tolerance: float, table: str
) -> list[str]:
    """Pair rows that are equal in all but numbers, by the order of their numbers."""
    lines: list[str] = []
    wanted, found = _by_texts(expected), _by_texts(actual)
    for texts in sorted(set(wanted) | set(found), key=repr):
        ours = sorted(wanted.get(texts, []), key=_numbers)
        theirs = sorted(found.get(texts, []), key=_numbers)
        if len(ours) != len(theirs):
            example = (ours or theirs)[0]
            counts = f"expected {len(ours)} times, got {len(theirs)} times"
            lines.append(f"{table}: {counts}: {example}")
        for row, other in zip(ours, theirs, strict=False):
            lines += _compare_rows(row, other, tolerance, f"{table} {dict(texts)}")
    return lines


def _by_texts(rows: list[Row]) -> dict[tuple, list[Row]]:
    groups = defaultdict(list)
    for row in rows:
        texts = [(name, value) for name, value in row.items() if not _is_number(value)]
        groups[tuple(sorted(texts, key=lambda item: item[0]))].append(row)
    return groups


def _numbers(row: Row) -> list[tuple[str, float]]:
    return sorted((name, value) for name, value in row.items() if _is_number(value))


def is_same(expected: object, actual: object, tolerance: float = 1e-9) -> bool:
    """Return whether two values are equal: None is only None, true is not 1."""
    if expected is None or actual is None:
        return expected is None and actual is None
    if _is_number(expected) and _is_number(actual):
        if math.isnan(expected) or math.isnan(actual):
            return math.isnan(expected) and math.isnan(actual)
        return math.isclose(expected, actual, rel_tol=tolerance, abs_tol=tolerance)
    return type(expected) is type(actual) and expected == actual


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _shown(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else repr(value)


def _normal_row(row: Row) -> Row:
    return {name: _normal(name, value) for name, value in row.items()}


def _normal(name: str, value: object) -> object:
    """Make decimals floats, times naive UTC; blanks in JSON play no part."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(timezone.utc).replace(tzinfo=None)
    if name == "raw_row" and isinstance(value, str):
        return json.dumps(json.loads(value), sort_keys=True, ensure_ascii=False)
    return value

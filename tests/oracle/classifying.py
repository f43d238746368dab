"""Classifies every raw row: rejected, not yet, duplicate, deleted or accepted.

Also keeps the books: the issues (with the raw row as it came) and the summary.
"""

import json
import re
from collections import Counter, defaultdict
from datetime import datetime

from .reading import COLUMNS, TIME_COLUMN, parse_flag, parse_number
from .values import (
    TABLES_OF_AMOUNTS,
    cleaned,
    has_decimal_comma,
    look_up_key,
    parse_amount,
)

# The column by which a record of the table is known; it must not be null.
RECORD_ID = {
    "leads": "lead_id",
    "touchpoints": "touchpoint_id",
    "deals": "deal_id",
    "deal_stage_changes": "deal_id",
    "lead_status_changes": "lead_id",
}
# The table's own id, as the issues show it.
OWN_ID = {
    "leads": "lead_id",
    "touchpoints": "touchpoint_id",
    "deals": "deal_id",
    "marketing_spend": "spend_id",
}
REQUIRED_TEXT = {
    "touchpoints": "touch_type",
    "deals": "stage",
    "deal_stage_changes": "stage",
    "lead_status_changes": "status",
}
VERSIONED = ("leads", "deals")
# Optional values that must parse, by how they are read. A deal's amount has a
# warning of its own.
OPTIONAL_NUMBERS = {
    "leads": ("employee_count", "annual_revenue", "budget", "age", "income"),
    "web_traffic": (
        "visitors", "sessions", "page_views", "bounces", "social_shares",
        "search_position",
    ),
}  # fmt: skip
OPTIONAL_TIMES = {"leads": ("updated_at",), "deals": ("updated_at", "closed_at")}
OPTIONAL_FLAGS = {"leads": ("is_deleted",), "deals": ("is_deleted",)}

EMAIL_NAME = re.compile(r'("[^"@]*"|[^\s"<>@]+)(@|%40)', re.ASCII)
AFTER_DOMAIN = re.compile(r'[\s,;"<>()].*', re.ASCII | re.DOTALL)


def shown(name, text):
    """What an issue may show of a cell: no e-mail address, no person's name."""
    if text is None:
        return None
    if name == "email":
        domain = text.rpartition("@")[2]
        return "***@" + AFTER_DOMAIN.sub("", domain) if "@" in text else "***"
    return EMAIL_NAME.sub("***@", text)


class RawRow:
    """One row as it came, with what it means, its number and its timestamp."""

    def __init__(self, table, texts, values, amount, number, moment):
        """Keep what never changes of a row; its row_status comes later."""
        self.table = table
        self.texts = texts  # as they came, in the order of the table's columns
        self.values = values
        self.amount = amount
        self.number = number
        self.moment = moment
        self.row_status = None
        self.copies = 1

    def __getitem__(self, column):
        """What a column says: None where its text means nothing."""
        return self.values[column]

    @property
    def is_deleted(self):
        """Whether a version of a lead or deal says that the record is gone."""
        return self.table in VERSIONED and bool(parse_flag(self["is_deleted"]))


def compared(texts):
    """What whole rows are ordered by: text by code points (as UTF-8 by bytes).

    Null is smallest. The texts stand in the order of the table's columns.
    """
    return tuple((text is not None, text or "") for text in texts.values())


class Books:
    """All issues, and what became of the rows of each table."""

    def __init__(self):
        """Start with empty books: every table has its row in the summary."""
        self.issues = []
        self.unmapped = {}  # (id of the row, column_name) -> (row, value)
        self.row_statuses = {table: Counter() for table in COLUMNS}
        self._warned = set()

    def _note(self, row, severity, reason):
        own_id = row[OWN_ID[row.table]] if row.table in OWN_ID else None
        masked = {name: shown(name, text) for name, text in row.texts.items()}
        self.issues.append(
            {
                "source_table": row.table,
                "record_id": own_id or str(row.number),
                "severity": severity,
                "reason": reason,
                "raw_row": json.dumps(masked, ensure_ascii=False),
            }
        )

    def classify(self, row, row_status, reason=None):
        """Write down what becomes of a row."""
        row.row_status = row_status
        self.row_statuses[row.table][row_status] += 1
        if row_status == "rejected":
            self._note(row, "rejected", reason)

    def warn(self, row, reason):
        """Warn of an accepted row, once for each reason."""
        if (id(row), reason) not in self._warned:
            self._warned.add((id(row), reason))
            self._note(row, "warning", reason)

    def warn_unmapped(self, row, column, reason):
        """Warn of an accepted row with a value that no rule knows."""
        self.warn(row, reason)
        self.note_unmapped(row, column, look_up_key(row[column]))

    def note_unmapped(self, row, column, value):
        """Write down a value that no rule knows, as it is looked up."""
        self.unmapped[id(row), column] = row, value

    def is_unmapped(self, row, column):
        """Whether no rule knows a row's value of a column."""
        return (id(row), column) in self.unmapped

    def summary(self):
        """One row a table."""
        warnings = Counter(
            issue["source_table"]
            for issue in self.issues
            if issue["severity"] == "warning"
        )
        return [
            {
                "source_table": table,
                "rows_in": sum(row_statuses.values()),
                "accepted": row_statuses["accepted"],
                "duplicates": row_statuses["duplicate"],
                "deleted": row_statuses["deleted"],
                "rejected": row_statuses["rejected"],
                "not_yet": row_statuses["not_yet"],
                "warnings": warnings[table],
            }
            for table, row_statuses in self.row_statuses.items()
        ]


def number_rows(tables, rules, times):
    """All rows of all tables as RawRows, in the order of all their columns.

    Of a table whose rows need an id of their own, those without one come first: they
    alone are called by their number.
    """
    numbered = {}
    for table, rows in tables.items():
        amounts = [texts["amount"] for texts in rows if table in TABLES_OF_AMOUNTS]
        has_commas = any(map(has_decimal_comma, amounts))
        pairs = [(row, cleaned(table, row, rules.is_payment_page)) for row in rows]
        own_id = OWN_ID.get(table) if table in RECORD_ID else None
        pairs.sort(key=lambda pair: (bool(pair[1].get(own_id)), compared(pair[0])))
        numbered[table] = [
            RawRow(
                table=table,
                texts=texts,
                values=values,
                amount=parse_amount(texts.get("amount"), has_commas),
                number=number,
                moment=times.parse(texts[TIME_COLUMN[table]]),
            )
            for number, (texts, values) in enumerate(pairs, start=1)
        ]
    return numbered


def stage_kind_of(row, rules, pipeline=None):
    """The kind of a deal's or a change's stage, by its own pipeline if it has one."""
    pipeline = row["pipeline"] or pipeline
    return rules.deal_stage(row["stage"], pipeline, row["stage_kind"])


def report_day(rows_by_table, rules, times, today):
    """as_of_date: as it is set, else the day of the newest event up to today.

    Every raw row with a valid timestamp is an event, whatever becomes of it.
    """
    if rules.as_of_date:
        return datetime.fromisoformat(str(rules.as_of_date)).date()
    moments = {
        row.moment for rows in rows_by_table.values() for row in rows if row.moment
    }
    for row in rows_by_table["deals"]:
        is_named = row["stage"] is not None
        if is_named and stage_kind_of(row, rules) in ("won", "lost"):
            closed_at = times.parse(row["closed_at"])
            if closed_at:
                moments.add(closed_at)
    days = {times.day_of(moment) for moment in moments}
    return max((day for day in days if day <= today), default=today)


class Classifier:
    """Classifies one table after another: deals need to know the excluded leads."""

    def __init__(self, rules, times, as_of, books):
        """Classify by these rules as of this moment (the end of as_of_date)."""
        self.rules = rules
        self.times = times
        self.as_of = as_of
        self.books = books
        self.excluded_leads = set()

    def accepted_rows(self, rows_by_table):
        """The accepted rows of every table."""
        return {table: self._classify(table, rows_by_table[table]) for table in COLUMNS}

    def _classify(self, table, rows):
        present = []
        for row in rows:
            reason = self._reason_to_reject(row)
            if reason:
                self.books.classify(row, "rejected", reason)
            elif row.moment is not None and row.moment > self.as_of:
                self.books.classify(row, "not_yet")
            else:
                present.append(row)
        if table in VERSIONED:
            accepted = self._classify_versions(table, present)
        else:
            accepted = self._classify_repeats(table, present)
        for row in accepted:
            self._warn_of_values(row)
        return accepted

    def _reason_to_reject(self, row):
        """The first reason that holds for the row by itself."""
        table = row.table
        if table in RECORD_ID and row[RECORD_ID[table]] is None:
            return "missing_id"
        if row.is_deleted:
            return None  # a deletion needs only its id
        if row[TIME_COLUMN[table]] is None:
            return "missing_timestamp"
        if row.moment is None:
            return "invalid_timestamp"
        if table in REQUIRED_TEXT and row[REQUIRED_TEXT[table]] is None:
            return f"missing_{REQUIRED_TEXT[table]}"
        is_nobody = table == "touchpoints" and row["lead_id"] is None
        if is_nobody and row["anonymous_id"] is None:
            return "unidentified_touch"
        if table == "marketing_spend":
            # The amount is a required value: an empty one is as invalid as a word.
            if row.amount is None:
                return "invalid_amount"
            month = self.times.month_of(row.moment)
            if self.rules.rate(row["currency"], month)[0] is None:
                return "missing_exchange_rate"
        return None

    # Leads and deals: several versions of one record

    def _classify_versions(self, table, rows):
        id_column = RECORD_ID[table]
        versions = defaultdict(list)
        for row in rows:
            versions[row[id_column]].append(row)
        accepted = []
        for record_id, rows_of_id in versions.items():
            counting = self._version_that_counts(rows_of_id)
            reason = self._reason_to_leave_out(counting)
            if reason == "excluded" and table == "leads":
                self.excluded_leads.add(record_id)
            for row in rows_of_id:
                # Copies of a rejected version are rejected like itself.
                if reason and row.texts == counting.texts:
                    self.books.classify(row, "rejected", reason)
                elif row is not counting:
                    self.books.classify(row, "duplicate")
                elif row.is_deleted:
                    self.books.classify(row, "deleted")
                else:
                    self.books.classify(row, "accepted")
                    accepted.append(row)
        return accepted

    def _version_that_counts(self, rows):
        """The latest version within as_of_date, else the earliest one."""

        def updated_at(row):
            return self.times.parse(row["updated_at"])

        timeless_deletions = [
            row for row in rows if row.is_deleted and updated_at(row) is None
        ]
        undated = [row for row in rows if updated_at(row) is None]
        dated = [row for row in rows if updated_at(row) is not None]
        known = [row for row in dated if updated_at(row) <= self.as_of]
        if timeless_deletions:
            candidates = timeless_deletions
        elif known:
            latest = max(updated_at(row) for row in known)
            candidates = [row for row in known if updated_at(row) == latest]
        elif undated:
            candidates = undated
        else:
            earliest = min(updated_at(row) for row in dated)
            candidates = [row for row in dated if updated_at(row) == earliest]

        def by_other_values(row):
            updated_at = row.texts["updated_at"]
            others = {n: text for n, text in row.texts.items() if n != "updated_at"}
            return compared({**others, "updated_at": updated_at})

        return max(candidates, key=by_other_values)

    def _reason_to_leave_out(self, counting):
        """Why the version that counts is rejected after all, or None."""
        if counting.table == "leads":
            return "excluded" if self.rules.is_excluded(counting.texts) else None
        if counting["lead_id"] in self.excluded_leads:
            return "excluded"
        is_named = counting["stage"] is not None
        if is_named and stage_kind_of(counting, self.rules) == "ignored":
            return "ignored_stage"
        return None

    # The other tables: repeated rows

    def _classify_repeats(self, table, rows):
        repeated = defaultdict(list)
        for row in rows:
            own_id = row[OWN_ID[table]] if table in OWN_ID else None
            whole_row = compared(row.texts)
            key = ("id", own_id) if own_id else ("row", whole_row)
            repeated[key].append((row.moment, whole_row, row.number, row))
        accepted = []
        for group in repeated.values():
            smallest = min(group)[-1]
            smallest.copies = sum(row.texts == smallest.texts for *_, row in group)
            for *_, row in group:
                if row is smallest:
                    self.books.classify(row, "accepted")
                    accepted.append(row)
                else:
                    self.books.classify(row, "duplicate")
        return accepted

    # Warnings that a row deserves by itself

    def _warn_of_values(self, row):
        table = row.table
        invalid = [
            row[name] is not None and parse_number(row[name]) is None
            for name in OPTIONAL_NUMBERS.get(table, ())
        ]
        invalid += [
            row[name] is not None and self.times.parse(row[name]) is None
            for name in OPTIONAL_TIMES.get(table, ())
        ]
        invalid += [
            row[name] is not None and parse_flag(row[name]) is None
            for name in OPTIONAL_FLAGS.get(table, ())
        ]
        if any(invalid):
            self.books.warn(row, "invalid_optional_value")
        if table in ("marketing_spend", "web_traffic") and row.copies > 1:
            self.books.warn(row, "identical_rows")

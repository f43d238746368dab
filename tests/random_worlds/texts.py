"""How values are written: every form that is allowed, and many that are not."""

import random
import re
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

BLANKS = [" ", "  ", "\t", "\n", "\r\n", "\u00a0", " \u00a0\t"]
OFFSETS = [0, 0, 60, 120, -480, 330, 345, -210, 840]

BAD_TIMESTAMPS = [
    "31/12/2025", "2025-02-30", "2023-02-29", "2024-01-02T24:00", "2024-01-02T10:00z",
    "1989-12-31", "1900-01-01", "2025-1-2", "2024-13-01", "2024-00-10",
    "2024-01-02T10", "2024-01-02 10:00:60", "2024-01-02T10:00:00  Z",
    "2024-01-02T10:00+2", "2024-01-02Z", "20240102", "2024-W01-1", "yesterday",
    "2024-01-02T10:00:00.", "2024-01-02T10:60", "2024-01-02  10:00", "1704189600",
    "0000-00-00", "0000-01-01", "2024-01-02t10:00", "2024-01-02T10:00:00,5",
    "2024-01-02T10:00:00+02:0", "2024-01-02T10:00 + 02:00", "infinity", "epoch",
    "now", "today", "2024-01-02T1:0", "+2024-01-02", "2024-001", "2024-04-31T10:00",
    "2024-01-02T10:00+25:00", "2024-01-02T10:00+24", "2024-01-02T10:00+01:60",
    "1989-12-31T23:59:59.999999Z", "2024-01-02T10:00Z+01", "2024-01-02T",
    "\uff12\uff10\uff12\uff14-01-02",
    "2024-01-02 10:00 utc", "2024-01-02 10:00Z UTC", "2024-01-02 UTC",
    "2024-01-02 10:00 +0200UTC", "2024-01-02 10:00 UTC+2", "2024-01-02 10:00 AM",
    "2024-01-02 10:00 UTC UTC", "2024-01-02 10:00 CET", "2024-01-02 010:00",
    "2024-01-02T10:00:00+02:00:00", "02024-01-02", "1989-06-30T10:00:00Z",
]  # fmt: skip
BAD_NUMBERS = [
    "1,5", "0x1F", "NaN", "Infinity", "-inf", "1_000", "$5", "1e", ".", "+", "--1",
    "1 000", "\uff11\uff12", "\u0663", "1.2.3", "n/a", "1e+", "e5", "5%", "\u00bd",
    "1\u00a0000", "+-3", "12abc", "true", "{{ 7 * 7 }}", "5 EUR", "1e1.5", "0b1", "5f",
    "1,250", "12,50", "-1.250,00", "1.250.000,5", "1,250,000", ",5",
]  # fmt: skip
# Texts that mean nothing where an id or a utm value is wanted.
NULL_TEXTS = [
    "null", "none", "nan", "n/a", "undefined", "\\N", "(not set)", "(none)",
    "(data not available)", "[object Object]",
]  # fmt: skip
NOBODY = ["0", "0.0", "00000000-0000-0000-0000-000000000000", 32 * "0"]
# Numbers, unless a decimal comma says that they are thousands.
THOUSANDS = ["1.250", "12.000", "-3.500", "+250.125"]
BAD_FLAGS = ["maybe", "2", "deleted", "wahr", "-1", "truee", "{{ true }}"]
TRUE_FLAGS = ["true", "t", "yes", "y", "1", "TRUE", "T", "Yes", "Y"]
FALSE_FLAGS = ["false", "f", "no", "n", "0", "FALSE", "No", None, None]
HOSTILE = [
    "'; drop table leads; --", "{{ 1 / 0 }}", "{% endif %}", 'say "hi", twice',
    "O'Brien \\ S\u00f6hne", "\u6771\u4eac\u682a\u5f0f\u4f1a\u793e", "Zo\u00eb",
    "Zoe\u0308", "null", "NULL", "None", "\u2003wide blank\u2003", "a,b;c|d",
    "two\nlines", "tab\tinside", "\U0001f680 GmbH", "100%", "under_score", "$1 \\1",
    "{\"json\": [1]}", "#hash", "=1+1", "\ufeffbom", "ÄÖÜ", "äöü", "jo@x.example",
]  # fmt: skip


def timestamp_text(
    rng: random.Random,
    moment: datetime,
    zone: ZoneInfo,
    input_zone: ZoneInfo,
    is_plain: bool,
) -> str:
    """Write a UTC moment in one of the allowed forms, never changing it.

    A mere date is of the zone of the report, a time without offset of the input's.
    """
    local = moment.replace(tzinfo=timezone.utc).astimezone(zone)
    is_day = (local.hour, local.minute, local.second, local.microsecond) == (0,) * 4
    back = local.replace(tzinfo=None).replace(tzinfo=zone).astimezone(timezone.utc)
    is_day = is_day and back.replace(tzinfo=None) == moment
    if is_day and rng.random() < 0.5:
        return local.strftime("%Y-%m-%d")
    if is_plain:
        clock = "%Y-%m-%d %H:%M:%S.%f" if moment.microsecond else "%Y-%m-%d %H:%M:%S"
        return moment.strftime(clock)
    offset = rng.choice([None, *OFFSETS])
    shown = moment + timedelta(minutes=offset or 0)
    if offset is None:
        aware = moment.replace(tzinfo=timezone.utc).astimezone(input_zone)
        shown = aware.replace(tzinfo=None)
        if aware.utcoffset() != shown.replace(tzinfo=input_zone, fold=1).utcoffset():
            offset, shown = 0, moment  # the first of two readings needs its offset
    clock = "%-H:%M" if rng.random() < 0.2 else "%H:%M"
    text = shown.strftime("%Y-%m-%d") + rng.choice("T ") + shown.strftime(clock)
    if shown.second or shown.microsecond or rng.random() < 0.7:
        text += shown.strftime(":%S") + _fraction(rng, shown.microsecond)
    return text if offset is None else text + _offset_text(rng, offset)


def _fraction(rng: random.Random, microsecond: int) -> str:
    """Write a fraction of 1 to 9 digits, seldom more; the rest after six is cut."""
    if not microsecond:
        return rng.choice(["", "", "", ".0", ".000", ".000000", ".000000999"])
    digits = f"{microsecond:06d}"
    return "." + rng.choice(
        [digits.rstrip("0"), digits, digits + "0", digits + "999", digits + "999999"]
    )


def _offset_text(rng: random.Random, minutes: int) -> str:
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    forms = [f"{sign}{hours:02d}{rest:02d}", f"{sign}{hours:02d}:{rest:02d}"]
    if not rest:
        forms.append(f"{sign}{hours:02d}")
    forms += [f"{form} UTC" for form in forms]
    if not minutes:
        forms += ["Z", "Z", "Z", "UTC", "UTC", "GMT", "-00:00"]
    return rng.choice(["", "", " "]) + rng.choice(forms)


def number_text(rng: random.Random, number: float, is_plain: bool) -> str:
    """Write a number in one of the allowed forms, never changing its value."""
    plain = f"{number:.2f}".rstrip("0").rstrip(".")
    if is_plain or rng.random() < 0.5:
        return plain
    sign, digits = ("-", plain[1:]) if plain.startswith("-") else ("", plain)
    forms = [sign + "0" + digits, sign + digits + "e0", sign + digits + "E+00"]
    if not sign:
        forms.append("+" + digits)
    if "." in digits:
        forms.append(sign + digits.replace(".", "") + f"e-{len(digits.split('.')[1])}")
        if digits.startswith("0."):
            forms.append(sign + digits[1:])
    else:
        forms += [sign + digits + ".", sign + digits + ".00"]
        if digits.endswith("000"):
            forms.append(sign + digits[:-3] + "e3")
    return rng.choice(forms)


def other_case(rng: random.Random, text: str) -> str:
    """Write a text in another case."""
    return rng.choice([text.upper(), text.lower(), text.title(), text.swapcase()])


def other_separators(rng: random.Random, text: str) -> str:
    """Write a text with other blanks, underscores and hyphens between its words."""
    return re.sub("[ _-]+", lambda _: rng.choice([" ", "_", "-", "  ", " - "]), text)


def other_campaign(rng: random.Random, text: str) -> str:
    """Write a campaign as it may stand in a link."""
    text = re.sub(" +", lambda _: rng.choice(["+", "%20", "  ", " + "]), text)
    text = rng.choice(["", "", "", "+", "%20"]) + text + rng.choice(["", "", "", "+ "])
    return other_case(rng, text)


def pad(rng: random.Random, text: str) -> str:
    """Put blanks, tabs, line ends or no-break blanks around a text."""
    before, after = rng.choice(["", *BLANKS]), rng.choice(["", *BLANKS])
    return before + text + after

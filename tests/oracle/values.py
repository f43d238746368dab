"""What a raw text means: null-like texts, ids, utm values, campaigns, amounts.

Whole rows are compared as they came; all of this comes after that.
"""

import re

from .reading import parse_number

NULL_TEXTS = {
    "null", "none", "nan", "n/a", "undefined", "\\n", "(not set)", "(none)",
    "(data not available)", "[object object]",
}  # fmt: skip
NOBODY = {"0", "00000000-0000-0000-0000-000000000000", 32 * "0"}
NOBODY_COLUMNS = ("anonymous_id", "account_id")
UTM_COLUMNS = ("utm_source", "utm_medium", "utm_campaign")
# The column that holds a campaign, by table.
CAMPAIGN_COLUMN = {"touchpoints": "utm_campaign", "marketing_spend": "campaign"}
TABLES_OF_AMOUNTS = ("deals", "marketing_spend")

WHOLE_ID = re.compile(r"([0-9]+)\.0")
BOTH_SIDES = re.compile(r"(?<= )/(?= )")
DECIMAL_COMMA = re.compile(r"[+-]?([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),([0-9]+)")
EUROPEAN_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}\.[0-9]{3}")


def look_up_key(text):
    """A value as it is looked up: case does not count, and blank, _ and - are one."""
    return None if text is None else re.sub(r"[ _-]+", " ", text.lower())


def cleaned(table, texts, is_payment_page):
    """The texts of a row as the models count them: column -> text or None.

    is_payment_page is asked of the utm_source.
    """
    values = dict(texts)
    for column in texts:
        if column.endswith("_id"):
            values[column] = cleaned_id(column, texts[column])
    campaign = CAMPAIGN_COLUMN.get(table)
    if campaign:
        values[campaign] = without_null_texts(unified_campaign(texts[campaign]))
    if "utm_source" in texts:
        source, medium = source_and_medium(texts["utm_source"], texts["utm_medium"])
        values.update(utm_source=source, utm_medium=medium)
        if is_payment_page(source):
            values.update({name: None for name in UTM_COLUMNS if name in texts})
            if campaign:
                values[campaign] = None
    return values


def cleaned_id(column, text):
    """An id: digits and `.0` are the digits, and some texts are nobody's id."""
    if text is None:
        return None
    whole = WHOLE_ID.fullmatch(text)
    text = whole[1] if whole else text
    if column in NOBODY_COLUMNS and text in NOBODY:
        return None
    return None if text.lower() in NULL_TEXTS else text


def without_null_texts(text):
    """A utm value, or None where its text means nothing."""
    if text is None or text.lower() in NULL_TEXTS or text.lower() == "(direct)":
        return None
    return text


def unified_campaign(text):
    """A campaign in the one spelling in which it is compared and shown."""
    if text is None:
        return None
    text = text.lower().replace("+", " ").replace("%20", " ")
    return re.sub(" +", " ", text).strip(" ") or None


def source_and_medium(source, medium):
    """A row's source and medium: without repeats, split, null-like texts null."""
    source, medium = once(source), once(medium)
    if source is not None and len(BOTH_SIDES.findall(source)) == 1:
        left, right = (part.strip(" ") for part in BOTH_SIDES.split(source))
        if without_null_texts(medium) is None:
            source, medium = left, right
        elif look_up_key(medium) == look_up_key(right):
            source = left
    return without_null_texts(source), without_null_texts(medium)


def once(text):
    """The first part of a value that is repeated with commas or bars, else the value.

    Parts that are not all the same are no repeats.
    """
    if text is None:
        return None
    parts = [part.strip(" ") for part in re.split("[,|]", text)]
    keys = {look_up_key(part) for part in parts}
    return (parts[0] or None) if len(keys) == 1 else text


def has_decimal_comma(text):
    """Whether an amount is certainly written with a comma before its decimals."""
    match = DECIMAL_COMMA.fullmatch(text or "")
    return bool(match) and ("." in match[1] or len(match[2]) != 3)


def parse_amount(text, table_has_commas):
    """An amount, or None where it is null, no number, or perhaps a thousand."""
    if table_has_commas and EUROPEAN_THOUSANDS.fullmatch(text or ""):
        return None
    return parse_number(text)

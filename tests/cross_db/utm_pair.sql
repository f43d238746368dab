-- One row per source that is split in another way.
select *
from {{ cases(
    {"source": "text", "medium": "text", "expected": "text"},
    [
        ["google / cpc", none, "google|cpc"], ["google / cpc", "CPC", "google|cpc"],
        ["google  /  paid social", "Paid_Social", "google|paid social"],
        ["google / cpc", "(not set)", "google|cpc"], ["google / cpc", "(direct)", "google|cpc"],
        ["google / (none)", none, "google|(none)"], ["google / a/b", none, "google|a/b"],
        ["google / cpc", "email", none], ["google/cpc", none, none],
        ["google /cpc", none, none], ["a / b / c", none, none], ["a / / b", none, none],
        ["google", none, none], [none, "cpc", none],
        ["\u2003google / cpc", none, "\u2003google|cpc"],
    ],
) }}
where
    {{
        differs(
            "case when " ~ is_utm_pair("source", "medium") ~ " then " ~ part_of_utm_pair("source", 1)
            ~ " || '|' || " ~ part_of_utm_pair("source", 2) ~ " end",
            "expected"
        )
    }}

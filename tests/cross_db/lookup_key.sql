-- One row per text that is looked up as another one.
select *
from {{ cases(
    {"given": "text", "expected": "text"},
    [
        ["Paid Social", "paid social"], ["PAID_SOCIAL", "paid social"],
        ["paid - social", "paid social"], ["paidsocial", "paidsocial"], ["a.b/c", "a.b/c"],
        ["", ""], [none, none],
    ],
) }}
where {{ differs(lookup_key("given"), "expected") }}

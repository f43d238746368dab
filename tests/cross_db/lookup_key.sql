-- One row per value that is looked up by something else.
select *
from {{ cases(
    {"given": "text", "expected": "text"},
    [
        ["PAID_SOCIAL", "paid social"], ["Paid Social", "paid social"],
        ["paid-social", "paid social"], ["Open - Not Contacted", "open not contacted"],
        ["a _-_ b  c__d", "a b c d"], ["_x-", " x "], ["Größe\tÄ", "größe\tä"],
        ["a\u00a0_b", "a\u00a0 b"], ["t.co", "t.co"], ["", ""], [none, none],
    ],
) }}
where {{ differs(lookup_key("given"), "expected") }}

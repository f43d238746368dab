-- One row per text that says another flag.
select *
from {{ cases(
    {"given": "text", "expected": "boolean"},
    [
        ["TRUE", "true"], ["t", "true"], ["Yes", "true"], ["y", "true"], ["1", "true"],
        ["False", "false"], ["F", "false"], ["no", "false"], ["N", "false"], ["0", "false"],
        ["2", none], ["ja", none], ["on", none], ["", none], [none, none],
    ],
) }}
where {{ differs(try_boolean("given"), "expected") }}

-- One row per pair of texts that are told from each other by mistake, or not.
select *
from {{ cases(
    {"given": "text", "other": "text", "expected": "boolean"},
    [
        ["ada", "ada", "true"], ["", "", "true"], ["ä 😀", "ä 😀", "true"],
        ["ada", "Ada", "false"], ["ada", "ada ", "false"], ["1", "11", "false"],
    ],
) }}
where {{ differs("(" ~ text_hash("given") ~ " = " ~ text_hash("other") ~ ")", "expected") }}

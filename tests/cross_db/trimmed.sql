-- One row per text of which something else is left.
select *
from {{ cases(
    {"given": "text", "expected": "text"},
    [
        ["  a b  ", "a b"], ["\t\r\na\tb\n", "a\tb"], ["\u00a0 7 \u00a0", "7"], ["\u2003x", "\u2003x"],
        ["   ", ""], ["", ""], [none, none],
    ],
) }}
where {{ differs(trimmed("given"), "expected") }}

-- One row per text that becomes another JSON string.
select *
from {{ cases(
    {"given": "text", "expected": "text"},
    [
        ["plain", '"plain"'],
        ["", '""'],
        ['say "hi"', '"say \\"hi\\""'],
        ["C:\\new", '"C:\\\\new"'],
        ["two\nlines\tand\rmore", '"two\\nlines\\tand\\rmore"'],
        ["it's / äöü 😀 {}", '"it\'s / äöü 😀 {}"'],
        [none, none],
    ],
) }}
where {{ differs(json_string("given"), "expected") }}

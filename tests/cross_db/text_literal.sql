-- One row per text that is shorter or longer than what was written.
select *
from {{ cases(
    {"given": "text", "expected": "bigint"},
    [
        ["it's", "4"], ["''", "2"], ["back\\slash\\", "11"], ["\\n", "2"], ["a\nb\r\n", "5"],
        ['"', "1"], ["%s {0} $1", "9"], ["äöü", "3"], ["", "0"], [none, none],
    ],
) }}
where {{ differs("length(given)", "expected") }}

-- One row per text that is found to match, or not to, and should not, or should.
select *
from {{ cases(
    {"given": "text", "expected": "boolean"},
    [
        ["2025-01", "true"], ["2025-1", "false"], ["x2025-01", "false"],
        ["2025-01\n", "false"], ["2025-01\u2028", "false"], ["\n2025-01", "false"],
        ["٢٠٢٥-01", "false"], ["", "false"], [none, none],
    ],
) }}
where {{ differs(matches("given", "^[0-9]{4}-[0-9]{2}$"), "expected") }}
union all
select *
from {{ cases(
    {"given": "text", "expected": "boolean"},
    [["a.b", "true"], ["axb", "false"], ["xa.bx", "true"], ["a.\nb", "false"]],
) }}
where {{ differs(matches("given", "a[.]b"), "expected") }}

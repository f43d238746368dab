-- One row per text that says another number.
select *
from {{ cases(
    {"given": "text", "expected": "double precision"},
    [
        ["0", "0"], ["-3", "-3"], ["+4", "4"], [".5", "0.5"], ["5.", "5"], ["1e3", "1000"],
        ["1E-3", "0.001"], ["-.5e+2", "-50"], ["007", "7"], ["1e199", "1e199"],
        ["12345678901234567890", "12345678901234567890"], ["1e-199", "1e-199"],
        ["1e200", none], ["1,5", none], ["$5", none], ["0x1F", none], ["1_000", none],
        ["NaN", none], ["Infinity", none], ["-inf", none], ["1d", none], ["1f", none],
        ["٣", none], ["1e", none], [".", none], ["-", none], ["--1", none], ["1 000", none],
        ["1\n", none], ["", none], ["n/a", none], [none, none],
    ],
) }}
where {{ differs(try_number("given"), "expected") }}

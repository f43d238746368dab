-- One row per number that is written in another way.
select
    expected,
    cast(given as {{ dbt.type_string() }}) as given
from {{ cases(
    {"given": "double precision", "expected": "text"},
    [
        ["7001", "7001"], ["12345678", "12345678"], ["1234567890123456", "1234567890123456"],
        ["-3", "-3"], ["0", "0"], ["-0.0", "0"], ["0.5", "0.5"], ["-12.25", "-12.25"],
        [none, none],
    ],
) }}
where {{ differs(typed_text("given", engine_type("double precision")), "expected") }}
union all
select
    expected,
    cast(given as {{ dbt.type_string() }}) as given
from {{ cases(
    {"given": "decimal(12, 2)", "expected": "text"},
    [["7001.00", "7001"], ["12.50", "12.50"], ["-0.05", "-0.05"], [none, none]],
) }}
where {{ differs(typed_text("given", "decimal(12, 2)"), "expected") }}
union all
select
    expected,
    given
from {{ cases({"given": "text", "expected": "text"}, [["7001.0", "7001.0"], [none, none]]) }}
where {{ differs(typed_text("given", "text"), "expected") }}

-- One row per timestamp that is not as long after another one as it should be.
select *
from {{ cases(
    {"given": "timestamp", "days": "double precision", "expected": "timestamp"},
    [
        ["2025-01-01 00:00:00", "1.5", "2025-01-02 12:00:00"],
        ["2025-03-01 06:00:00.25", "-1", "2025-02-28 06:00:00.25"],
        ["2025-01-01 00:00:00", "1.1574074074074074e-11", "2025-01-01 00:00:00.000001"],
        ["2025-01-01 00:00:00", "0.3333333333333333", "2025-01-01 08:00:00"],
        ["2025-01-01 00:00:00", none, none],
        [none, "1", none],
    ],
) }}
where {{ differs(days_later("given", "days"), "expected") }}

-- One row per timestamp whose week begins on another day.
select *
from {{ cases(
    {"moment": "timestamp", "expected": "date"},
    [
        ["2025-03-03 00:00:00", "2025-03-03"], ["2025-03-09 23:59:59.999999", "2025-03-03"],
        ["2024-02-29 12:00:00", "2024-02-26"], ["2024-12-31 00:00:00", "2024-12-30"],
        ["2026-01-01 00:00:00", "2025-12-29"], [none, none],
    ],
) }}
where {{ differs(week_start("moment"), "expected") }}

-- One row per set of timestamps whose earliest one is not found.
{%- set moment = "timestamp" %}
select *
from {{ cases(
    {"first_at": moment, "second_at": moment, "third_at": moment, "expected": moment},
    [
        ["2025-01-02", "2025-01-01", "2025-01-03", "2025-01-01"],
        [none, "2025-01-01 10:00:00", "2025-01-01 09:00:00", "2025-01-01 09:00:00"],
        [none, none, "2025-01-03", "2025-01-03"],
        [none, none, none, none],
    ],
) }}
where
    {{ differs(earliest(["first_at", "second_at", "third_at"]), "expected") }}
    or {{ differs(earliest(["first_at"]), "first_at") }}

-- One row per day with a wrong start.
{%- set days = {"given": "date", "expected": "timestamp"} %}
select *
from {{ cases(days, [
    ["2025-01-15", "2025-01-15 05:00:00"],
    ["2025-07-15", "2025-07-15 04:00:00"],
    ["2025-03-09", "2025-03-09 05:00:00"],
    ["2025-11-02", "2025-11-02 04:00:00"],
    ["2025-11-03", "2025-11-03 05:00:00"],
    [none, none],
]) }}
where {{ differs(start_of_day("given", "America/Havana"), "expected") }}

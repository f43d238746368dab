-- One row per local time with a wrong UTC timestamp.
{%- set timestamps = {"given": "timestamp", "expected": "timestamp"} %}
select *
from {{ cases(timestamps, [
    ["2025-03-09 01:59:59.999999", "2025-03-09 06:59:59.999999"],
    ["2025-03-09 02:30:00", "2025-03-09 07:30:00"],
    ["2025-03-09 03:00:00", "2025-03-09 07:00:00"],
    ["2025-07-01 00:00:00", "2025-07-01 04:00:00"],
    ["2025-11-02 00:59:59", "2025-11-02 04:59:59"],
    ["2025-11-02 01:30:00", "2025-11-02 06:30:00"],
    ["2025-11-02 02:00:00", "2025-11-02 07:00:00"],
    [none, none],
]) }}
where {{ differs(utc_timestamp("given", "America/New_York"), "expected") }}
union all
select *
from {{ cases(timestamps, [["2025-01-02 01:45:00", "2025-01-01 20:00:00"]]) }}
where {{ differs(utc_timestamp("given", "Asia/Kathmandu"), "expected") }}
union all
select *
from {{ cases(timestamps, [
    ["2025-04-06 01:45:00", "2025-04-05 15:15:00"],
    ["2025-04-06 01:15:00", "2025-04-05 14:15:00"],
]) }}
where {{ differs(utc_timestamp("given", "Australia/Lord_Howe"), "expected") }}

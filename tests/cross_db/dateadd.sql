-- One row per timestamp that is not as long after another one as it should be.
{%- set moments = {"given": "timestamp", "expected": "timestamp"} %}
select *
from {{ cases(moments, [
    ["2025-01-31 23:59:59.999999", "2025-02-02 23:59:59.999999"],
    ["2024-02-28 00:00:00", "2024-03-01 00:00:00"],
    [none, none],
]) }}
where {{ differs(dbt.dateadd("day", 2, "given"), "expected") }}
union all
select *
from {{ cases(moments, [
    ["2025-01-31 10:00:00", "2025-02-28 10:00:00"],
    ["2024-12-31 10:00:00", "2025-01-31 10:00:00"],
]) }}
where {{ differs(dbt.dateadd("month", 1, "given"), "expected") }}
union all
select *
from {{ cases(moments, [
    ["2025-01-01 00:00:00.000001", "2024-12-31 22:30:00.000001"],
]) }}
where {{ differs(dbt.dateadd("minute", "-90", "given"), "expected") }}

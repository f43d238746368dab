-- One row per group whose earliest row is another one.
select *
from (
    select
        name,
        max(expected) as expected,
        {{ earliest_row(["given"], "moment", "id") }}
    from {{ cases(
        {
            "name": "text", "moment": "timestamp", "id": "text", "given": "text",
            "expected": "text",
        },
        [
            ["by time", "2025-01-02 00:00:00", "a", "later", "first"],
            ["by time", "2025-01-01 23:59:59.999999", "b", "first", "first"],
            ["by id", "2025-01-01 00:00:00", "b", "later", "first"],
            ["by id", "2025-01-01 00:00:00", "a", "later", "first"],
            ["by id", "2025-01-01 00:00:00", "B", "first", "first"],
            ["nothing", "2025-01-02 00:00:00", "a", "later", none],
            ["nothing", "2025-01-01 00:00:00", "a", none, none],
        ],
    ) }}
    group by name
) as earliest_rows
where {{ differs("given", "expected") }}

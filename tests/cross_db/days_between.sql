-- One row per pair of timestamps with a wrong distance.
select *
from {{ cases(
    {"earlier": "timestamp", "later": "timestamp", "expected": "double precision"},
    [
        ["2025-01-01 00:00:00", "2025-01-01 00:00:00", "0"],
        ["2025-01-01 12:00:00", "2025-01-03 00:00:00", "1.5"],
        ["2025-01-03 00:00:00", "2025-01-01 12:00:00", "-1.5"],
        ["2025-01-01 00:00:00", "2025-01-01 00:00:00.000001", "1.1574074074074074e-11"],
        ["2000-01-01 00:00:00", "2030-01-01 00:00:00.5", "10958.000005787037"],
        [none, "2025-01-01 00:00:00", none],
    ],
) }}
where not coalesce(
    abs({{ days_between("earlier", "later") }} - expected) <= 1e-12 * abs(expected),
    expected is null and {{ days_between("earlier", "later") }} is null
)

-- One row per group with another percentile.
select *
from (
    select
        name,
        max(expected_median) as expected_median,
        max(expected_90th) as expected_90th,
        {{ percentile("given", 0.5) }} as actual_median,
        {{ percentile("given", 0.9) }} as actual_90th
    from {{ cases(
        {
            "name": "text", "given": "bigint", "expected_median": "double precision",
            "expected_90th": "double precision",
        },
        [
            ["four", "40", "30", "82"], ["four", "10", "30", "82"],
            ["four", "100", "30", "82"], ["four", "20", "30", "82"],
            ["four", none, "30", "82"], ["one", "7", "7", "7"], ["none", none, none, none],
        ],
    ) }}
    group by name
) as percentiles
where
    not coalesce(
        abs(actual_median - expected_median) < 1e-9
        and abs(actual_90th - expected_90th) < 1e-9,
        expected_median is null and actual_median is null and actual_90th is null
    )

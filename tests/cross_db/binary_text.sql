-- One row per text that is not sorted by its bytes.
select *
from (
    select
        given,
        expected,
        row_number() over (order by {{ binary_text("given") }} asc) as actual
    from {{ cases(
        {"given": "text", "expected": "bigint"},
        [
            ["a", "5"], ["B", "2"], ["_", "4"], ["Z", "3"], ["ab", "6"],
            ["é", "9"], ["b", "7"], ["z", "8"], ["1", "1"],
        ],
    ) }}
) as numbered
where {{ differs("actual", "expected") }}

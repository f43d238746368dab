-- One row where a value of one of the contracts' types is not what it was.
select *
from {{ cases(
    {
        "a_text": "text", "a_number": "bigint", "a_double": "double precision",
        "a_flag": "boolean", "a_day": "date", "a_moment": "timestamp",
    },
    [["ä 1", "9007199254740993", "1.5", "true", "2024-02-29", "2024-02-29 10:30:15.5"]],
) }}
where
    not coalesce(
        a_text = 'ä 1' and a_number = 9007199254740993 and a_double = 1.5 and a_flag
        and a_day = cast('2024-02-29' as date)
        and a_moment = cast('2024-02-29 10:30:15.5' as timestamp),
        false
    )

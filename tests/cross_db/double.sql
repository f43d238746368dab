-- One row where a double has other than 8 bytes: a tenth and two are not just three.
select *
from {{ cases({"given": "text", "expected": "text"}, [["0.1", "0.2"]]) }}
where
    not coalesce(
        cast(given as {{ double() }}) + cast(expected as {{ double() }})
        - cast('0.3' as {{ double() }}) between 1e-17 and 1e-16,
        false
    )

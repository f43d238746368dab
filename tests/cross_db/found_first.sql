-- One row per row of a seed that is found though it should not be, or the other way round.
select
    all_types.touch_type,
    found_types.touch_type as found_type
from {{ ref("touch_types") }} as all_types
full outer join (
    select * from {{ ref("touch_types") }}
    where
        {{
            found_first(
                "touch_types",
                [
                    "touch_type like 'e%'",
                    "touch_type like '%l%'",
                    "touch_type in (select max(touch_type) from "
                    ~ ref("touch_types") ~ ")",
                    "touch_type is null",
                ],
            )
        }}
        -- Of the found ones, not of the last condition alone.
        and touch_type not like '%k%'
) as found_types
    on all_types.touch_type = found_types.touch_type
where
    all_types.touch_type is null
    or (found_types.touch_type is not null)
    != (
        (
            all_types.touch_type like 'e%'
            or all_types.touch_type like '%l%'
            or all_types.touch_type
            = (select max(touch_type) from {{ ref("touch_types") }})
        )
        and all_types.touch_type not like '%k%'
    )

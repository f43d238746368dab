-- One row per text that is another one than was given, and one if rows come of none.
{%- set rows = [["it's", 1, none], ["", "a\\b\n'%s'", 'é "{0}"']] %}
with

given as (

    {{ text_rows(rows, ["a", "b", "c"]) }}

),

expected as (

    select *
    from {{ cases({"a": "text", "b": "text", "c": "text"}, rows) }}

)

select expected.a
from expected
where not exists (
    select 1
    from given
    where
        given.a = expected.a
        and given.b = expected.b
        and coalesce(given.c, 'none') = coalesce(expected.c, 'none')
)

union all

select a from ({{ text_rows([], ["a"]) }}) as nothing

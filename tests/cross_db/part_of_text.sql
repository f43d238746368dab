-- One row per text of which another part was expected; one that is not there is empty or null.
select *
from {{ cases(
    {"given": "text", "first": "text", "second": "text", "third": "text"},
    [
        ["1..5", "1", "5", ""], ["1.5..2.5", "1.5", "2.5", ""], ["..5", "", "5", ""],
        ["5..", "5", "", ""], ["1-5", "1-5", "", ""], ["1..2..3", "1", "2", "3"],
        [none, "", "", ""],
    ],
) }}
where
    {{ differs("coalesce(" ~ part_of_text("given", "..", 1) ~ ", '')", "first") }}
    or {{ differs("coalesce(" ~ part_of_text("given", "..", 2) ~ ", '')", "second") }}
    or {{ differs("coalesce(" ~ part_of_text("given", "..", 3) ~ ", '')", "third") }}

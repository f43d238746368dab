-- One row per text that is another id.
{%- set ids = {"given": "text", "expected": "text"} %}
select *
from {{ cases(ids, [
    ["7001.0", "7001"], ["007.0", "007"], ["7001", "7001"], ["7001.00", "7001.00"],
    ["7001.5", "7001.5"], ["-7.0", "-7.0"], ["a1.0", "a1.0"], [".0", ".0"], ["1.0.0", "1.0.0"],
    ["1.0\n2.0", "1.0\n2.0"], ["0", "0"], ["0.0", "0"],
    ["00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000000"],
    ["undefined", none], ["NULL", none], ["\\N", none], ["nan", none], ["None-1", "None-1"],
    ["Ab c", "Ab c"], ["(direct)", "(direct)"], [none, none],
]) }}
where {{ differs(clean_id("given"), "expected") }}
union all
select *
from {{ cases(ids, [
    ["0", none], ["0.0", none], ["00000000-0000-0000-0000-000000000000", none],
    ["00000000000000000000000000000000", none], ["00000000000000000000000000000000.0", none],
    ["undefined", none], ["10", "10"],
    ["00", "00"], ["1.0", "1"], [none, none],
]) }}
where {{ differs(clean_id("given", is_of_nobody=true), "expected") }}

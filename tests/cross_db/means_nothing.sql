-- One row per text that is wrongly taken for a value or for nothing.
select *
from {{ cases(
    {"given": "text", "expected": "boolean"},
    [
        ["null", "true"], ["NULL", "true"], ["None", "true"], ["NaN", "true"], ["N/A", "true"],
        ["undefined", "true"], ["\\N", "true"], ["\\n", "true"], ["(not set)", "true"],
        ["(None)", "true"], ["(Data Not Available)", "true"], ["[object Object]", "true"],
        ["(direct)", "false"], ["N", "false"], ["\n", "false"], ["-", "false"], ["0", "false"],
        ["nullable", "false"], ["", "false"], [none, none],
    ],
) }}
where
    {{ differs(means_nothing("given"), "expected") }}
    or not {{ means_nothing("coalesce(given, 'null')", ["(direct)"]) }}
    and given = '(direct)'

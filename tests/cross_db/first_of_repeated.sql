-- One row per text that is read as another one.
select *
from {{ cases(
    {"given": "text", "expected": "text"},
    [
        ["cpc,cpc", "cpc"], ["cpc|cpc|cpc", "cpc"], ["CPC, cpc", "CPC"],
        ["Paid_Social,paid social , PAID-SOCIAL", "Paid_Social"],
        ["cpc,email", "cpc,email"], ["cpc,cpc,email", "cpc,cpc,email"], ["cpc,", "cpc,"],
        [",cpc", ",cpc"], ["a,ab", "a,ab"], ["ab,b", "ab,b"], ["a,a|b", "a,a|b"],
        ["google / cpc,google / cpc", "google / cpc"], [",", none],
        ["cpc", "cpc"], ["a cpc", "a cpc"], [none, none],
    ],
) }}
where {{ differs(first_of_repeated("given"), "expected") }}

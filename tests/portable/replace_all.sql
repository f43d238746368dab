-- One row per text in which something else is replaced.
select *
from {{ cases(
    {"given": "text", "expected": "text"},
    [
        ["a1b22c", "a#b#c"], ["none", "none"], ["7", "#"], ["", ""], [none, none],
    ],
) }}
where {{ differs(replace_all("given", "[0-9]+", "#"), "expected") }}
union all
select *
from {{ cases(
    {"given": "text", "expected": "text"},
    [
        ["ada@x.com", "***@x.com"], ["<ada@x.com>,\tbob.b@y.org", "<***@x.com>,\t***@y.org"],
        ["ä.ö@x.com", "***@x.com"], ["@x", "@x"], ["no address", "no address"],
    ],
) }}
where {{ differs(masked_email("given"), "expected") }}

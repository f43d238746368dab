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
union all
select *
from {{ cases(
    {"given": "text", "expected": "text"},
    [
        ["?e=ada%40x.com&b=1", "***@x.com&b=1"],
        ["\"ada b\"@x.com", "***@x.com"], ["100%", "100%"],
    ],
) }}
where {{ differs(masked_email("given"), "expected") }}
union all
select *
from {{ cases(
    {"given": "text", "expected": "text"},
    [
        ["ada@x.com", "***@x.com"], ["Ada Byron <ada@x.com>", "***@x.com"],
        ["a@x.com, b@y.org (Bob)", "***@y.org"], ["Ada Byron", "***"], [none, none],
    ],
) }}
where {{ differs(masked_contact("given"), "expected") }}

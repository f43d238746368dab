-- One row per campaign that is written in another way.
select *
from {{ cases(
    {"given": "text", "expected": "text"},
    [
        ["Spring Sale", "spring sale"], ["spring+sale", "spring sale"],
        ["SPRING%20Sale", "spring sale"], ["spring + %20  sale", "spring sale"],
        ["spring_sale", "spring_sale"], ["spring-sale", "spring-sale"],
        ["50%2Boff", "50%2boff"], ["50%20off", "50 off"], ["50%", "50%"], ["a  b", "a b"],
        ["ÄÖ", "äö"], ["+Spring Sale%20", "spring sale"], ["+", none], [none, none],
        ["\u2003WIDE%20Blank\u2003", "\u2003wide blank\u2003"],
    ],
) }}
where {{ differs(clean_campaign("given"), "expected") }}

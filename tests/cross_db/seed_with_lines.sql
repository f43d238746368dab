-- One row per line of a seed's file that is there twice, or cannot be.
select
    seed_line,
    count(*) as times
from {{ seed_with_lines(ref("deal_stages")) }}
where seed_line is not null
group by seed_line
having
    count(*) > 1
    or seed_line < 2
    or seed_line > (select count(*) + 1 from {{ ref("deal_stages") }})

-- One row per seed of the sample that holds a word where the file has nothing.
select lead_id
from {{ raw("leads") }}
where 'None' in (email, company_name, region, owner)

-- One row per seed of the sample that holds a word where the file has nothing. Other raw
-- data may hold the word.
select lead_id
from {{ raw("leads") }}
where
    'None' in (email, company_name, region, owner)
    and {{ "1 = 0" if var("raw_schema") or env_var("RAW_FILES", "") else "1 = 1" }}

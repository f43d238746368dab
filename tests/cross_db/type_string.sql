-- One row per text that a cast to the type of texts cuts.
select *
from {{ cases({"given": "text"}, [["a" * 300], ["ä" * 300]]) }}
where {{ differs("length(cast(given as " ~ dbt.type_string() ~ "))", "300") }}

-- One row if a column of such a name does not keep its value.
select *
from (select 1 as {{ quoted("rows") }} from (select 1 as nothing) as one) as given
where {{ quoted("rows") }} <> 1

-- One row per amount that is another number, or that wrongly has a decimal comma or none.
{%- set amounts = {"given": "text", "has_comma": "boolean", "expected": "double precision"} %}
select
    given,
    expected
from (
    select
        *,
        {{ try_amount("given") }} as actual
    from {{ cases(amounts, [
        ["1.250,00", "true", none], ["1.250", "false", none], ["-12.500", "false", none],
        ["+999.000", "false", none], ["1250.000", "false", "1250"], ["1.25", "false", "1.25"],
        ["1.2500", "false", "1.25"], [".250", "false", "0.25"], ["1250", "false", "1250"],
        ["2,5", "true", none], ["-1250,75", "true", none], ["1250,0000", "true", none],
        ["1.250.000,123", "true", none], ["1,250", "false", none], ["1,250.00", "false", none],
        ["12.34,5", "false", none], ["1,2,3", "false", none], [",5", "false", none],
        ["", "false", none], [none, "false", none],
    ]) }}
) as european
where
    {{ differs("actual", "expected") }}
    or has_comma <> coalesce({{ has_decimal_comma("given") }}, false)
union all
select
    given,
    expected
from (
    select
        *,
        {{ try_amount("given") }} as actual
    from {{ cases(amounts, [
        ["1.250", "false", "1.25"], ["1,250", "false", none], ["1,250.00", "false", none],
    ]) }}
) as english
where {{ differs("actual", "expected") }}

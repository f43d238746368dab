-- One row per rule on an attribute of a lead: of the fit score or an exclusion.
with

fit_rules as (

    select * from {{ of_own_rules(ref('fit_rules')) }}

),

exclusions as (

    select * from {{ of_own_rules(ref('exclusions')) }}

),

all_rules as (

    select
        'fit' as purpose,
        rule,
        attribute,
        operator,
        value,
        points

    from fit_rules

    union all

    select
        'exclusion' as purpose,
        rule,
        attribute,
        operator,
        value,
        '0' as points

    from exclusions

),

cleaned_rules as (

    select
        purpose,
        {{ rule_text('rule') }} as rule,
        {{ rule_key('attribute') }} as attribute,
        {{ rule_key('operator') }} as operator,
        {{ rule_key('value') }} as rule_value,
        {{ try_number(rule_text(part_of_text('value', '..', 1))) }} as low_value,
        {{ try_number(rule_text(part_of_text('value', '..', 2))) }} as high_value,
        cast({{ rule_text('points') }} as {{ points_type() }}) as points

    from all_rules

),

typed_rules as (

    select
        purpose,
        rule,
        attribute,
        operator,
        -- A list is kept as |a|b|c|, so that one search finds a whole item.
        case
            when operator = 'in'
                then
                    '|' || {{ replace_all('rule_value', '[ ]*[|][ ]*', '|') }} || '|'
            else rule_value
        end as rule_value,
        coalesce(low_value, -1e300) as low_value,
        coalesce(high_value, 1e300) as high_value,
        points

    from cleaned_rules

)

select * from typed_rules

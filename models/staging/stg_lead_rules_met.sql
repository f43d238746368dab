-- One row per lead: what the rules say about the version that counts.
with

leads as (

    select * from {{ of_changed_leads(ref('stg_leads_versioned')) }}

    where is_version and version_number = 1

),

lead_rules as (

    select * from {{ ref('stg_lead_rules') }}

),

attributes_with_rules as (

    select distinct attribute from lead_rules

),

lead_values as (

    {% for column in raw_tables()['leads'].columns -%}
    select
        leads.lead_id,
        attributes_with_rules.attribute,
        {{ as_it_came('leads.' ~ column) }} as attribute_value

    from leads
    inner join attributes_with_rules
        on attributes_with_rules.attribute = '{{ raw_name(column) }}'
    where {{ as_it_came('leads.' ~ column) }} is not null
    {{ "union all" if not loop.last }}

    {% endfor %}
),

-- Many leads share a title or a country: each value is checked once.
distinct_values as (

    select distinct
        attribute,
        attribute_value

    from lead_values

),

values_met as (

    select
        distinct_values.attribute,
        distinct_values.attribute_value,
        sum(lead_rules.points) as points,
        max(case when lead_rules.purpose = 'exclusion' then 1 else 0 end) as exclusions

    from distinct_values
    inner join lead_rules
        on
            distinct_values.attribute = lead_rules.attribute
            and {{ rule_is_met('distinct_values.attribute_value') }}

    group by distinct_values.attribute, distinct_values.attribute_value

),

rules_met as (

    select
        lead_values.lead_id,
        sum(values_met.points) as points,
        max(values_met.exclusions) as exclusions

    from lead_values
    inner join values_met
        on
            lead_values.attribute = values_met.attribute
            and lead_values.attribute_value = values_met.attribute_value

    group by lead_values.lead_id

),

lead_rules_met as (

    select
        leads.lead_id,
        cast(coalesce(rules_met.points, 0) as {{ points_type() }}) as fit_score,
        coalesce(rules_met.exclusions, 0) > 0 as is_excluded

    from leads
    left join rules_met
        on leads.lead_id = rules_met.lead_id

)

select * from lead_rules_met

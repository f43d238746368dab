-- One row per cell of a rule, shipped or own, with a value that is not allowed.
-- depends_on: {{ ref('channels') }}, {{ ref('channel_rules') }}, {{ ref('touch_types') }}
-- depends_on: {{ ref('source_categories') }}, {{ ref('campaign_names') }}
-- depends_on: {{ ref('lead_source_channels') }}, {{ ref('lead_statuses') }}
-- depends_on: {{ ref('fit_rules') }}, {{ ref('exclusions') }}, {{ ref('personas') }}
-- depends_on: {{ ref('deal_stages') }}, {{ ref('margins') }}, {{ ref('stg_own_rules') }}
-- depends_on: {{ ref('cost_types') }}, {{ ref('exchange_rates') }}, {{ ref('holidays') }}
-- depends_on: {{ ref('targets') }}, {{ ref('benchmarks') }}, {{ ref('goal_scenarios') }}
with
{{ rule_rows() }}

cells as (

    {{ rule_cells() }}

),

trimmed_cells as (

    select
        *,
        {{ rule_text('cell') }} as cell_text,
        {{ rule_key('cell') }} as cell_key,
        {{ rule_lookup_key('cell') }} as lookup_key,
        seed || '.' || column_name as place

    from cells

),

other_rules as (

    select distinct place, lookup_key from trimmed_cells

),

faulty_cells as (

    select
        trimmed_cells.file,
        trimmed_cells.line,
        trimmed_cells.row_text,
        trimmed_cells.column_name,
        trimmed_cells.cell,
        case
            when trimmed_cells.is_required and trimmed_cells.cell_text is null
                then 'something: it must not be empty'
            when {{ is_of_wrong_type('trimmed_cells.cell_text', 'trimmed_cells.cell_type') }}
                then
                    case trimmed_cells.cell_type
                        {%- for type, allowed in rule_cell_types().items() %}
                        when '{{ type }}' then '{{ allowed }}'
                        {%- endfor %}
                    end
            when
                {{ dbt.position("'|' || trimmed_cells.cell_key || '|'", 'trimmed_cells.choices') }}
                = 0
                or (trimmed_cells.choices is not null and trimmed_cells.cell_key like '%|%')
                then trimmed_cells.choice_names
            when
                trimmed_cells.choices_from is not null
                and trimmed_cells.cell_key is not null
                and other_rules.place is null
                then trimmed_cells.choice_names
        end as allowed

    from trimmed_cells
    left join other_rules
        on
            trimmed_cells.choices_from = other_rules.place
            and trimmed_cells.lookup_key = other_rules.lookup_key

),

all_faults as (

    select * from faulty_cells where allowed is not null

    union all

    {{ repeated_rule_rows() }}

    union all

    {{ wrong_ranges() }}

    union all

    {{ rates_of_another_currency() }}

    union all

    {{ missing_channels() }}

)

select * from all_faults

{#-
    The raw tables of the contract: each one's columns in the contract's order, which of
    them are required, and which one identifies a record (none: rows have no id of their
     own). models/staging/_staging__sources.yml describes the same columns; a pytest
     keeps both alike. Ties between rows are broken in this order of columns. The columns of
     leads end with those of lead_attributes, each under the name of its column in the models.

    Returns: a mapping of table name to {columns, required, id}.
-#}
{% macro raw_tables() %}
    {{
        return({
            "leads": {
                "id": "lead_id",
                "required": ["lead_id", "created_at"],
                "columns": [
                    "lead_id", "created_at", "updated_at", "email", "company_name",
                    "job_title", "country", "region", "industry", "employee_count",
                    "annual_revenue", "budget", "age", "gender", "income", "interest",
                    "challenge", "lead_source", "owner", "is_deleted", "account_id",
                    "status",
                ] + lead_attribute_columns(),
            },
            "touchpoints": {
                "id": "touchpoint_id",
                "required": ["touchpoint_id", "occurred_at", "touch_type"],
                "columns": [
                    "touchpoint_id", "occurred_at", "touch_type", "lead_id",
                    "anonymous_id", "channel", "utm_source", "utm_medium",
                    "utm_campaign", "asset", "program",
                ],
            },
            "deals": {
                "id": "deal_id",
                "required": ["deal_id", "created_at", "stage"],
                "columns": [
                    "deal_id", "created_at", "stage", "lead_id", "account_id",
                    "updated_at", "closed_at", "amount", "currency", "owner", "region",
                    "is_deleted", "pipeline", "stage_kind", "deal_type", "lost_reason",
                ],
            },
            "deal_stage_changes": {
                "id": none,
                "required": ["deal_id", "stage", "changed_at"],
                "columns": ["deal_id", "stage", "changed_at", "pipeline", "stage_kind"],
            },
            "lead_status_changes": {
                "id": none,
                "required": ["lead_id", "status", "changed_at"],
                "columns": ["lead_id", "status", "changed_at", "field"],
            },
            "marketing_spend": {
                "id": "spend_id",
                "required": ["spend_date", "amount"],
                "columns": [
                    "spend_date", "amount", "spend_id", "channel", "utm_source",
                    "utm_medium", "campaign", "cost_type", "currency",
                ],
            },
            "web_traffic": {
                "id": none,
                "required": ["traffic_date"],
                "columns": [
                    "traffic_date", "utm_source", "utm_medium", "visitors", "sessions",
                    "page_views", "bounces", "social_shares", "search_position",
                ],
            },
        })
    }}
{% endmacro %}


{#-
    The columns of the models that hold lead_attributes: a company's names may be words of
    SQL, or those of other columns of the models.
    Returns: a list of names, in the order of the variable.
-#}
{% macro lead_attribute_columns() %}
    {%- set columns, names = [], var("lead_attributes") -%}
    {#- What is no list stops the run in check_variables(). -#}
    {%- for name in names if names is not string and names is iterable -%}
        {%- do columns.append("attribute_" ~ name | string | lower) -%}
    {%- endfor -%}
    {{ return(columns) }}
{% endmacro %}


{#-
    What a column of raw_tables() is called in the raw table.
    Arguments: column, a name of raw_tables(). Returns: a name in lower case.
-#}
{% macro raw_name(column) %}
    {{ return(column[10:] if column.startswith("attribute_") else column) }}
{% endmacro %}


{#-
    What the columns of raw_tables() are called in a raw table.
    Arguments: table, a name of raw_tables(). Returns: a list of names in lower case.
-#}
{% macro raw_names(table) %}
    {%- set names = [] -%}
    {%- for column in raw_tables()[table].columns -%}
        {%- do names.append(raw_name(column)) -%}
    {%- endfor -%}
    {{ return(names) }}
{% endmacro %}


{#-
    The columns of the base models that hold each raw row's required timestamp, in UTC.
    Returns: a mapping of table name to column name.
-#}
{% macro raw_timestamps() %}
    {{
        return({
            "leads": "created_at_utc",
            "touchpoints": "occurred_at_utc",
            "deals": "created_at_utc",
            "deal_stage_changes": "changed_at_utc",
            "lead_status_changes": "changed_at_utc",
            "marketing_spend": "spend_date_utc",
            "web_traffic": "traffic_date_utc",
        })
    }}
{% endmacro %}

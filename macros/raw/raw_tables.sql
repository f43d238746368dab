{#-
    The raw tables of the contract: each one's columns in the contract's order, which of
    them are required, and which one identifies a record (none: rows have no id of their
    own). models/staging/_staging__sources.yml describes the same columns; a pytest
    keeps both alike. Ties between rows are broken in this order of columns.

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
                    "challenge", "lead_source", "owner", "is_deleted",
                ],
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
                    "is_deleted",
                ],
            },
            "deal_stage_changes": {
                "id": none,
                "required": ["deal_id", "stage", "changed_at"],
                "columns": ["deal_id", "stage", "changed_at"],
            },
            "lead_status_changes": {
                "id": none,
                "required": ["lead_id", "status", "changed_at"],
                "columns": ["lead_id", "status", "changed_at"],
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

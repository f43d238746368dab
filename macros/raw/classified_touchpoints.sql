{#-
    Raw touches with the status of each. Of the touches with one id the smallest counts.
    It is never later than the others, so a touch after the report cannot win.

    Arguments: names of CTEs. touchpoints, raw touches; repeated, those of them whose ids
    repeat, with their copy_number; report_date, the row of stg_report_date.
    Returns: SQL of a query.
-#}
{% macro classified_touchpoints(touchpoints, repeated, report_date) -%}
    select
        ranked_touchpoints.*,
        {{
            row_status(
                "copy_number > 1",
                is_later="occurred_at_utc >= " ~ report_date ~ ".report_end_at"
            )
        }} as row_status

    from (
        select
            *,
            1 as copy_number

        from {{ touchpoints }}

        where
            rejected_for is not null
            or touchpoint_id not in (
                select {{ repeated }}.touchpoint_id from {{ repeated }}
            )

        union all

        select * from {{ repeated }}
    ) as ranked_touchpoints
    cross join {{ report_date }}
{%- endmacro %}

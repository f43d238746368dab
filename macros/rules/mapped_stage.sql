{#-
    What the stage of a deal means: by the seed's row of its pipeline, else by the one that
    holds for any, else what the CRM itself says. Reads pipeline_stages and general_stages,
    parts of stg_deal_stages that are joined by on_stage.

    Arguments: rows, the alias of the rows.
    Returns: SQL of a text, null for an unknown stage.
-#}
{% macro mapped_stage(rows) -%}
    coalesce(
        pipeline_stages.stage,
        general_stages.stage,
        case
            when
                lower({{ rows }}.stage_kind)
                in ('won', 'lost', 'commit', 'opportunity', 'prospect')
                then lower({{ rows }}.stage_kind)
        end
    )
{%- endmacro %}


{#-
    The condition to join a part of stg_deal_stages on.
    Arguments: rows, the alias of the rows; stages, that of the part; pipeline, SQL of the
    pipeline that the rows are in, none for the part that holds for any.
    Returns: SQL of a boolean.
-#}
{% macro on_stage(rows, stages, pipeline=none) -%}
    {{ lookup_key(rows ~ ".stage") }} = {{ stages }}.crm_stage_key
    {%- if pipeline %}
    and {{ lookup_key(pipeline) }} = {{ stages }}.pipeline_key
    {%- endif %}
{%- endmacro %}

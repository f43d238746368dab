{#-
    The days after a lead's creation at which the back-test looks at its score.
    Returns: a list of whole numbers.
-#}
{% macro score_landmarks() -%}
    {{ return([1, 3, 7, 14, 30]) }}
{%- endmacro %}


{#-
    How many leads had which fit and engagement at each landmark, and how many of them
    became an opportunity after it within conversion_window_days. Only of leads that were
    no opportunity by then and have had that window since.

    Arguments: leads, the CTE of int_lead_scores_dated; report_date, that of
    stg_report_date.
    Returns: SQL of a query, for scores_by_type().
-#}
{% macro landmark_scores(leads, report_date) -%}
    {%- set window = var("conversion_window_days") | int -%}
    {%- for days in score_landmarks() -%}
    {%- set landmark_at = dbt.dateadd("day", days, "lead_at") -%}
    select
        {{ days }} as landmark_days,
        fit_score,
        day_{{ days }}_engagement as engagement_score,
        count(*) as leads,
        {{ count_where(is_within_days("opportunity_at", "lead_at", days + window)) }} as opportunities
    from {{ leads }}
    cross join {{ report_date }}
    where
        {{ dbt.dateadd("day", days + window, "lead_at") }} <= report_end_at
        and (opportunity_at > {{ landmark_at }} or opportunity_at is null)
    group by fit_score, day_{{ days }}_engagement
    {% if not loop.last %}union all
    {% endif %}
    {%- endfor -%}
{%- endmacro %}


{#-
    The leads and opportunities of landmark_scores() by each type of score, one after the
    other: score (fit and engagement), fit, engagement.

    Arguments: scores, the CTE of landmark_scores().
    Returns: SQL of a query with one row per landmark, score_type and score.
-#}
{% macro scores_by_type(scores) -%}
    {%- for score_type, score in {
        "score": "fit_score + engagement_score",
        "fit": "fit_score",
        "engagement": "engagement_score",
    }.items() -%}
    select
        landmark_days,
        '{{ score_type }}' as score_type,
        cast({{ score }} as {{ points_type() }}) as score,
        cast(sum(leads) as bigint) as leads,
        cast(sum(opportunities) as bigint) as opportunities
    from {{ scores }}
    group by landmark_days, {{ score }}
    {% if not loop.last %}union all
    {% endif %}
    {%- endfor -%}
{%- endmacro %}

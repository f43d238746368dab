-- One row per metric of the scorecard: what kind of number it is and when it is better.
with

metrics as (

    {% for metric, kind, better_when in scorecard_metrics() -%}
    select
        '{{ metric }}' as metric,
        '{{ kind }}' as kind,
        '{{ better_when }}' as better_when
    {{ "union all" if not loop.last }}
    {% endfor %}
)

select * from metrics

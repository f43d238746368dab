{#-
    The grade of a fit score: A from 30, B from 20, C from 10 on, else D.
    Arguments: score, SQL of a number. Returns: SQL of a text.
-#}
{% macro fit_grade(score) -%}
    case when {{ score }} >= 30 then 'A' when {{ score }} >= 20 then 'B' when {{ score }} >= 10 then 'C' else 'D' end
{%- endmacro %}


{#-
    The grade of an engagement score: 1 from 60, 2 from 30, 3 from 10 on, else 4.
    Arguments: score, SQL of a number. Returns: SQL of a text.
-#}
{% macro engagement_grade(score) -%}
    case when {{ score }} >= 60 then '1' when {{ score }} >= 30 then '2' when {{ score }} >= 10 then '3' else '4' end
{%- endmacro %}

{#-
    What a channel's changed share of the cohort did to the company's rate. Reads
    cohort_share, channel_rate and company_rate, and each one's previous_…
    Returns: SQL of a double.
-#}
{% macro mix_effect() -%}
    (cohort_share - previous_cohort_share)
    * (
        coalesce(channel_rate, previous_channel_rate)
        + coalesce(previous_channel_rate, channel_rate)
        - company_rate - previous_company_rate
    ) / 2
{%- endmacro %}


{#-
    What a channel's changed rate did to the company's. A channel without a cohort in one
    of the months takes the other month's rate: it changed none. Reads, returns: as
    mix_effect().
-#}
{% macro rate_effect() -%}
    (coalesce(channel_rate, previous_channel_rate) - coalesce(previous_channel_rate, channel_rate))
    * (cohort_share + previous_cohort_share) / 2
{%- endmacro %}

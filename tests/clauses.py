"""Clauses of the project, and what each of them is for: see broken_clauses.py."""

from typing import NamedTuple


class Clause(NamedTuple):
    """A text that stands once in a file, and another one that breaks its rule.

    What catches it is `unit <model>` (its unit tests), `data <test>` (a data test),
    `built <test>` (a data test of the sample, once the model is built again),
    `world <seed>` (a random world) or `pytest <tests>`.
    """

    file: str
    text: str
    broken: str
    rule: str
    caught_by: str


def _of_models(folder: str, *clauses: tuple[str, str, str, str]) -> tuple[Clause, ...]:
    """Return clauses of models that their own unit tests catch."""
    return tuple(
        Clause(f"models/{folder}/{model}.sql", text, broken, rule, f"unit {model}")
        for model, text, broken, rule in clauses
    )


def _of_macros(
    folder: str, *clauses: tuple[str, str, str, str, str]
) -> tuple[Clause, ...]:
    """Return clauses of macros."""
    return tuple(
        Clause(f"macros/{folder}/{macro}.sql", *clause) for macro, *clause in clauses
    )


STAGING = (
    _of_models(
        "staging",
        (
            "stg_deals_classified",
            "when deals.stage is null then 'missing_stage'",
            "when deals.stage = '' then 'missing_stage'",
            "a deal without a stage is rejected",
        ),
        (
            "stg_deals_classified",
            "when is_later or version_rank > 1 then null",
            "when is_later then null",
            "only the version of a deal that counts is excluded or ignored",
        ),
        (
            "stg_deals_mapped",
            "coalesce({{ mapped_stage('deals') }}, 'opportunity') as mapped_stage",
            "coalesce({{ mapped_stage('deals') }}, 'prospect') as mapped_stage",
            "a deal in an unknown stage counts as opportunity",
        ),
        (
            "stg_leads_versioned",
            "when leads.is_deleted_flag then null",
            "when false then null",
            "a deletion of a lead needs only its id",
        ),
        (
            "stg_leads_versioned",
            "leads.created_at_utc >= report_date.report_end_at",
            "leads.created_at_utc > report_date.report_end_at",
            "what happens when the report ends is not yet in it",
        ),
        (
            "stg_leads_classified",
            "and leads.version_rank = 1 and rules_met.is_excluded",
            "and rules_met.is_excluded",
            "an older version of an excluded lead is a duplicate",
        ),
        (
            "stg_lead_rules_met",
            "where is_version and version_number = 1",
            "where is_version",
            "rules look at the version that counts",
        ),
        (
            "stg_touchpoints_repeated",
            "occurred_at_utc asc,",
            "occurred_at_utc desc,",
            "of touches with one id the earliest counts",
        ),
        (
            "stg_deals",
            "or mapped_stage = 'won'",
            "",
            "a won deal with a negative amount is a credit",
        ),
        (
            "stg_deals",
            "case when amount_number >= 0 or",
            "case when amount_number > 0 or",
            "a deal may have the amount 0",
        ),
        (
            "stg_deal_stage_changes_classified",
            "coalesce({{ mapped_stage('stage_changes') }}, 'opportunity')",
            "coalesce({{ mapped_stage('stage_changes') }}, 'prospect')",
            "a change to an unknown stage counts as one to opportunity",
        ),
        (
            "stg_lead_status_changes",
            "coalesce(mapped_status, 'ignored')",
            "coalesce(mapped_status, 'recycled')",
            "an unknown status has no effect",
        ),
        (
            "stg_marketing_spend_classified",
            "'case when spend_id is null then copy_number else id_number end > 1'",
            "'copy_number > 1'",
            "of costs with one id one counts",
        ),
        (
            "stg_marketing_spend_classified",
            "coalesce(cost_types.kind, 'program')",
            "coalesce(cost_types.kind, 'sales')",
            "a cost of an unknown type is a program cost",
        ),
        (
            "stg_web_traffic_classified",
            "row_status('copy_number > 1')",
            "row_status('copy_number > 2')",
            "of identical days of traffic one counts",
        ),
        (
            "stg_report_date",
            "where {{ local_date(timestamp) }} <= {{ today() }}",
            "where {{ timestamp }} is not null",
            "the report ends today at the latest",
        ),
    )
    + _of_models(
        "staging/rules",
        (
            "stg_exchange_rates",
            "lead(valid_from) over (",
            "lag(valid_from) over (",
            "a rate counts until the next one",
        ),
        (
            "stg_benchmarks",
            "asc nulls last",
            "asc nulls first",
            "a benchmark of this way to market wins over one for any",
        ),
    )
    + _of_models(
        "staging/base",
        (
            "base_touchpoints",
            "when lead_id is null and anonymous_id is null then 'unidentified_touch'",
            "when lead_id is null then 'unidentified_touch'",
            "a touch names a lead or a visitor",
        ),
    )
)

READING = (
    _of_macros(
        "raw",
        (
            "version_order",
            "case when updated_at_utc < report_end_at then updated_at_utc end desc,",
            "case when updated_at_utc < report_end_at then updated_at_utc end asc,",
            "the latest version within the report counts",
            "unit stg_deals_classified",
        ),
        (
            "version_order",
            "when updated_at_utc is null and is_deleted_flag then 1",
            "when updated_at_utc is null and is_deleted_flag then 5",
            "a deletion without a date counts before all versions",
            "unit stg_leads_versioned",
        ),
        (
            "row_status",
            "when {{ is_deleted }} then 'deleted'",
            "when false then 'deleted'",
            "a deleted record does not count",
            "unit stg_leads_classified",
        ),
        (
            "issues",
            "where row_status = 'accepted' and {{ reason }}",
            "where {{ reason }}",
            "only a row that counts is kept with a warning",
            "unit int_deal_issues",
        ),
    )
    + _of_macros(
        "cross_db",
        (
            "try_number",
            "^[+-]?",
            "^[-]?",
            "a number may have a sign",
            "data try_number",
        ),
        (
            "try_boolean",
            "'y', '1') then true",
            "'y') then true",
            "1 is true",
            "data try_boolean",
        ),
        (
            "try_timestamp",
            "= '-' then 1 else -1 end",
            "= '-' then -1 else 1 end",
            "east of UTC a time is earlier than its clock says",
            "data try_timestamp",
        ),
    )
    + _of_macros(
        "time",
        (
            "month_of",
            "local_timestamp(timestamp)",
            "timestamp",
            "a month is that of the reporting timezone",
            "unit int_lead_events",
        ),
        (
            "is_within_days",
            "{{ later }} < {{",
            "{{ later }} <= {{",
            "a window ends before the hour at which it began",
            "unit int_lead_counts_monthly",
        ),
        (
            "not_before",
            "then {{ first_timestamp }} else",
            "then {{ timestamp }} else",
            "nothing counts before the lead was created",
            "unit int_lead_stage_signals",
        ),
    )
    + _of_macros(
        "rules",
        (
            "rule_is_met",
            ">= low_value",
            "> low_value",
            "between includes its low end",
            "unit stg_lead_rules_met",
        ),
        (
            "rule_is_met",
            "and {{ dbt.position(\"'|'\", attribute) }} = 0",
            "",
            "a value with a | is none of a list",
            "unit stg_lead_rules_met",
        ),
        (
            "resolved_channel",
            "coalesce({{ known_channel }}, 'unknown')",
            "coalesce({{ known_channel }}, 'direct')",
            "a channel that the seed does not know is unknown",
            "unit int_touchpoints_scored",
        ),
        (
            "grades",
            "{{ score }} >= 30 then 'A'",
            "{{ score }} > 30 then 'A'",
            "grade A begins at 30",
            "unit fct_lead_quality_monthly",
        ),
        (
            "is_open_or_won_at",
            "or ({{ deals }}.is_won and",
            "or (false and",
            "a lost deal does not recycle the lead of a won one",
            "unit int_lead_status_events",
        ),
        (
            "exchange_rates",
            "and exchange_rates.valid_from <= {{ month }}",
            "and exchange_rates.valid_from < {{ month }}",
            "a rate counts from its own month on",
            "unit int_deals_staged",
        ),
        (
            "masked_email",
            "then '***@' ||",
            "then {{ text }} ||",
            "an e-mail address shows its domain only",
            "pytest tests/test_privacy.py::test_no_secret_comes_past_staging",
        ),
    )
)

CHANNELS = _of_models(
    "intermediate/channels",
    (
        "int_lead_first_touches",
        "when is_by_creation and touch_channel not in ('direct', 'unknown')",
        "when is_by_creation",
        "a lead's source says more than a direct touch",
    ),
    (
        "int_utm_channels",
        "order by channel_rules.priority asc",
        "order by channel_rules.priority desc",
        "the first rule that matches decides",
    ),
) + _of_models(
    "intermediate/touchpoints",
    (
        "int_touchpoints_scored",
        "touchpoints.occurred_at < point_caps.last_earning_at",
        "touchpoints.occurred_at <= point_caps.last_earning_at",
        "of touches at the same time those beyond max_times earn nothing",
    ),
    (
        "int_touch_point_caps",
        "when touch_number = max_times then occurred_at end",
        "when touch_number = max_times + 1 then occurred_at end",
        "the last touch that earns is the one at max_times",
    ),
    (
        "int_touchpoints_with_lead",
        "coalesce(touch_types.default_channel, 'direct')",
        "coalesce(touch_types.default_channel, 'unknown')",
        "a touch of an unknown type that names no channel is direct",
    ),
)

LEADS = _of_models(
    "intermediate/leads",
    (
        "int_lead_stage_signals",
        "leads.fit_score >= {{",
        "leads.fit_score > {{",
        "a score counts with just the fit that it needs",
    ),
    (
        "int_lead_scores",
        "case when score >= {{ threshold }} then",
        "case when score > {{ threshold }} then",
        "a threshold is reached with the point that fills it",
    ),
    (
        "int_lead_scores",
        "order by scored_at asc) as score",
        "order by scored_at asc, points desc rows unbounded preceding) as score",
        "all touches at the same time count together",
    ),
    (
        "int_lead_scores",
        "sum(greatest(points, 0)) as most_earned",
        "sum(points) as most_earned",
        "a score that fell again had reached its threshold",
    ),
    (
        "int_lead_stage_dates",
        "{{ earliest(signals_at[2:]) }} as opportunity_at",
        "{{ earliest(signals_at[2:3]) }} as opportunity_at",
        "nobody skips a stage",
    ),
    (
        "int_lead_hand_raises",
        "touchpoints.occurred_at >= first_product_uses.first_product_use_at",
        "touchpoints.occurred_at > first_product_uses.first_product_use_at",
        "a hand raise at the first use of the product comes after it",
    ),
    (
        "int_lead_outcomes",
        "'hand_raises.raised_at > stage_dates.customer_at'",
        "'hand_raises.raised_at >= stage_dates.customer_at'",
        "a service-qualified lead asks after its purchase",
    ),
    (
        "int_lead_outcomes",
        "when stage_dates.sql_at = {{ answered_at }} then 'accepted'",
        "when stage_dates.sql_at is not null then 'accepted'",
        "an MQL is accepted if that is what came first",
    ),
    (
        "int_hand_raises_answered",
        "first_raises.raised_at <= touchpoints.occurred_at",
        "first_raises.raised_at < touchpoints.occurred_at",
        "a touch at the moment of a hand raise answers it",
    ),
    (
        "int_hand_raises_answered",
        "group by lead_id, visit",
        "group by lead_id",
        "a lead asks again after each reopening",
    ),
    (
        "int_lead_personas",
        "order by personas.priority asc",
        "order by personas.priority desc",
        "the first persona that fits decides",
    ),
    (
        "int_leads",
        "when stage_dates.customer_at is not null then 'customer'",
        "when outcomes.state = 'in_funnel' and stage_dates.customer_at is not null "
        "then 'customer'",
        "a customer stays one out of the funnel",
    ),
    (
        "int_lead_status_events",
        "where deals.deal_id is null",
        "where 1 = 1",
        "a lost deal recycles its lead only if no other deal is open or won",
    ),
    (
        "int_lead_status_events",
        "and status_events.occurred_at >= leads.created_at",
        "and status_events.occurred_at is not null",
        "nothing moves a lead before it was created",
    ),
    (
        "int_lead_funnel_status",
        "when 'reopened' then 1",
        "when 'reopened' then 5",
        "a reopening comes before a leaving at the same time",
    ),
    (
        "int_lead_stage_history",
        "1 + sum(sum(reopenings)) over",
        "1 + 0 * sum(sum(reopenings)) over",
        "a reopening starts the next visit",
    ),
    (
        "int_lead_scores_dated",
        "points_where('touchpoints.occurred_at < months.month_end_at')",
        "points_where('touchpoints.occurred_at <= months.month_end_at')",
        "what happens when a month ends is not in it",
    ),
)

DEALS = _of_models(
    "intermediate/deals",
    (
        "int_deal_changes",
        "when stage_kind in ('opportunity', 'commit', 'won') then",
        "when stage_kind in ('opportunity', 'commit') then",
        "a deal that was won at once had advanced",
    ),
    (
        "int_deals_dated",
        "closed_at, first_closing_change_at, last_updated_at, created_at",
        "closed_at, last_updated_at, first_closing_change_at, created_at",
        "a deal closes at its change of stage before its last update",
    ),
    (
        "int_deals_dated",
        "when first_commit_at is not null then 'commit'",
        "when first_commit_at is null then 'commit'",
        "a deal that closes after the report is open in its last stage",
    ),
    (
        "int_deals_staged",
        "coalesce(closed_at, created_at)') }} as rate_month",
        "created_at') }} as rate_month",
        "an amount takes the rate of the month of its close",
    ),
    (
        "int_deals_staged",
        "when dated_deals.closed_at < dated_deals.created_at then 0",
        "when dated_deals.closed_at < dated_deals.created_at then null",
        "a close at an earlier hour of the day took no time",
    ),
    (
        "int_deals",
        "order by closed_at asc,",
        "order by closed_at desc,",
        "a customer is new with its earliest won close",
    ),
    (
        "int_deals",
        "numbered_deals.deals_won_by_close > 1",
        "numbered_deals.deals_won_by_close > 2",
        "a credit lowers expansion once its key has won twice",
    ),
    (
        "int_deals_staged",
        "when dated_deals.is_credit then false else",
        "when false then false else",
        "a credit is no won deal",
    ),
    (
        "int_trailing_win_rates",
        "date_after('month', -12,",
        "date_after('month', -11,",
        "win rates look back on 12 months",
    ),
    (
        "int_won_deal_touch_counts",
        "{{ count_where('is_interaction and is_marketing and is_in_window') }}",
        "{{ count_where('is_interaction and is_marketing') }}",
        "only touches of late influence a deal",
    ),
)

MONEY = (
    _of_models(
        "intermediate/money",
        (
            "int_cost_shares",
            "where kind != 'sales' and channel is not null",
            "where channel is not null",
            "sales costs are no basis to share marketing costs by",
        ),
        (
            "int_cost_shares",
            "where weight > 0 and",
            "where weight >= 0 and",
            "a channel that cost nothing is no basis to share by",
        ),
    )
    + _of_models(
        "intermediate/monthly",
        (
            "int_cost_counts_monthly",
            "coalesce(cost_shares.cost_share, 1)",
            "coalesce(cost_shares.cost_share, 0)",
            "a cost that cannot be shared stays unallocated",
        ),
        (
            "int_customer_cohorts_monthly",
            "when sum(revenues.deals_without_margin) = 0",
            "when sum(revenues.margin) != 0",
            "a margin is known if it is for every deal",
        ),
        (
            "int_channel_sums",
            "partition by segment_type, segment, is_compared",
            "partition by segment_type, segment",
            "costs are compared with their mean of the same months",
        ),
        (
            "int_deal_counts_monthly",
            "{{ count_where(won ~ ' and amount is not null') }}",
            "{{ count_where(won) }}",
            "a deal without an amount is none to average over",
        ),
        (
            "int_pipeline_counts_monthly",
            "pipeline.entered_at < months.month_end_at",
            "pipeline.entered_at <= months.month_end_at",
            "what enters with the next month is not in this one's pipeline",
        ),
    )
    + _of_models(
        "intermediate/calendar",
        (
            "int_months_known",
            "<= {{ date_after('day', 1, 'report_date.as_of_date') }} as {{ flag }}",
            "< {{ date_after('day', 1, 'report_date.as_of_date') }} as {{ flag }}",
            "a month is mature on the last day of its window",
        ),
        (
            "int_months_counted",
            "date_after('month', 15, 'month_start')",
            "date_after('month', 14, 'month_start')",
            "tables look back on 15 months before first_month",
        ),
        (
            "int_calendar_days",
            "holidays.holiday_date is null\n        and",
            "1 = 1\n        and",
            "a holiday is no business day",
        ),
    )
)

RATES = _of_macros(
    "segments",
    (
        "cohort_counts",
        'is_within_days(reached_at, "occurred_at", days)',
        'is_within_days(reached_at, "lead_at", days)',
        "the window begins when a lead enters the cohort",
        "unit int_lead_counts_monthly",
    ),
    (
        "rates",
        "case when {{ is_mature }} then {{ rate(numerator, denominator) }} end",
        "{{ rate(numerator, denominator) }}",
        "a cohort rate waits until the month is mature",
        "unit fct_funnel_conversion_monthly",
    ),
    (
        "rates",
        "rows between 2 preceding",
        "rows between 1 preceding",
        "a three-month rate sums three months",
        "unit fct_pipeline_velocity_monthly",
    ),
    (
        "rates",
        'last_months("month_start", keys, 2)',
        'last_months("month_start", keys, 1)',
        "a three-month rate needs three months",
        "unit int_velocity_monthly",
    ),
    (
        "rates",
        "case when is_complete and {{ last }} > 0",
        "case when {{ last }} > 0",
        "a month that is not complete is not compared with the last",
        "unit fct_pipeline_created_monthly",
    ),
    (
        "velocity",
        "pipeline_sqls * win_rate",
        "win_rate",
        "velocity grows with the pipeline",
        "unit fct_pipeline_velocity_monthly",
    ),
    (
        "mantel_haenszel",
        "({{ m }} - {{ b }}) + {{ b }}",
        "{{ m }} + {{ b }}",
        "the limits of a pooled lift are those of Greenland and Robins",
        "unit fct_nurture_effect",
    ),
    (
        "markov",
        "where channel != 'direct' or other_touches = 0",
        "where channel != 'direct'",
        "a path that was direct all along is a path",
        "unit int_markov_moves",
    ),
    (
        "markov",
        "when j = {{ pivot }} then -value / at_pivot",
        "when j = {{ pivot }} then value / at_pivot",
        "the matrix of moves is inverted",
        "unit int_markov_effects",
    ),
    (
        "markov",
        "sum(first_touch * deals) as deals",
        "sum(first_touch) as deals",
        "a credit is no deal",
        "unit fct_attribution_monthly",
    ),
    (
        "score_backtest",
        "and (opportunity_at > {{ landmark_at }} or opportunity_at is null)",
        "and (opportunity_at >= {{ landmark_at }} or opportunity_at is null)",
        "what comes before the score is taken proves nothing of it",
        "unit fct_score_backtest",
    ),
    (
        "touch_effect",
        '- {{ count_where("landmark_at > first_touch_at") }} as other_leads',
        "as other_leads",
        "who had the touch before is not among those without it",
        "unit fct_touch_effect",
    ),
    (
        "segments",
        "= 0 then coalesce({{ segment_type }}, 'unknown')",
        "= 0 then coalesce({{ segment_type }}, 'all')",
        "what has no segment is unknown and not the whole company",
        "unit int_deal_counts_monthly",
    ),
    (
        "segments",
        'join(" != 0 or " ~ name ~ ".") }} != 0)',
        'join(" >= 0 or " ~ name ~ ".") }} >= 0)',
        "a segment where nothing happened is not shown",
        "unit fct_funnel_conversion_monthly",
    ),
)

ATTRIBUTION = _of_models(
    "intermediate/marketing",
    (
        "int_attribution_weights",
        "is_first as first_touch",
        "is_creation as first_touch",
        "first_touch gives all to the first touch",
    ),
    (
        "int_attribution_weights",
        "is_last as last_touch",
        "is_creation as last_touch",
        "last_touch gives all to the last touch",
    ),
    (
        "int_attribution_weights",
        "1 as linear",
        "1 + is_last as linear",
        "linear gives the same to each touch",
    ),
    (
        "int_attribution_weights",
        "when is_first + is_last > 0 then 0.4",
        "when is_first + is_last > 0 then 0.5",
        "position_based gives 40% to each end",
    ),
    (
        "int_attribution_weights",
        "-least(days_before_last / {{ var('attribution_half_life_days') }}, 1000)",
        "-least(days_before_last / 30, 1000)",
        "time_decay halves every attribution_half_life_days",
    ),
    (
        "int_attribution_weights",
        "then 0.3 * (is_first + is_creation + is_last)",
        "then 0.3",
        "in w_shaped a touch with several roles weighs as much as they do",
    ),
    (
        "int_attribution_touches",
        "deals.created_at >= touchpoints.occurred_at",
        "deals.created_at > touchpoints.occurred_at",
        "a touch at the creation of a deal led to it",
    ),
    (
        "int_attribution_touches",
        "deals.is_dated",
        "not deals.is_dated",
        "of a mere date the touches of the whole day count",
    ),
    (
        "int_attribution_weights",
        "is_last_non_direct as last_non_direct",
        "is_last as last_non_direct",
        "last_non_direct leaves out direct touches",
    ),
    (
        "int_markov_moves",
        "where customer_at is null",
        "where customer_at is not null",
        "only leads without a won deal have lost paths",
    ),
    (
        "int_markov_moves",
        "2 * var('conversion_window_days')",
        "var('conversion_window_days')",
        "a lead has twice the window until its path counts as lost",
    ),
    (
        "int_markov_effects",
        "where won_paths >= {{ var('markov_min_conversions') }}",
        "where won_paths > {{ var('markov_min_conversions') }}",
        "markov_min_conversions won paths are enough",
    ),
    (
        "int_lead_touch_types",
        "leads.opportunity_at > touch_types_of_leads.first_touch_at\n            or",
        "leads.opportunity_at >= touch_types_of_leads.first_touch_at\n            or",
        "an opportunity at the moment of a touch was there already",
    ),
    (
        "int_lead_nurture_programs",
        "and touchpoints.occurred_at < unconverted_leads.nurture_end_at",
        "and touchpoints.occurred_at <= unconverted_leads.nurture_end_at",
        "nurturing ends before nurture_days are over",
    ),
    (
        "int_email_counts_monthly",
        "count_where('is_opened or is_clicked')",
        "count_where('is_opened')",
        "a click is an open",
    ),
)

SCORECARD = (
    _of_macros(
        "segments",
        (
            "scorecard",
            '["average_deal_size", "average", "higher", "won_amount", '
            '"won_deals_with_amount"]',
            '["average_deal_size", "average", "higher", "won_amount", "won_deals"]',
            "the average deal is one of those with an amount",
            "unit int_scorecard_values",
        ),
        (
            "targets",
            "when better_when = 'lower' and {{ value }} > {{ due }}",
            "when better_when = 'lower' and {{ value }} < {{ due }}",
            "a cost misses its target above it",
            "unit fct_kpi_scorecard_monthly",
        ),
        (
            "targets",
            '".business_days", table ~ ".business_days_in_month"',
            '".business_days_in_month", table ~ ".business_days_in_month"',
            "a target to date is due by the business days gone",
            "unit fct_lead_volume_monthly",
        ),
        (
            "wilson",
            "set z = 1.96",
            "set z = 1.64",
            "an interval holds with 95%",
            "world 0",
        ),
        (
            "benchmark_status",
            "{{ value }} < benchmark_low",
            "{{ value }} <= benchmark_low",
            "a benchmark includes its ends",
            "unit fct_marketing_sourced_customers_monthly",
        ),
        (
            "rounded_up",
            "- 0.0000000005",
            "",
            "arithmetic alone asks for no lead more",
            "unit int_goal_needs",
        ),
        (
            "drift_bounds",
            "3 * sqrt(",
            "1 * sqrt(",
            "chance is no warning",
            "unit fct_data_drift",
        ),
        (
            "kpi_versions",
            "> 1e-9 * greatest(",
            "> 1e-1 * greatest(",
            "a small restatement is one",
            "unit int_kpi_versions",
        ),
        (
            "causes_of_state",
            "when records > lag(records)",
            "when records >= lag(records)",
            "late rows are named only where there are any",
            "unit fct_kpi_restatements",
        ),
    )
    + _of_models(
        "marts/scorecard",
        (
            "fct_kpi_scorecard_monthly",
            "sample_size < 30",
            "sample_size <= 30",
            "30 cases are no small sample",
        ),
    )
    + _of_models(
        "intermediate/goals",
        (
            "int_goal_needs",
            "where is_mature and mature_months_back <= 12",
            "where is_mature and mature_months_back <= 13",
            "our own rates are of 12 months",
        ),
    )
    + _of_models(
        "intermediate/drift",
        (
            "int_drift_values",
            "<= series.first_age as has_history",
            "< series.first_age as has_history",
            "a week is compared once drift_weeks are before it",
        ),
    )
    + _of_models(
        "intermediate/history",
        (
            "int_month_states",
            "or states_now.records != earlier_states.records",
            "",
            "another number of records is another state",
        ),
        (
            "int_kpi_versions",
            "and (metric_values.value is not null or metric_values.is_mature)",
            "",
            "a cohort rate is not published before its month is mature",
        ),
    )
)

QUALITY = (
    _of_models(
        "intermediate/issues",
        (
            "int_deal_issues",
            "coalesce(deals.amount_number < 0, false)",
            "coalesce(deals.amount_number <= 0, false)",
            "an amount of 0 is no warning",
        ),
        (
            "int_touchpoint_issues",
            "touchpoints.lead_id is not null and leads.lead_id is null as orphan_lead",
            "leads.lead_id is null as orphan_lead",
            "a touch of a visitor is not orphaned",
        ),
    )
    + _of_models(
        "marts/quality",
        (
            "fct_data_quality_summary",
            "where severity = 'warning'",
            "where 1 = 1",
            "a rejected row is no warning",
        ),
    )
    + _of_models(
        "marts/funnel",
        (
            "fct_conversion_causes_monthly",
            "and previous_month_start is not null",
            "and 1 = 1",
            "the first month has nothing to be compared with",
        ),
    )
    + _of_models(
        "marts/revenue",
        (
            "fct_acquisition_cohorts_monthly",
            "having count(*) = {{ count }}",
            "having count(*) > 0",
            "no cost is known where one of its months has none",
        ),
        (
            "fct_channel_efficiency",
            "and slope > 1.96 * standard_error",
            "and slope > 0",
            "a slope that may be chance is none",
        ),
        (
            "fct_pipeline_forecast",
            "when 'commit' then trailing_win_rates.commit_win_rate",
            "when 'commit' then trailing_win_rates.win_rate",
            "a committed deal has the win rate of committed ones",
        ),
        (
            "fct_pipeline_forecast",
            "coalesce({{ local_date('expected_close_at') }} < as_of_date, false)",
            "coalesce({{ local_date('expected_at') }} < as_of_date, false)",
            "a deal is overdue only where somebody gave the date",
        ),
    )
)

BUILT = (
    Clause(
        "models/intermediate/channels/int_utm_channels.sql",
        "where match_number = 1",
        "where match_number <= 2",
        "a pair of utm values has one channel",
        "built rows_are_one_per_key",
    ),
    Clause(
        "models/intermediate/leads/int_lead_personas.sql",
        "and matched_kinds.match_number = 1",
        "and matched_kinds.match_number <= 2",
        "a lead has one persona",
        "built rows_are_one_per_key",
    ),
    Clause(
        "models/intermediate/money/int_spend.sql",
        "named_spend.amount_number * named_spend.rate as amount",
        "named_spend.amount_number as amount",
        "a cost is in the reporting currency",
        "unit int_spend",
    ),
)

_INCREMENTS = "pytest tests/test_increments.py::test_"
INCREMENTS = _of_macros(
    "incremental",
    (
        "changed_keys",
        "or {{ column }} in (select {{ column }} from {{ state_table(scope) }})",
        "",
        "the rows of changed keys are replaced",
        _INCREMENTS
        + "leads_that_share_a_visitor_keep_all_their_touches_when_it_passes_on",
    ),
    (
        "loads",
        "or loads_now.key_sum is distinct from loads.key_sum",
        "",
        "a row that takes the place of another is seen",
        _INCREMENTS + "a_row_that_takes_the_place_of_another_in_its_load_is_seen",
    ),
    (
        "is_between_reports",
        "select least(this_report",
        "select greatest(this_report",
        "what the report's end passes over is recomputed",
        _INCREMENTS + "what_moves_away_from_a_lead_takes_its_traces_along",
    ),
    (
        "prepare_run",
        "{%- elif not last[0] -%}",
        "{%- elif false -%}",
        "an unfinished run is no base for the next",
        _INCREMENTS + "after_a_killed_run_or_a_changed_rule_all_is_built_anew",
    ),
    (
        "prepare_run",
        '~ ": " ~ raw_column_types(table)',
        "",
        "another column of a raw table calls for a full run",
        "pytest tests/test_fingerprint.py::"
        "test_only_a_run_with_the_same_rules_and_columns_builds_upon_the_last",
    ),
)

FILES = (
    Clause(
        "models/intermediate/changes/int_leads_to_recompute.sql",
        "from touchpoints\n    where\n        lead_id is not null",
        "from touchpoints\n    where\n        1 = 0",
        "leads that were ever seen with a changed visitor are recomputed",
        _INCREMENTS
        + "leads_that_share_a_visitor_keep_all_their_touches_when_it_passes_on",
    ),
    Clause(
        "macros/raw/csv_problems.sql",
        'before = "decode(encode(content)[:line_byte_position + 3',
        'before = "decode(encode(content)[:line_byte_position + 2',
        "a fault is named by its line",
        "pytest tests/test_bad_files.py::"
        "test_of_a_bad_file_the_name_the_line_and_the_reason_are_said",
    ),
    Clause(
        "macros/raw/raw_look_alikes.sql",
        '("gz", "zip",',
        '("zip",',
        "a packed file is named with the advice to unpack it",
        "pytest tests/test_raw_folder.py::"
        "test_what_looks_like_a_table_and_is_not_read_is_named",
    ),
    Clause(
        "macros/rules/rule_faults.sql",
        "group by file, row_key having count(*) > 1",
        "group by file, row_key having count(*) > 2",
        "a rule that stands twice is named",
        "pytest tests/test_rule_seeds.py",
    ),
)

SCRIPTS = (
    Clause(
        "scripts/publish.py",
        "    if not is_finished:",
        "    if False:",
        "a part of the tables is not published",
        "pytest tests/test_publish.py -k only_a_whole_and_finished_file",
    ),
    Clause(
        "scripts/publish.py",
        "number < _last_run(path)[2]",
        "number > _last_run(path)[2]",
        "an older run does not replace a newer one",
        "pytest tests/test_publish.py -k only_a_whole_and_finished_file",
    ),
    Clause(
        "scripts/publish.py",
        "        new.chmod(stat.S_IMODE(new.stat().st_mode) & MODE)\n",
        "",
        "a published file is not for others",
        "pytest tests/test_publish.py -k only_a_whole_and_finished_file",
    ),
    Clause(
        "scripts/publish.py",
        "            if not is_locked():\n                raise",
        "            if False:\n                raise",
        "without its lock nothing is published",
        "pytest tests/test_publish.py::"
        "test_without_its_lock_a_publication_publishes_nothing",
    ),
    Clause(
        "scripts/clean.sh",
        "grep -aq int_month_states",
        "grep -aq no_such_table",
        "clean removes each file with the project's tables",
        "pytest tests/test_make.py::"
        "test_clean_removes_what_holds_data_of_people_and_nothing_else",
    ),
    Clause(
        "scripts/export/csv_text.py",
        r"[-=+@\x{ff0d}",
        r"[-=@\x{ff0d}",
        "no spreadsheet runs exported text",
        "pytest tests/test_hostile_names.py -k no_text_in_csv_is_a_formula",
    ),
    Clause(
        "scripts/export/workbook.py",
        "max(count - MOST_ROWS, 0)",
        "0",
        "of a table too long for a sheet the latest rows are there",
        "pytest tests/test_export.py::"
        "test_text_stays_text_and_what_does_not_fit_is_said",
    ),
    Clause(
        "scripts/print_headline.py",
        "    maturing = not month.is_mature\n",
        "    maturing = False\n",
        "a young month shows no cohort rate",
        "pytest tests/test_headline.py -k marks_what_is_not_there_yet",
    ),
    Clause(
        "scripts/print_headline.py",
        "order by funnel.month_start desc",
        "order by funnel.month_start asc",
        "the last twelve months are printed",
        "pytest tests/test_headline.py -k no_more_than_twelve_months",
    ),
    Clause(
        "scripts/report/boards.py",
        '        return not rows\n    if chart["type"] == "kpi"',
        '        return False\n    if chart["type"] == "kpi"',
        "an empty table says why",
        "pytest tests/test_report.py::test_without_data_a_chart_says_why",
    ),
    Clause(
        "scripts/compact.py",
        'connection.execute("copy from database old_file to new_file")',
        'connection.execute("detach old_file")',
        "a compacted file holds all that was in it",
        "pytest tests/test_privacy.py -k compacted",
    ),
)

CLAUSES = (
    *(STAGING + READING + CHANNELS + LEADS + DEALS + MONEY + RATES),
    *(ATTRIBUTION + SCORECARD + QUALITY + BUILT + INCREMENTS + FILES + SCRIPTS),
)

"""The metrics of the scorecard: what each one is, and its value in every month."""

import copy
from collections import namedtuple

from .monthly import ratio
from .reading import add_months
from .tables_behaviour import email_counts, pooled_nurture_lift, web_traffic_grid
from .tables_headline import (
    fct_cost_per_mql_monthly,
    fct_marketing_sourced_customers_monthly,
    funnel_grid,
)
from .tables_leads import fct_lead_volume_monthly
from .tables_revenue import (
    fct_pipeline_created_monthly,
    fct_revenue_monthly,
    sales_cycle_grid,
)
from .tables_speed import median_hours_to_answer
from .tables_velocity import fct_pipeline_velocity_monthly, velocity_grid

# What a metric is. Flows add up over months, stocks stand at the end of one; a ratio
# has two columns that add up, and all others have none.
FLOWS = (
    "leads", "mqls", "sqls", "pqls", "opportunities", "customers", "reopened_leads",
    "visitors", "new_pipeline_amount", "revenue", "marketing_cost",
)  # fmt: skip
STOCKS = ("stale_sqls", "open_pipeline_amount")
COHORT_RATES = {  # metric -> the sums of the funnel's grid
    "mql_to_sql_rate": ("mqls_to_sql_in_time", "new_mqls"),
    "mql_to_sql_rate_own": ("own_mqls_to_sql_in_time", "own_mqls"),
    "mql_to_opportunity_rate": ("mqls_to_opportunity_in_time", "new_mqls"),
    "mql_to_commit_rate": ("mqls_to_commit_in_time", "new_mqls"),
    "mql_to_customer_rate": ("mqls_to_customer_in_time", "new_mqls"),
    "mql_rejection_rate": ("mqls_turned_down_in_time", "new_mqls"),
    "lead_to_mql_rate": ("leads_to_mql_in_time", "new_leads"),
    "lead_to_customer_rate": ("leads_to_customer_in_time", "new_leads"),
}
AVERAGES = (
    "average_deal_size", "average_sales_cycle_days",
    "average_marketing_touches_to_close",
)  # fmt: skip
SHARES = (
    "marketing_sourced_share", "marketing_sourced_pipeline_share",
    "inbound_revenue_share",
)  # fmt: skip
VISIT_RATES = ("visitor_to_lead_rate", "bounce_rate", "open_rate", "click_rate")
# Nothing is known of these where a month has no row of marketing cost.
COST_RATIOS = ("cost_per_lead", "cost_per_mql", "customer_acquisition_cost", "roi")
RATIOS = (
    *COHORT_RATES, "win_rate", *AVERAGES, *SHARES, *COST_RATIOS, "revenue_per_mql",
    "leads_per_business_day", *VISIT_RATES,
)  # fmt: skip
OTHERS = (
    "velocity_per_day", "velocity_capture", "median_hours_to_answer", "revenue_growth",
    "nurture_lift",
)  # fmt: skip
METRICS = (*FLOWS, *STOCKS, *RATIOS, *OTHERS)

# They have no value before every record of the month had its whole window.
WAITING = (*COHORT_RATES, "revenue_per_mql", "nurture_lift")
# Compared by points: their relative change would say little.
BY_POINTS = (
    *COHORT_RATES, "win_rate", *SHARES, *VISIT_RATES, "revenue_growth", "nurture_lift",
)  # fmt: skip
PROPORTIONS = (*COHORT_RATES, "win_rate", "marketing_sourced_share")
SAMPLES = (
    *PROPORTIONS, *VISIT_RATES, *AVERAGES, "velocity_per_day", "velocity_capture",
    "nurture_lift",
)  # fmt: skip
SMALL = 30
BETTER_LOWER = (
    "average_sales_cycle_days", "stale_sqls", "mql_rejection_rate",
    "median_hours_to_answer", "cost_per_lead", "cost_per_mql",
    "customer_acquisition_cost", "marketing_cost", "bounce_rate",
)  # fmt: skip
IN_BAND = ("marketing_sourced_share",)

# A month's value of a metric. Numerator and denominator are a ratio's; the sample is
# the number of records behind the value.
Measure = namedtuple("Measure", "value numerator denominator sample")
NOTHING = Measure(None, None, None, None)


def better_when(metric):
    """Which way a metric gets better."""
    if metric in IN_BAND:
        return "in_band"
    return "lower" if metric in BETTER_LOWER else "higher"


def is_old_enough(metric, month, world):
    """Whether a month is mature, by the window of the metric."""
    if metric == "lead_to_customer_rate":
        return world.is_lead_mature(month)
    return world.is_mature(month)


class Measures:
    """All measures of every month, those before first_month too."""

    def __init__(self, world):
        """Recompute what the metrics are made of."""
        self.world = world
        everything = copy.copy(world)
        everything.is_shown = lambda day: True
        self.rows = {
            table: company_rows(table(everything))
            for table in (
                fct_lead_volume_monthly,
                fct_cost_per_mql_monthly,
                fct_pipeline_created_monthly,
                fct_revenue_monthly,
                fct_marketing_sourced_customers_monthly,
                fct_pipeline_velocity_monthly,
            )
        }
        self.funnel = funnel_grid(world)
        self.velocity = velocity_grid(world)
        self.cycle = sales_cycle_grid(world)
        self.web = web_traffic_grid(world)
        self.emails = email_counts(world)
        self.of = {month: self._of_month(month) for month in world.months}

    def _of_month(self, month):
        parts = self._parts(month)
        measures = {name: alone(value) for name, value in self._sums(month).items()}
        measures.update(self._others(month))
        for metric, (numerator, denominator) in parts.items():
            measures[metric] = NOTHING
            if metric not in WAITING or is_old_enough(metric, month, self.world):
                value = self.quotient(metric, numerator, denominator, [month])
                measures[metric] = Measure(value, numerator, denominator, denominator)
        return {metric: measures[metric] for metric in METRICS}

    def quotient(self, metric, numerator, denominator, months):
        """The value of a ratio, of one month or of several together."""
        if metric in COST_RATIOS and not all(
            map(self.world.has_marketing_cost, months)
        ):
            return None
        # Credits may take a month's revenue below nothing; then it has no shares.
        if metric in SHARES and denominator <= 0:
            return None
        return ratio(numerator, denominator)

    def _sums(self, month):
        volume = self.rows[fct_lead_volume_monthly][month]
        pipeline = self.rows[fct_pipeline_created_monthly][month]
        sourced = self.rows[fct_marketing_sourced_customers_monthly][month]
        return {
            "leads": volume["new_leads"],
            "mqls": volume["new_mqls"],
            "sqls": volume["new_sqls"],
            "pqls": volume["new_pqls"],
            "reopened_leads": volume["reopened_leads"],
            "opportunities": pipeline["opportunities"],
            "new_pipeline_amount": pipeline["new_pipeline_amount"],
            "open_pipeline_amount": pipeline["open_pipeline_amount"],
            "customers": sourced["new_customers"],
            "revenue": self.rows[fct_revenue_monthly][month]["won_revenue"],
            "marketing_cost": self.rows[fct_cost_per_mql_monthly][month][
                "marketing_cost"
            ],
            "visitors": self.web.cell("company", "all", month)["visitors"],
            "stale_sqls": self.rows[fct_pipeline_velocity_monthly][month]["stale_sqls"],
        }

    def _others(self, month):
        velocity = self.rows[fct_pipeline_velocity_monthly][month]
        revenue = self.rows[fct_revenue_monthly][month]
        three = [add_months(month, -back) for back in range(3)]
        won = None
        if three[-1] in self.world.months:
            won = sum(
                self.velocity.cell("company", "all", each)["won_deals"]
                for each in three
            )
        lift, smaller_group = pooled_nurture_lift(self.world, month)
        return {
            "velocity_per_day": alone(velocity["velocity_per_day"], won),
            "velocity_capture": alone(velocity["velocity_capture"], won),
            "median_hours_to_answer": alone(median_hours_to_answer(self.world, month)),
            "revenue_growth": alone(revenue["revenue_growth"]),
            "nurture_lift": alone(lift, smaller_group),
        }

    def _parts(self, month):
        """Numerator and denominator of every ratio."""
        volume = self.rows[fct_lead_volume_monthly][month]
        cost = self.rows[fct_cost_per_mql_monthly][month]
        pipeline = self.rows[fct_pipeline_created_monthly][month]
        revenue = self.rows[fct_revenue_monthly][month]
        sourced = self.rows[fct_marketing_sourced_customers_monthly][month]
        funnel = self.funnel.cell("company", "all", month)
        velocity = self.velocity.cell("company", "all", month)
        cycle = self.cycle.cell("company", "all", month)
        web = self.web.cell("company", "all", month)
        emails = [cell for key, cell in self.emails.items() if key[0] == month]
        all_costs = cost["marketing_cost"] + cost["sales_cost"]
        days = velocity.values["cycle_days"]
        touches = cycle.values["marketing_touches"]
        basis = sum(cell["basis"] for cell in emails)
        closed = velocity["won_deals"] + velocity["lost_deals"]
        return {
            **{
                metric: (funnel[reached], funnel[cohort])
                for metric, (reached, cohort) in COHORT_RATES.items()
            },
            "win_rate": (velocity["won_deals"], closed),
            "average_deal_size": (velocity["won_amount"], velocity["won_with_amount"]),
            "average_sales_cycle_days": (sum(days), len(days)),
            "average_marketing_touches_to_close": (sum(touches), len(touches)),
            "marketing_sourced_share": (
                sourced["marketing_sourced_customers"],
                sourced["new_customers"],
            ),
            "marketing_sourced_pipeline_share": (
                pipeline["marketing_sourced_pipeline_amount"],
                pipeline["new_pipeline_amount"],
            ),
            "inbound_revenue_share": (
                revenue["inbound_revenue"],
                revenue["won_revenue"],
            ),
            "cost_per_lead": (cost["marketing_cost"], cost["new_leads"]),
            "cost_per_mql": (cost["marketing_cost"], cost["new_mqls"]),
            "customer_acquisition_cost": (all_costs, cost["new_customers"]),
            "roi": (cost["won_revenue"] - all_costs, all_costs),
            "revenue_per_mql": (cost["mql_cohort_revenue"], cost["new_mqls"]),
            "leads_per_business_day": (volume["new_leads"], volume["business_days"]),
            "visitor_to_lead_rate": (web["new_leads"], web["visitors"]),
            "bounce_rate": (web["bounces"], web["could_bounce"]),
            "open_rate": (sum(cell["opened"] for cell in emails), basis),
            "click_rate": (sum(cell["clicked"] for cell in emails), basis),
        }

    def to_date(self, metric, month, first):
        """A flow or ratio of all months from the first of a period up to this one."""
        months = [each for each in self.world.months if first <= each <= month]
        found = [self.of[each][metric] for each in months]
        if metric in FLOWS:
            return sum(measure.value for measure in found)
        if metric not in RATIOS or found[-1].numerator is None:
            return None
        numerator = sum(measure.numerator for measure in found)
        denominator = sum(measure.denominator for measure in found)
        return self.quotient(metric, numerator, denominator, months)


def company_rows(rows):
    """The company's rows of a monthly table by their months."""
    return {row["month_start"]: row for row in rows if row["segment_type"] == "company"}


def alone(value, sample=None):
    """The measure of what is no ratio."""
    return Measure(value, None, None, sample)

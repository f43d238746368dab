"""The scorecard: every metric of every month in one long table."""

from collections import namedtuple

from .monthly import benchmark_status, change, ratio, wilson
from .tables_behaviour import (
    NOT_NURTURED,
    email_counts,
    lift,
    nurtured_leads,
    opportunities_of,
    web_traffic_grid,
)
from .tables_headline import funnel_grid, velocity_grid
from .tables_revenue import sales_cycle_grid

# A month's value of a metric; numerator and denominator of ratios only.
Measure = namedtuple("Measure", "value numerator denominator")

# What each metric is: a count or an amount has a target to date, a rate of counts an
# interval. What is better: more, less, or what lies within a band.
METRICS = {
    "leads": ("count", "higher"),
    "mqls": ("count", "higher"),
    "sqls": ("count", "higher"),
    "pqls": ("count", "higher"),
    "opportunities": ("count", "higher"),
    "customers": ("count", "higher"),
    "mql_to_sql_rate": ("rate", "higher"),
    "mql_to_opportunity_rate": ("rate", "higher"),
    "mql_to_commit_rate": ("rate", "higher"),
    "mql_to_customer_rate": ("rate", "higher"),
    "lead_to_mql_rate": ("rate", "higher"),
    "lead_to_customer_rate": ("rate", "higher"),
    "mql_rejection_rate": ("rate", "lower"),
    "win_rate": ("rate", "higher"),
    "average_deal_size": ("ratio", "higher"),
    "average_sales_cycle_days": ("ratio", "lower"),
    "velocity_per_day": ("other", "higher"),
    "new_pipeline_amount": ("amount", "higher"),
    "open_pipeline_amount": ("amount", "higher"),
    "revenue": ("amount", "higher"),
    "revenue_growth": ("other", "higher"),
    "inbound_revenue_share": ("ratio", "higher"),
    "marketing_sourced_share": ("rate", "in_band"),
    "marketing_cost": ("amount", "lower"),
    "cost_per_lead": ("ratio", "lower"),
    "cost_per_mql": ("ratio", "lower"),
    "revenue_per_mql": ("ratio", "higher"),
    "customer_acquisition_cost": ("ratio", "lower"),
    "roi": ("ratio", "higher"),
    "leads_per_business_day": ("ratio", "higher"),
    "reopened_leads": ("count", "higher"),
    "visitors": ("count", "higher"),
    "visitor_to_lead_rate": ("rate", "higher"),
    "bounce_rate": ("rate", "lower"),
    "open_rate": ("rate", "higher"),
    "click_rate": ("rate", "higher"),
    "average_marketing_touches_to_close": ("ratio", "in_band"),
    "nurture_lift": ("other", "higher"),
}


def of_ratio(numerator, denominator):
    """The measure of a ratio."""
    return Measure(ratio(numerator, denominator), numerator, denominator)


def alone(value):
    """The measure of what is no ratio."""
    return Measure(value, None, None)


class MonthlyMeasures:
    """Everything the scorecard is made of, ready to be asked for single months."""

    def __init__(self, world, tables):
        """Take the company's rows of the finished tables, and count the parts."""
        self.world = world
        self.rows = {
            name: {
                row["month_start"]: row
                for row in rows
                if row.get("segment_type") == "company"
            }
            for name, rows in tables.items()
            if rows and "segment_type" in rows[0] and "month_start" in rows[0]
        }
        self.funnel = funnel_grid(world)
        self.velocity = velocity_grid(world)
        self.cycle = sales_cycle_grid(world)
        self.web = web_traffic_grid(world)
        self.emails = email_counts(world)
        self.nurtured = nurtured_leads(world)

    def of_month(self, month):
        """All measures of a month, by metric."""

        def row(table):
            return self.rows[f"fct_{table}_monthly"][month]

        volume, cost = row("lead_volume"), row("cost_per_mql")
        pipeline, revenue = row("pipeline_created"), row("revenue")
        sourced, velocity = row("marketing_sourced_customers"), row("pipeline_velocity")
        all_costs = cost["marketing_cost"] + cost["sales_cost"]
        measures = {
            "leads": alone(volume["new_leads"]),
            "mqls": alone(volume["new_mqls"]),
            "sqls": alone(volume["new_sqls"]),
            "pqls": alone(volume["new_pqls"]),
            "opportunities": alone(pipeline["opportunities"]),
            "customers": alone(sourced["new_customers"]),
            "velocity_per_day": alone(velocity["velocity_per_day"]),
            "new_pipeline_amount": alone(pipeline["new_pipeline_amount"]),
            "open_pipeline_amount": alone(pipeline["open_pipeline_amount"]),
            "revenue": alone(revenue["won_revenue"]),
            "revenue_growth": alone(revenue["revenue_growth"]),
            "inbound_revenue_share": of_ratio(
                revenue["inbound_revenue"], revenue["won_revenue"]
            ),
            "marketing_sourced_share": of_ratio(
                sourced["marketing_sourced_customers"], sourced["new_customers"]
            ),
            "marketing_cost": alone(cost["marketing_cost"]),
            "cost_per_lead": of_ratio(cost["marketing_cost"], cost["new_leads"]),
            "cost_per_mql": of_ratio(cost["marketing_cost"], cost["new_mqls"]),
            "revenue_per_mql": of_ratio(cost["mql_cohort_revenue"], cost["new_mqls"]),
            "customer_acquisition_cost": of_ratio(all_costs, cost["new_customers"]),
            "roi": of_ratio(cost["won_revenue"] - all_costs, all_costs),
            "leads_per_business_day": of_ratio(
                volume["new_leads"], volume["business_days"]
            ),
            "reopened_leads": alone(volume["reopened_leads"]),
            **self._cohort_rates(month),
            **self._averages(month),
            **self._traffic(month),
            "nurture_lift": alone(self._nurture_lift(month)),
        }
        return {name: measures[name] for name in METRICS}

    def _cohort_rates(self, month):
        cell = self.funnel.cell("company", "all", month)
        names = {
            "mql_to_sql_rate": ("mqls_to_sql", "new_mqls"),
            "mql_to_opportunity_rate": ("mqls_to_opportunity", "new_mqls"),
            "mql_to_commit_rate": ("mqls_to_commit", "new_mqls"),
            "mql_to_customer_rate": ("mqls_to_customer", "new_mqls"),
            "lead_to_mql_rate": ("leads_to_mql", "new_leads"),
            "lead_to_customer_rate": ("leads_to_customer", "new_leads"),
            "mql_rejection_rate": ("mqls_disqualified", "new_mqls"),
        }
        measures = {}
        for metric, (reached, cohort) in names.items():
            measure = of_ratio(cell[f"{reached}_in_time"], cell[cohort])
            if not self.world.is_mature(month):
                measure = measure._replace(value=None)
            measures[metric] = measure
        return measures

    def _averages(self, month):
        velocity = self.velocity.cell("company", "all", month)
        cycle = self.cycle.cell("company", "all", month)
        days = velocity.values["cycle_days"]
        touches = cycle.values["marketing_touches"]
        closed = velocity["won_deals"] + velocity["lost_deals"]
        return {
            "win_rate": of_ratio(velocity["won_deals"], closed),
            "average_deal_size": of_ratio(
                velocity["won_amount"], velocity["won_with_amount"]
            ),
            "average_sales_cycle_days": of_ratio(sum(days), len(days)),
            "average_marketing_touches_to_close": of_ratio(sum(touches), len(touches)),
        }

    def _traffic(self, month):
        web = self.web.cell("company", "all", month)
        emails = [cell for key, cell in self.emails.items() if key[0] == month]
        basis = sum(cell["basis"] for cell in emails)
        return {
            "visitors": alone(web["visitors"]),
            "visitor_to_lead_rate": of_ratio(web["new_leads"], web["visitors"]),
            "bounce_rate": of_ratio(web["bounces"], web["could_bounce"]),
            "open_rate": of_ratio(sum(cell["opened"] for cell in emails), basis),
            "click_rate": of_ratio(sum(cell["clicked"] for cell in emails), basis),
        }

    def _nurture_lift(self, month):
        """The lift of leads that any program nurtured, each counted once."""
        nurtured = {
            lead
            for (of_month, program), leads in self.nurtured.items()
            if of_month == month and program != NOT_NURTURED
            for lead in leads
        }
        others = self.nurtured.get((month, NOT_NURTURED), [])
        return lift(
            ratio(opportunities_of(nurtured, self.world), len(nurtured)),
            ratio(opportunities_of(others, self.world), len(others)),
        )


def target_status(value, target, better_when):
    """Whether the value meets what was to be reached."""
    if value is None or target is None:
        return None
    is_met = value <= target if better_when == "lower" else value >= target
    return "met" if is_met else "missed"


def scorecard(world, tables):
    """One row for every month and metric; the first month shown has none before it."""
    measures_of = MonthlyMeasures(world, tables)
    rows = []
    previous = None
    for month in filter(world.is_shown, world.months):
        measures = measures_of.of_month(month)
        for metric, measure in measures.items():
            kind, better_when = METRICS[metric]
            value, numerator, denominator = measure
            last_value = previous[metric].value if previous else None
            target = world.rules.target(month, metric)
            to_date = target
            if kind in ("count", "amount"):
                to_date = world.target_to_date(month, target)
            benchmark = world.rules.benchmark(metric)
            low = high = None
            # A rate whose parts are no parts of a whole has no such interval.
            if kind == "rate" and value is not None and 0 <= numerator <= denominator:
                low, high = wilson(numerator, denominator)
            is_complete = world.is_complete(month)
            rows.append(
                {
                    "month_start": month,
                    "metric": metric,
                    "value": value,
                    "numerator": numerator,
                    "denominator": denominator,
                    "previous_value": last_value,
                    "change": change(value, last_value, is_complete),
                    "target": target,
                    "target_to_date": to_date,
                    "target_status": target_status(
                        value, target if is_complete else to_date, better_when
                    ),
                    "benchmark_low": benchmark.low,
                    "benchmark_high": benchmark.high,
                    "benchmark_status": benchmark_status(value, benchmark),
                    "better_when": better_when,
                    "rate_low": low,
                    "rate_high": high,
                    "is_small_sample": denominator is not None and denominator < 30,
                    "is_complete": is_complete,
                    "is_mature": world.is_mature(month),
                }
            )
        previous = measures
    return rows

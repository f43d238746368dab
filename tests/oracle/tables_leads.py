"""How many leads came, how good they were, and how far each cohort got."""

from collections import defaultdict
from datetime import timedelta
from itertools import pairwise

from .dispositions import disposition
from .lifecycle import REOPENED
from .monthly import Grid, average, lead_segments, median, ratio
from .reading import add_months
from .records import STAGES
from .tables_headline import add_new_leads
from .tables_records import engagement_grade, fit_grade

EVENTS = {
    REOPENED: "reopened_leads",
    "recycled": "recycled_leads",
    "disqualified": "disqualified_leads",
}


def lead_volume_grid(world):
    """Everything that the lead volume table counts."""
    grid = Grid(world, "channel", "persona")
    add_new_leads(grid, world, STAGES[:3])
    for lead in world.leads:
        segments = lead_segments(lead, world)
        for moment, event in lead.journey:
            grid.add(world.month_of(moment), segments, EVENTS[event])
        if lead.pql_at is not None:
            grid.add(world.month_of(lead.pql_at), segments, "new_pqls")
        if lead.service_qualified_at is not None:
            month = world.month_of(lead.service_qualified_at)
            grid.add(month, segments, "new_service_qualified")
    return grid


def fct_lead_volume_monthly(world):
    """How many leads came, left and returned, and at which pace."""

    def make(context):
        cell, previous = context.cell, context.previous
        days = world.business_days_gone(context.month)
        row = {"business_days": days}
        for name in (
            "new_leads",
            "reopened_leads",
            "recycled_leads",
            "disqualified_leads",
            "new_mqls",
            "new_sqls",
            "new_pqls",
            "new_service_qualified",
        ):
            row[name] = cell[name]
        for what in ("leads", "mqls", "sqls"):
            name = f"{what}_per_business_day"
            row[name] = ratio(cell[f"new_{what}"], days)
            row[f"{name}_growth"] = context.change(row[name], name)
        # The pace that would bring as many leads this month as the month before did.
        to_hold = growth_to_hold = None
        if previous:
            whole_month = world.business_days_of(context.month)
            to_hold = ratio(previous["new_leads"], whole_month)
            pace = previous["leads_per_business_day"]
            if to_hold is not None and pace:
                growth_to_hold = (to_hold - pace) / pace
        row["leads_per_business_day_to_hold"] = to_hold
        row["leads_per_business_day_growth_to_hold"] = growth_to_hold
        row.update(context.targets(leads="leads", mqls="mqls", sqls="sqls"))
        return row

    return lead_volume_grid(world).rows(make)


def fct_lead_quality_monthly(world):
    """How well each month's new leads scored at the end of that month."""
    grid = Grid(world, "channel", "persona")
    for lead in world.leads:
        month = world.month_of(lead.created_at)
        segments = lead_segments(lead, world)
        moment = world.end_of(month)
        fit = f"fit_{fit_grade(lead.fit_score).lower()}"
        engagement = f"engagement_{engagement_grade(lead.points_at(moment))}"
        grid.add(month, segments, "new_leads")
        grid.add(month, segments, fit)
        grid.add(month, segments, engagement)
        grid.collect(month, segments, "scores", lead.score_at(moment))

    def make(context):
        cell = context.cell
        row = {
            "new_leads": cell["new_leads"],
            "average_score": average(cell.values["scores"]),
            "median_score": median(cell.values["scores"]),
        }
        row.update({f"fit_{letter}": cell[f"fit_{letter}"] for letter in "abcd"})
        row.update(
            {f"engagement_{digit}": cell[f"engagement_{digit}"] for digit in "1234"}
        )
        return row

    return grid.rows(make)


def fct_stage_dropoff_monthly(world):
    """Where leads stop: for each stage, what became of those who entered it."""
    entries = defaultdict(list)  # keys -> (lead, entered_at, advanced_at)
    for lead in world.leads:
        segments = lead_segments(lead, world)
        for stage, next_stage in pairwise(STAGES):
            entered_at = lead.stage_at[stage]
            if entered_at is None:
                continue
            entry = (lead, entered_at, lead.stage_at[next_stage])
            for segment_type in ("company", "channel", "persona"):
                segment = segments[segment_type]
                key = (world.month_of(entered_at), segment_type, segment, stage)
                entries[key].append(entry)
    long = timedelta(days=world.rules.stall_days)
    rows = []
    for (month, segment_type, segment, stage), found in sorted(entries.items()):
        if not world.is_shown(month):
            continue
        stopped = [(lead, at) for lead, at, advanced in found if advanced is None]
        states = [(lead.out_at(world.as_of), at) for lead, at in stopped]
        still_open = [at for state, at in states if state is None]
        rows.append(
            {
                "month_start": month,
                "segment_type": segment_type,
                "segment": segment,
                "stage": stage,
                "is_complete": world.is_complete(month),
                "entered": len(found),
                "advanced": len(found) - len(stopped),
                "recycled": sum(state == "recycled" for state, _ in states),
                "disqualified": sum(state == "disqualified" for state, _ in states),
                "still_open": len(still_open),
                # The day ends a microsecond after its last moment.
                "stalled": sum(world.as_of - at >= long for at in still_open),
                "median_days_to_advance": median(
                    [
                        (advanced_at - entered_at).total_seconds() / 86400
                        for _, entered_at, advanced_at in found
                        if advanced_at is not None
                    ]
                ),
            }
        )
    return rows


def fct_mql_disposition_monthly(world):
    """What sales did with each month's MQLs."""
    grid = Grid(world, "channel", "persona", "owner")
    for lead in world.leads:
        mql_at = lead.stage_at["mql"]
        if mql_at is None:
            continue
        month, segments = world.month_of(mql_at), lead_segments(lead, world)
        kind, moment = disposition(lead, world)
        grid.add(month, segments, "new_mqls")
        grid.add(month, segments, kind)
        grid.add(month, segments, "implied_mqls", int(lead.is_implied["mql"]))
        if moment is not None:
            days = (moment - mql_at).total_seconds() / 86400
            grid.collect(month, segments, "days", days)

    def make(context):
        cell = context.cell
        is_mature = world.is_mature(context.month)

        def rate(name):
            return ratio(cell[name], cell["new_mqls"]) if is_mature else None

        names = ("new_mqls", "accepted", "sent_back", "rejected", "untouched")
        return {
            "is_mature": is_mature,
            **{name: cell[name] for name in names},
            "implied_mqls": cell["implied_mqls"],
            "acceptance_rate": rate("accepted"),
            "send_back_rate": rate("sent_back"),
            "rejection_rate": rate("rejected"),
            "median_days_to_disposition": median(cell.values["days"]),
        }

    return grid.rows(make)


def months_between(first, last):
    """How many months lie between two month starts."""
    return (last.year - first.year) * 12 + last.month - first.month


def fct_funnel_cohorts_monthly(world):
    """How far each month's leads and MQLs had come so many months later."""
    cohorts = defaultdict(list)
    for lead in world.leads:
        segments = lead_segments(lead, world)
        for cohort_stage in ("lead", "mql"):
            start = lead.stage_at[cohort_stage]
            if start is not None:
                month = world.month_of(start)
                for segment_type in ("company", "channel"):
                    key = (cohort_stage, month, segment_type, segments[segment_type])
                    cohorts[key].append(lead)
    rows = []
    for (cohort_stage, month, segment_type, segment), leads in sorted(cohorts.items()):
        if not world.is_shown(month):
            continue
        for to_stage in STAGES[STAGES.index(cohort_stage) + 1 :]:
            distances = [
                months_between(month, world.month_of(lead.stage_at[to_stage]))
                for lead in leads
                if lead.stage_at[to_stage] is not None
            ]
            for months_since in range(13):
                converted = sum(distance <= months_since for distance in distances)
                until = add_months(month, months_since)
                rows.append(
                    {
                        "cohort_stage": cohort_stage,
                        "cohort_month": month,
                        "segment_type": segment_type,
                        "segment": segment,
                        "to_stage": to_stage,
                        "months_since": months_since,
                        "cohort_size": len(leads),
                        "converted": converted,
                        "conversion_rate": converted / len(leads)
                        if world.is_complete(until)
                        else None,
                    }
                )
    return rows


def fct_lead_to_customer_weekly(world):
    """How many of each week's new leads became customers."""
    weeks = defaultdict(list)
    for lead in world.leads:
        day = world.times.day_of(lead.created_at)
        weeks[day - timedelta(days=day.weekday())].append(lead)
    benchmark = world.rules.benchmark("lead_to_customer_rate")
    days = world.rules.lead_conversion_window_days
    rows = []
    for week_start, leads in sorted(weeks.items()):
        if not world.is_shown(week_start):
            continue
        is_mature = week_start + timedelta(days=6 + days) <= world.as_of_date
        in_time = sum(
            world.is_within_window(lead.stage_at["customer"], lead.created_at, days)
            for lead in leads
        )
        rows.append(
            {
                "week_start": week_start,
                "new_leads": len(leads),
                "leads_to_customer": sum(
                    lead.stage_at["customer"] is not None for lead in leads
                ),
                "lead_to_customer_rate": in_time / len(leads) if is_mature else None,
                "benchmark_low": benchmark.low,
                "benchmark_high": benchmark.high,
                "is_mature": is_mature,
            }
        )
    return rows

"""Make the headline tables with Polars, as its users would.

    .venv-bench/bin/python bench/polars_headline.py RAW_FILES OUT

RAW_FILES is a folder of Parquet files as sample/generate.py writes them; OUT is the
folder that gets a Parquet file for each table. It follows the contract where these
tables can tell the difference, and knows only UTC and the day of the newest event.
"""

import sys
from datetime import datetime, time, timedelta
from pathlib import Path

import polars as pl

from in_polars import deals, lifecycle, records, tables, touches


def headline(folder: Path) -> dict[str, pl.DataFrame]:
    """Return the headline tables of a folder of raw files."""
    raw = records.typed(folder)
    as_of = records.as_of_date(raw)
    end = datetime.combine(as_of + timedelta(days=1), time())

    versions = records.lead_versions(raw.pop("leads"), end)
    leads = versions.filter(~pl.col("deleted"), ~pl.col("is_excluded"))
    leads = leads.with_row_index("lead_no")
    accepted = records.accepted_touches(raw.pop("touchpoints"), folder, end)
    lead_touches = touches.of_leads(accepted, leads)
    first_touch = accepted.select(pl.col("occurred").min()).to_series()
    del accepted

    stages = records.stage_kinds()
    found = deals.deals(
        records.deal_versions(raw["deals"], end),
        deals.change_moments(raw["deal_stage_changes"], stages, end),
        versions,
        end,
    )
    statuses = lifecycle.statuses(raw["lead_status_changes"], leads, end)
    raises = touches.hand_raises(lead_touches, leads)
    moments = lifecycle.moments(
        leads, touches.score_moments(lead_touches, leads), raises, statuses, found
    )
    leavings = lifecycle.leavings(statuses, found, leads)
    interactions = touches.of_types(lead_touches, leads, "is_interaction")
    turns = lifecycle.turns(leavings, statuses, found, interactions)
    firsts = touches.first_touches(lead_touches, leads)
    whole = lifecycle.whole_leads(leads, moments, firsts, raises, turns)
    found = deals.with_customers(found, whole)
    spend = records.accepted_spend(raw["marketing_spend"], end)

    visits = raw["web_traffic"]["visited"]
    first = records.earliest(
        *(leads["created"], first_touch, found["created"], found["closed"]),
        *(spend["month_start"].cast(pl.Datetime("us")), visits.filter(visits < end)),
    )
    marketing_months = spend.filter(pl.col("kind") != "sales")["month_start"]
    months = tables.months(first or end - timedelta(days=1), as_of, marketing_months)
    lead_counts = tables.lead_counts(whole)
    deal_counts = tables.deal_counts(found)
    pipeline = tables.pipeline_counts(
        found, lifecycle.sql_stays(moments, turns), whole, months
    )
    return {
        "fct_funnel_conversion_monthly": tables.funnel(months, lead_counts),
        "fct_cost_per_mql_monthly": tables.costs(
            months,
            lead_counts,
            deal_counts,
            tables.cost_counts(spend, whole),
            tables.mql_revenue(found, whole),
        ),
        "fct_marketing_sourced_customers_monthly": tables.marketing_sourced(
            months, deal_counts
        ),
        "fct_pipeline_velocity_monthly": tables.velocity(
            months, lead_counts, pipeline, deal_counts
        ),
    }


def main() -> None:
    """Read the folders' names and write the tables."""
    out = Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    for name, table in headline(Path(sys.argv[1])).items():
        table.write_parquet(out / f"{name}.parquet")


if __name__ == "__main__":
    main()

"""The report: boards in `reports/`, drawn by dbt-charts, joined into one HTML page."""

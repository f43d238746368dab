"""The marts as files for people's own tools: CSV, Parquet and one Excel workbook."""

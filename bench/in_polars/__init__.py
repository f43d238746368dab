"""The headline tables in Polars, as somebody who knows Polars would write them."""

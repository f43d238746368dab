"""Serves crucible in BigQuery's dialect, mended where it differs from BigQuery.

    python serve_bigquery.py PORT

Runs in an environment of its own, which has crucible.
"""

import sys

from crucible.cli import main
from crucible.dialects.bigquery.transforms import json
from sqlglot import exp

_encodable = json._encodable


def encodable(node):
    """Write a text as JSON; crucible takes the text itself for JSON."""
    _encodable(node)
    case = node.this
    value = case.args["default"]
    if value.type is not None and value.type.this in exp.DataType.TEXT_TYPES:
        case.set("default", exp.Anonymous(this="to_json", expressions=[value.copy()]))


if __name__ == "__main__":
    json._encodable = encodable
    sys.exit(main(["serve", "--dialect", "bigquery", "--port", sys.argv[1]]))

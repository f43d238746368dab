"""Serves fakesnow, mended where it refuses what dbt-snowflake writes.

    python serve_snowflake.py PORT

Runs in an environment of its own, which has fakesnow.
"""

import sys

import fakesnow.cli
import fakesnow.transforms
from sqlglot import exp

_create_table_as = fakesnow.transforms.create_table_as


def create_table_as(expression, connection):
    """Take keys out of the list of columns, and let nothing be temporary.

    fakesnow counts a key as a column; and a temporary view has no place in DuckDB's
    databases. dbt drops what it has made for a while itself.
    """
    if isinstance(expression, exp.Create):
        if isinstance(expression.this, exp.Schema):
            columns = [
                column
                for column in expression.this.expressions
                if isinstance(column, exp.ColumnDef)
            ]
            expression.this.set("expressions", columns)
        for temporary in list(expression.find_all(exp.TemporaryProperty)):
            temporary.pop()
    return _create_table_as(expression, connection)


def keep_trim(expression):
    """Leave `trim` as it is; fakesnow forgets which characters are to go."""
    return expression


if __name__ == "__main__":
    fakesnow.transforms.create_table_as = create_table_as
    fakesnow.transforms.trim_cast_varchar = keep_trim
    sys.exit(fakesnow.cli.main(["--server", "--port", sys.argv[1]]))

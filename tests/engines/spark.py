"""A Spark of one machine, inside of dbt's process, in a folder of its own."""

import os
from pathlib import Path

import duckdb

from comparing import Row
from engine import SCHEMA, Engine, fetch_rows

# Small data: compiling each query costs more than it saves.
SETTINGS = """\
spark.master local[2]
spark.driver.host 127.0.0.1
spark.driver.bindAddress 127.0.0.1
spark.driver.memory 2g
spark.driver.extraJavaOptions {java}
spark.local.dir {home}/local
spark.ui.enabled false
spark.ui.showConsoleProgress false
spark.default.parallelism 2
spark.sql.shuffle.partitions 2
spark.sql.adaptive.enabled false
spark.sql.broadcastTimeout 3600
spark.sql.constraintPropagation.enabled false
spark.sql.maxPlanStringLength 1000
spark.sql.codegen.wholeStage false
spark.sql.codegen.factoryMode NO_CODEGEN
spark.sql.catalogImplementation hive
spark.sql.warehouse.dir {home}/warehouse
spark.hadoop.javax.jdo.option.ConnectionURL {metastore}
"""
METASTORE = "jdbc:derby:;databaseName={home}/metastore;create=true"
# With one compiler Java sets 48 MB aside for its code, which all these models outgrow.
JAVA = (
    "-Dderby.system.home={home} -Djava.io.tmpdir={home} "
    "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=512m -XX:+UseSerialGC"
)
RUN_SQL = """
import sys
from pyspark.sql import SparkSession

spark = SparkSession.builder.enableHiveSupport().getOrCreate()
for statement in sys.argv[1:]:
    spark.sql(statement)
"""


class Spark(Engine):
    """A session for each run of dbt; between them the tables stay in the folder."""

    name = "spark"
    makes_increments = False

    def __init__(self, home: Path) -> None:
        """Write the settings of a Spark that touches nothing but the folder."""
        super().__init__(home)
        java, metastore = (text.format(home=home) for text in (JAVA, METASTORE))
        settings = SETTINGS.format(home=home, java=java, metastore=metastore)
        (home / "spark-defaults.conf").write_text(settings, encoding="utf-8")
        (home / "log4j2.properties").write_text("rootLogger.level = error\n")
        self.environment = {
            "SPARK_CONF_DIR": str(home),
            "SPARK_SCHEMA": SCHEMA,
            "SPARK_LOCAL_IP": "127.0.0.1",
            "JAVA_HOME": java_home(),
        }

    def load(self, schema: str, folder: Path) -> None:
        """Make a schema with a table of each <table>.parquet of a folder."""
        statements = [f"create schema if not exists {schema}"]
        for path in sorted(folder.glob("*.parquet")):
            table = f"{schema}.{path.stem}"
            statements += [
                f"drop table if exists {table}",
                f"create table {table} using parquet as select * from parquet.`{path}`",
            ]
        done = self.run_python(RUN_SQL, *statements)
        assert done.returncode == 0, done.stdout[-5000:]

    def read_table(self, table: str, like: Path) -> list[Row]:
        """Read the files of a mart, with the types that Spark gave them."""
        files = self.home / "warehouse" / f"{SCHEMA}.db" / table / "*.parquet"
        with duckdb.connect() as connection:
            return fetch_rows(connection, f"select * from read_parquet('{files}')")


def java_home() -> str:
    """Return the folder of a Java that Spark 3.5 runs on: 17, if it is Debian's."""
    found = sorted(Path("/usr/lib/jvm").glob("java-17-openjdk-*"))
    return str(found[0]) if found else os.environ.get("JAVA_HOME", "")

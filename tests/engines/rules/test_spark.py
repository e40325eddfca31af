"""Spark, in local mode where it is installed, counts and pays what one firm at a time does."""

import shutil

import pytest

from dianxiaoer.engines.rules.run.sql import SPARK, program_sql
from tests.engines.rules.executions import by_row, sql_answers
from tests.engines.rules.random_rules import random_firms, random_program

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def session():
    pyspark = pytest.importorskip("pyspark", reason="extra spark is not installed")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    from pyspark.sql import SparkSession

    del pyspark
    builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    made = builder.config("spark.sql.shuffle.partitions", "1").getOrCreate()
    yield made
    made.stop()


@pytest.mark.parametrize("seed", [3, 11, 29])
def test_spark_agrees_with_one_firm_at_a_time(session, seed):
    from pyspark.sql.types import DoubleType, IntegerType, StringType, StructField, StructType

    program, _ = random_program(seed)
    rows = random_firms(program, seed, 25)
    fields = [StructField("firm", IntegerType())]
    fields += [StructField(c.key, StringType() if c.form == "words" else DoubleType()) for c in program.columns]
    data = [(i, *(row.get(column.key) for column in program.columns)) for i, row in enumerate(rows)]
    session.createDataFrame(data, StructType(fields)).createOrReplaceTempView("firms")
    found = session.sql(program_sql(program, "firms", keep=("firm",), dialect=SPARK)).orderBy("firm").collect()
    assert sql_answers(program, [row.asDict() for row in found]) == by_row(program, rows)

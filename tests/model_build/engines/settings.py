"""Spark's settings for small tables: else most of the time goes into planning and compiling for large ones."""

FOR_FEW_ROWS = (
    "--conf spark.sql.adaptive.enabled=false --conf spark.sql.shuffle.partitions=2 "
    "--driver-java-options -XX:TieredStopAtLevel=1 pyspark-shell"
)

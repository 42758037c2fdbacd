"""python -m kit survey: many articles read by program into Parquet tables, on Dask."""

"""python -m kit survey: many articles read by program into Parquet tables, on Dask.

- sources.py: a folder, a zip, JSON Lines or Parquet, cut into parts
- tables.py: a part's articles as rows, written as Parquet
- running.py: parts dealt out to workers, gone on with after a stop
"""

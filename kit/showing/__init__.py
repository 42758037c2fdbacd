"""Show the article and what was found in it: figures, tables, heat, the annotated edition."""

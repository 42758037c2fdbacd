"""Show the article and what was found in it: figures, tables, heat, the annotated edition."""

from pathlib import Path

TEMPLATES = Path(__file__).with_name("templates")

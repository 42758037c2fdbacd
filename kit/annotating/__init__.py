"""Marks on the article: codebook, annotations, the annotator, and the files they live in."""

def todo(course): return []

"""Make a course on an article of one's own."""

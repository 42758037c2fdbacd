"""What the text and the marks show: quotations, comparison, agreement, words and labels, claims,
figures.
"""

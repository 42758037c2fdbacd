"""What the text and the marks show: comparison, agreement, words and labels, claims."""

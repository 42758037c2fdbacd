"""The article: its text, paragraphs, sentences, words, and a concordance."""

"""What stands in a text: its sentences, words, names, dates and numbers."""

"""What programs and language models may do with a library: one tool a file, the same through every door."""

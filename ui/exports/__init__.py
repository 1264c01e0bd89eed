"""A kept conversation -> a file for others: one outline, three ways to write it."""

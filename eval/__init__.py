"""Grade answers against known facts: what was answered, what was cited, what was refused, and how fast."""

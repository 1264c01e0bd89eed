"""Whatever has weights."""

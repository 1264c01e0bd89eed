"""Who may use a page that others can reach: names and passwords, sessions, and the gate that stands before it."""

"""What is kept of conversations: its types, how it is written down, how its sources stand today."""

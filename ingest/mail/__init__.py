"""Messages as mail has them: headers and parts, and what of a text is quoted or signed."""

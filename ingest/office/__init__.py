"""What office formats share: packed XML, styles, numbers as they are shown."""

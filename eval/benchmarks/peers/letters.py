"""A text by its letters and digits alone."""

from __future__ import annotations


def letters_of(text: str) -> str:
    """Keep letters and digits, in lower case.

    >>> letters_of("- The *Treaty*, 1648.")
    'thetreaty1648'
    """
    return "".join(filter(str.isalnum, text.lower()))

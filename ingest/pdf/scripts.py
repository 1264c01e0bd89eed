"""What a script asks of its layout: which way it runs, and whether words stand apart."""

from __future__ import annotations

import re
import unicodedata

WITHOUT_SPACES = re.compile(
    r"[\u2e80-\u312f\u31a0-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u0e00-\u0eff\U00020000-\U0003ffff]"
)
"""Chinese, Japanese, Thai and Lao, with their punctuation; Korean has spaces."""
RIGHT_TO_LEFT = ("R", "AL")


def joins_without_space(before: str, after: str) -> bool:
    """Tell whether a line end between two texts is no space."""
    if not before or not after or after[0] < "\u0e00":
        return False
    return bool(WITHOUT_SPACES.match(before[-1]) and WITHOUT_SPACES.match(after[0]))


def is_right_to_left(text: str) -> bool:
    """Tell a text most of whose letters run from the right."""
    if text.isascii():
        return False
    kinds = [unicodedata.bidirectional(letter) for letter in text if letter.isalpha()]
    return 2 * sum(kind in RIGHT_TO_LEFT for kind in kinds) > len(kinds)

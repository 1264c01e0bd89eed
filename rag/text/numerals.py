"""Numbers in words and digits: "four hundred", "a dozen", "1,204"."""

from __future__ import annotations

import re

SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORDS: dict[str, float] = {
    **{word: value for value, word in enumerate(SMALL)},
    **{word: 10 * value for value, word in enumerate(_TENS, 2)},
}
SCALES: dict[str, float] = {
    "dozen": 12, "dozens": 12, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12
}  # fmt: skip
SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}
FRACTIONS: dict[str, float] = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "sixth": 6,
    "eighth": 8, "tenth": 10, "tenths": 10
}  # fmt: skip
ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_W = "|".join([*WORDS, *SCALES])
CARDINAL = rf"(?:{_W})(?:(?:\s+and\s+|[\s-]+)(?:{_W}))*"
DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
FRACTION = "|".join(sorted(FRACTIONS, key=len, reverse=True))


def number_of(words: str) -> float:
    """Read a number in digits or words: "1,204", "four hundred", "a dozen", "an"."""
    words = words.lower()
    if words[0].isdigit():
        return float(re.sub(r"[,\u00a0\u202f]", "", words))
    total = current = 0.0
    for word in re.findall(r"[a-z]+", words):
        if word in WORDS:
            current += WORDS[word]
        elif word in ("hundred", "dozen", "dozens"):
            current = max(current, 1) * SCALES[word]
        elif word in SCALES:
            total, current = total + max(current, 1) * SCALES[word], 0.0
        elif word in ("a", "an"):
            current = 1.0
            if len(words) > 2:
                current = 0.0
    return total + current

"""Arabic words brought to one form: what most texts leave out or write in two ways, and prefixes and endings that fall.

The normalisation and the light stemmer "light10" of Larkey, Ballesteros and Connell (2007), the one that search in
Arabic is measured against. Broken plurals keep their own form.
"""

from __future__ import annotations

import re

_LEFT_OUT = re.compile("[\u0640\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
"""Tatweel, vowel signs and marks of recitation."""
_WRITTEN = str.maketrans(
    {"\u0622": "\u0627", "\u0623": "\u0627", "\u0625": "\u0627", "\u0671": "\u0627", "\u0649": "\u064a",
     "\u0629": "\u0647", "\u06cc": "\u064a", "\u06a9": "\u0643"}
)  # fmt: skip
"""Alef with hamza or madda as alef, alef maksura as yeh, teh marbuta as heh; Persian letters as Arabic."""
_AND = "\u0648"
_ARTICLES = (
    "\u0648\u0627\u0644", "\u0628\u0627\u0644", "\u0643\u0627\u0644", "\u0641\u0627\u0644",
    "\u0627\u0644", "\u0644\u0644",
)  # fmt: skip
"""The article, alone and behind and, with, like, so, for."""
_ENDINGS = (
    "\u0647\u0627", "\u0627\u0646", "\u0627\u062a", "\u0648\u0646", "\u064a\u0646", "\u064a\u0647", "\u064a\u0629",
    "\u0647", "\u064a",
)  # fmt: skip
_LEAST = 2
"""Letters that are left where a prefix or an ending falls; one more for "and"."""


def normalise_arabic(word: str) -> str:
    """Leave out vowel signs and write letters of several forms in one."""
    return _LEFT_OUT.sub("", word).translate(_WRITTEN)


def stem_arabic(word: str) -> str:
    """Stem one word."""
    word = normalise_arabic(word)
    if word.startswith(_AND) and len(word) > _LEAST + 1:
        word = word[1:]
    for article in _ARTICLES:
        if word.startswith(article) and len(word) >= len(article) + _LEAST:
            word = word[len(article) :]
            break
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + _LEAST:
            word = word[: -len(ending)]
    return word

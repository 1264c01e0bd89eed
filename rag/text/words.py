"""The content words of a text as stems, so that "headed" meets "heads" and "Türkiye" meets "Turkiye"."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

STOPWORDS = frozenset(
    """a about above after again against all also am an and any are aren as at be because been before being below
    between both but by can cannot could couldn did didn do does doesn doing don down during each few for from further
    had hadn has hasn have haven having he her here hers herself him himself his how i if in into is isn it its itself
    just let me more most my myself no nor not of off on once only or other our ours ourselves out over own please s
    same she should shouldn so some such t tell than that the their theirs them themselves then there these they this
    those through to too under until up upon very was wasn we were weren what when where whether which while who whom
    whose why will with won would wouldn you your yours yourself many much give given say says said according know
    """.split()
)

_WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_DOTTED = re.compile(r"\b(?:[a-z]\.)+[a-z]\b\.?")


def fold(text: str) -> str:
    """Lower the case and drop accents: "Türkiye" and "Turkiye" fold alike."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Stem one folded word (Snowball English); words with digits stay as they are.

    The stemmer holds state while it works, so each call makes its own: the cache keeps that cheap and thread-safe.
    """
    bare = _POSSESSIVE.sub("", word)
    if not bare.isalpha():
        return bare
    stemmed: str = snowballstemmer.stemmer("english").stemWord(bare)
    return stemmed


def tokens(text: str) -> list[str]:
    """Give the folded words of a text in order; "U.S." is one word, "four-paragraph" is two."""
    folded = _DOTTED.sub(lambda match: match.group().replace(".", ""), fold(text))
    return _WORD.findall(folded)


def stems(text: str) -> frozenset[str]:
    """Give the stems of all words that carry meaning."""
    return frozenset(stem(word) for word in tokens(text) if word not in STOPWORDS)


def all_stems(text: str) -> frozenset[str]:
    """Give the stems of every word, stop words too."""
    return frozenset(stem(word) for word in tokens(text))

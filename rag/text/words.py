"""The content words of a text as stems, so that "headed" meets "heads" and "Türkiye" meets "Turkiye"."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

from rag.text.forms import IRREGULAR, SAME, SPELLINGS, STOPWORDS

_WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")
_SHORTEST_DEMONYM = 5
_POSSESSIVE = re.compile(r"['’]s?$")
_DOTTED = re.compile(r"\b(?:[a-z]\.)+[a-z]\b\.?")
_ENDS_DOTTED = re.compile(r"\.[a-z]\b")
"""What all that is dotted has: it is found faster, and most texts have none."""
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]{1,16}")


def fold(text: str) -> str:
    """Lower the case and drop accents: "Türkiye" and "Turkiye" fold alike."""
    if text.isascii():
        return text.lower()
    return _BEYOND_ASCII.sub(lambda match: _bare(match.group()), text.casefold())


@lru_cache(maxsize=4_096)
def _bare(letters: str) -> str:
    decomposed = unicodedata.normalize("NFKD", letters)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Stem one folded word (Snowball English, irregular forms first); words with digits stay as they are.

    A last "i" falls, so that "Pakistani" meets "Pakistan" as "Qatari" meets "Qatar".

    The stemmer holds state while it works, so each call makes its own: the cache keeps that cheap and thread-safe.
    """
    bare = _POSSESSIVE.sub("", word)
    if not bare.isalpha():
        return bare
    singular = bare.removesuffix("s")
    if singular in SPELLINGS:
        bare = SPELLINGS[singular]
    stemmed: str = snowballstemmer.stemmer("english").stemWord(IRREGULAR.get(bare, bare))
    stemmed = stemmed.removesuffix("i") if len(stemmed) > _SHORTEST_DEMONYM else stemmed
    return SAME.get(stemmed, stemmed)


def tokens(text: str) -> list[str]:
    """Give the folded words of a text in order; "U.S." is one word, "four-paragraph" is two."""
    folded = fold(text)
    if _ENDS_DOTTED.search(folded):
        folded = _DOTTED.sub(lambda match: match.group().replace(".", ""), folded)
    return _WORD.findall(folded)


def stems(text: str) -> frozenset[str]:
    """Give the stems of all words that carry meaning."""
    return frozenset(stem(word) for word in tokens(text) if word not in STOPWORDS)


def all_stems(text: str) -> frozenset[str]:
    """Give the stems of every word, stop words too."""
    return frozenset(stem(word) for word in tokens(text))

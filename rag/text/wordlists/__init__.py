"""Small word lists, one file a language: what says nothing by itself, and what asks for a time or a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml

from rag.text.cutting import WORD, cut
from rag.text.stemming import folded

Asked = Literal["when", "number", "other"]

_FOLDER = Path(__file__).parent
LANGUAGES = frozenset(path.stem for path in _FOLDER.glob("*.yaml"))
"""Languages that have a list, by ISO 639-1."""
_SHORTEST_STEM = 2
"""Signs of a word that are left where an ending falls."""


@dataclass(frozen=True, slots=True)
class Wordlist:
    """Hold the words of one language."""

    stop: frozenset[str]
    """Folded."""
    phrases: re.Pattern[str] | None
    """The same where no spaces stand between words, longest first; None where they do."""
    endings: tuple[str, ...]
    """Particles that hang on words, longest first."""
    when: re.Pattern[str]
    number: re.Pattern[str]


@lru_cache(maxsize=32)
def wordlist(language: str) -> Wordlist | None:
    """Read the list of a language; None where there is none."""
    if language not in LANGUAGES:
        return None
    said: dict[str, str] = yaml.safe_load((_FOLDER / f"{language}.yaml").read_text("utf-8"))
    words = said["stop"].split()
    runs = sorted({word for word in words if cut(word).runs}, key=lambda word: -len(word))
    return Wordlist(
        frozenset(map(folded, words)),
        re.compile("|".join(map(re.escape, runs))) if runs else None,
        tuple(sorted(said.get("endings", "").split(), key=lambda ending: -len(ending))),
        re.compile(said["when"], re.IGNORECASE),
        re.compile(said["number"], re.IGNORECASE),
    )


def without_stop_words(text: str, language: str) -> str:
    """Leave the words out that say nothing by themselves; the text as it is where nothing else would be left.

    >>> without_stop_words("Wer leitete die Sitzung?", "de").split()
    ['leitete', 'Sitzung?']
    """
    known = wordlist(language)
    if known is None:
        return text
    if known.endings:
        left = WORD.sub(lambda word: "" if folded(word[0]) in known.stop else _bare(word[0], known.endings), text)
    else:
        left = known.phrases.sub(" ", text) if known.phrases else text
        left = WORD.sub(lambda word: "" if folded(word[0]) in known.stop else word[0], left)
    return left if WORD.search(left) else text


def asks_for(text: str, language: str) -> Asked:
    """Tell whether a question asks for a time or a number.

    >>> asks_for("Сколько стоит билет?", "ru"), asks_for("会议什么时候开始？", "zh"), asks_for("Wer kam?", "de")
    ('number', 'when', 'other')
    """
    known = wordlist(language)
    if known is None:
        return "other"
    if known.when.search(text):
        return "when"
    return "number" if known.number.search(text) else "other"


def without_asking(text: str, language: str) -> str:
    """Leave out the words that ask for a time or a number, too: they are not in the answer.

    >>> without_asking("Combien de temps dure la garantie ?", "fr").split()
    ['dure', 'garantie', '?']
    """
    known = wordlist(language)
    if known is None:
        return text
    asked = known.number.sub(" ", known.when.sub(" ", text))
    return without_stop_words(asked if WORD.search(asked) else text, language)


def _bare(word: str, endings: tuple[str, ...]) -> str:
    ending = next((e for e in endings if word.endswith(e) and len(word) - len(e) >= _SHORTEST_STEM), "")
    return word.removesuffix(ending)

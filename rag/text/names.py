"""Names in a text, and the full form that a document gives to a name or a pronoun."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.text.forms import STOPWORDS
from rag.text.sentences import Span, split_sentences
from rag.text.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_CAPITAL = r"(?:[A-Z\u00C0-\u00DE\u0400-\u042F][\w'’-]*[\w]|[A-Z]\.)"
_LINK = r"(?:de|del|della|di|da|dos|du|van|von|der|den|bin|ibn|al|el|la|le)"
_NAME = re.compile(rf"{_CAPITAL}(?:\s+(?:{_LINK}\s+)*{_CAPITAL})*")
_TRAILING_POSSESSIVE = re.compile(r"['’]s$|['’]$")

HONORIFICS = frozenset(
    """mr mrs ms miss dr prof professor sir lord lady dame president minister chairman chairwoman chair chief general
    colonel captain major lieutenant sergeant inspector judge justice senator governor mayor ambassador secretary
    director deputy prime defence defense foreign interior finance commander king queen prince princess sheikh imam
    pope father sister brother vice former acting spokesman spokeswoman spokesperson coach engineer driver editor
    reverend bishop councillor doctor nurse manager officer""".split()
)
_NOT_A_NAME = (
    frozenset(
        """january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday i ok yes no one two three four five six seven eight nine ten however
    meanwhile although instead still yet perhaps today yesterday tomorrow later earlier""".split()
    )
    | STOPWORDS
)

_NEVER_FIRST = HONORIFICS | _NOT_A_NAME
_SPACED = re.compile(r"\S+")

_PRONOUN = re.compile(r"^(?P<quote>[“\"'‘]?)(?P<pronoun>He|She)\b(?!['’])")
_SPEECH = (
    r"(?:said|says|told|added|stated|noted|announced|explained|argued|warned|confirmed|insisted|recalled|wrote|asked|"
    r"replied|called|described|headed|led|chaired|heads|leads|chairs|"
    r"revealed|admitted|dismissed|reiterated|emphasi[sz]ed)"
)

_SPEAKS = re.compile(rf",?\s+(?:who\b|(?:\w+ly\s+|also\s+|further\s+|then\s+)?{_SPEECH}\b)")
_SPOKEN_OF = re.compile(rf"\b(?:{_SPEECH}|(?i:{'|'.join(sorted(HONORIFICS))})\.?)\s+$")
_LONGEST_HONORIFIC = 20


@dataclass(frozen=True, slots=True)
class Name:
    """Hold a run of capitalised words, honorifics and sentence openers taken off."""

    text: str
    span: Span

    @property
    def words(self) -> tuple[str, ...]:
        """Give its words, folded."""
        return tuple(fold(word) for word in self.text.split())


def find_names(text: str) -> list[Name]:
    """Find the names of a text in order; months, weekdays and words that only open a sentence are not names."""
    found = []
    openers = {span.start for span in split_sentences(text)}
    for match in _NAME.finditer(text):
        name = _trim(match.group(), match.start())
        if name and not (name.span.start in openers and _is_opener(name, text)):
            found.append(name)
    return found


def _trim(text: str, start: int) -> Name | None:
    words = [(word.group(), start + word.start()) for word in _SPACED.finditer(text)]
    titles = [index for index, (word, _) in enumerate(words[:-1]) if fold(word).rstrip(".") in HONORIFICS]
    words = words[titles[-1] + 1 :] if titles else words
    while words and fold(words[0][0]).rstrip(".") in _NEVER_FIRST:
        words.pop(0)
    while words and fold(words[-1][0]) in _NOT_A_NAME:
        words.pop()
    if not words:
        return None
    last, last_start = words[-1]
    bare = _TRAILING_POSSESSIVE.sub("", last)
    begin, end = words[0][1], last_start + len(bare)
    return Name(text[begin - start : end - start], Span(begin, end)) if end > begin else None


def _is_opener(name: Name, text: str) -> bool:
    """Tell whether a single capitalised word looks capitalised only because it opens the sentence ("Speaking ...")."""
    if " " in name.text or name.text.isupper():
        return False
    return name.text.endswith(("ing", "ly", "ed")) and not re.search(rf"[a-z,] {re.escape(name.text)}\b", text)


class NameBook:
    """Know the people that a document names in full, and say in full a sentence that names them short."""

    def __init__(self, title: str, texts: Sequence[str]) -> None:
        """Read a document's title and paragraphs."""
        self._texts = tuple(texts)
        self._whole = "\n".join((title, *texts))
        self._full, self._shared = _full_forms((title, *texts))
        self._people: dict[str, bool] = {}

    def _person(self, short: str) -> str | None:
        """Give the full name of the person that a word names in short."""
        full = self._full.get(short)
        if full is None:
            return None
        if short not in self._people:
            self._people[short] = is_person(full, self._whole) or is_person(short, self._whole)
        return full if self._people[short] else None

    def expand(self, sentence: str, paragraph_index: int, start: int) -> str:
        """Say the first short name or opening pronoun of a sentence in full, where the document leaves no doubt.

        `sentence` stands at `start` in the text of paragraph `paragraph_index`, counted from 0. A sentence that already
        has the person's full name, or whose "he" could be two people, comes back unchanged.
        """
        pronoun = _PRONOUN.match(sentence)
        if pronoun:
            person = self._antecedent(paragraph_index, start)
            return f"{pronoun['quote']}{person}{sentence[pronoun.end() :]}" if person else sentence
        for match in re.finditer(r"[\w'’-]+", sentence):
            bare = _TRAILING_POSSESSIVE.sub("", match.group())
            full = self._person(bare)
            if full is None:
                continue
            if self._part_of_longer_name(sentence, match.start(), match.start() + len(bare), full):
                return sentence
            return f"{sentence[: match.start()]}{full}{sentence[match.start() + len(bare) :]}"
        return sentence

    def _part_of_longer_name(self, sentence: str, start: int, end: int, full: str) -> bool:
        if full in sentence:
            return True
        before = re.search(rf"({_CAPITAL})\s+$", sentence[:start])
        after = re.match(rf"\s+{_CAPITAL}", sentence[end:])
        named_before = before is not None and fold(before[1]).rstrip(".") not in HONORIFICS
        return named_before or after is not None

    def _antecedent(self, paragraph_index: int, start: int) -> str | None:
        """Find the one person named in the nearest sentence before that names any."""
        for index in range(paragraph_index, max(-1, paragraph_index - 4), -1):
            text = self._texts[index][:start] if index == paragraph_index else self._texts[index]
            for span in reversed(split_sentences(text)):
                sentence = span.cut(text)
                if self._shared & set(re.findall(r"[\w-]+", sentence)):
                    return None
                people = self._people_in(sentence)
                if people:
                    return people.pop() if len(people) == 1 else None
        return None

    def _people_in(self, text: str) -> set[str]:
        bare_words = {_TRAILING_POSSESSIVE.sub("", word) for word in re.findall(r"[\w'’-]+", text)}
        return {person for word in bare_words if (person := self._person(word))}


def _full_forms(texts: Sequence[str]) -> tuple[dict[str, str], frozenset[str]]:
    """Map each last word of a longer name to that name; give apart the last words that two different names share.

    What follows "the" is a body or a place, not a person.
    """
    forms: dict[str, set[str]] = {}
    for text in texts:
        for name in find_names(text):
            words = name.text.split()
            if 2 <= len(words) <= 4 and not text[: name.span.start].endswith(("the ", "The ")):
                forms.setdefault(words[-1], set()).add(name.text)
    full: dict[str, str] = {}
    for short, names in forms.items():
        longest = max(names, key=len)
        if all(name == longest or longest.endswith(f" {name}") for name in names):
            full[short] = longest
    return full, frozenset(forms.keys() - full.keys())


def is_person(name: str, text: str) -> bool:
    """Tell a person from a place or a body by how the text uses the name: it speaks, has an honorific, or is "who"."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if _SPEAKS.match(text, end) or _SPOKEN_OF.search(text[max(0, start - _LONGEST_HONORIFIC) : start]):
            return True
        start = text.find(name, end)
    return False

"""A set as people have documents: a folder of text files, and where each paragraph of the set stands in them."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from eval.benchmarks.peers.letters import letters_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from eval.benchmarks.datasets import BenchmarkQuestion, CorpusDocument, CorpusParagraph

Item = TypeVar("Item")

LONGEST_NAME = 60
"""Characters of a file's name."""
SAME = 0.9
"""Words that two paragraphs share, of the longer one's, from which they are the same."""
LEAST_WORDS = 10
"""Of a paragraph that is looked for inside others."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """Hold one document as a file will have it: a title over its paragraphs, blank lines between."""

    name: str
    parts: tuple[tuple[str | None, str], ...]
    """Paragraphs under the name that questions know them by; titles under none."""

    @property
    def text(self) -> str:
        """Give the whole file."""
        return "\n\n".join(text for _, text in self.parts) + "\n"


@dataclass(frozen=True, slots=True)
class Corpus:
    """Hold what is searched and what is asked of it."""

    name: str
    files: tuple[TextFile, ...]
    questions: tuple[BenchmarkQuestion, ...]
    """All answerable from the files."""

    @property
    def words(self) -> int:
        """Count the words of the files."""
        return sum(len(text.split()) for file in self.files for _, text in file.parts)

    def write(self, folder: Path) -> None:
        """Write the files into an empty folder."""
        folder.mkdir(parents=True)
        for file in self.files:
            (folder / file.name).write_text(file.text, encoding="utf-8")


def choose(
    name: str,
    documents: Sequence[CorpusDocument],
    questions: Sequence[BenchmarkQuestion],
    most_words: int | None = None,
    limit: int | None = None,
) -> Corpus:
    """Take answerable questions and the documents they are about, then others, until there are so many words.

    Questions come in an order that is shuffled the same way every time; one whose documents do not fit is passed over.
    A paragraph that says word for word what one says that answers goes by its name: whoever finds either has found it.
    """
    home = {paragraph.id: document.id for document in documents for paragraph in document.paragraphs}
    sizes = {document.id: sum(len(one.text.split()) for one in document.paragraphs) for document in documents}
    room = sum(sizes.values()) if most_words is None else most_words
    kept: set[str] = set()
    asked: list[BenchmarkQuestion] = []
    for question in _shuffled(question for question in questions if question.gold):
        if len(asked) == limit:
            break
        needed = {home[paragraph] for paragraph in question.gold if paragraph in home} - kept
        taken = sum(sizes[one] for one in needed)
        if taken <= room and question.gold <= home.keys():
            room -= taken
            kept |= needed
            asked.append(question)
    for document in _shuffled(documents):
        if document.id not in kept and sizes[document.id] <= room:
            room -= sizes[document.id]
            kept.add(document.id)
    searched = [document for document in documents if document.id in kept]
    names = twins([one for document in searched for one in document.paragraphs], {id_ for q in asked for id_ in q.gold})
    one_name = [replace(question, gold=frozenset(names.get(id_, id_) for id_ in question.gold)) for question in asked]
    return Corpus(name, _files(searched, names), tuple(one_name))


def twins(paragraphs: Sequence[CorpusParagraph], wanted: Collection[str]) -> dict[str, str]:
    """Map paragraphs that say all that a wanted one says to its name; sets hold some pages twice."""
    known = {one.id: _Said.of(one.text) for one in paragraphs}
    names: dict[str, str] = {}
    for gold in sorted(wanted):
        for other, said in known.items():
            if other != gold and gold not in names and said.says(known[gold]):
                names[other] = gold
    return names


@dataclass(frozen=True, slots=True)
class _Said:
    letters: str
    words: Counter[str]
    size: int

    @classmethod
    def of(cls, text: str) -> _Said:
        words = Counter(filter(None, map(letters_of, text.split())))
        return cls(letters_of(text), words, words.total())

    def says(self, other: _Said) -> bool:
        """Tell whether this holds the other word for word, or shares nearly all words with it."""
        if other.size >= LEAST_WORDS and other.letters in self.letters:
            return True
        shorter, longer = sorted((self.size, other.size))
        return shorter >= SAME * longer and (self.words & other.words).total() >= SAME * longer


def _shuffled(items: Iterable[Item]) -> list[Item]:
    ordered = list(items)
    random.Random(len(ordered)).shuffle(ordered)
    return ordered


def _files(documents: Sequence[CorpusDocument], names: Mapping[str, str]) -> tuple[TextFile, ...]:
    """Name each file after its document's title; no two alike."""
    taken: dict[str, int] = {}
    files = []
    for document in documents:
        slug = re.sub(r"\W+", "-", document.paragraphs[0].title)[:LONGEST_NAME].strip("-").lower() or "untitled"
        taken[slug] = taken.get(slug, 0) + 1
        suffix = f"-{taken[slug]}" if taken[slug] > 1 else ""
        parts = tuple((id_ and names.get(id_, id_), text) for id_, text in _parts(document.paragraphs))
        files.append(TextFile(f"{slug}{suffix}.txt", parts))
    return tuple(files)


def _parts(paragraphs: Sequence[CorpusParagraph]) -> Iterator[tuple[str | None, str]]:
    """Set each title that is new over its paragraph, unless the paragraph opens with it."""
    above = ""
    for paragraph in paragraphs:
        if paragraph.title != above and not paragraph.text.startswith(paragraph.title):
            yield None, paragraph.title
        above = paragraph.title
        yield paragraph.id, paragraph.text

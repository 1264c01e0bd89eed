"""Find the paragraphs that a facts file names in the documents of a library."""

from __future__ import annotations

import difflib
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from eval.metrics import ParagraphKey
from eval.nodes import MOST_FAULTS, fault, faults_together
from eval.quotes import Place, Quotes
from rag.errors import FactsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from eval.fact import Fact, FactSet, ParagraphReference
    from rag.document import Document

SHOWN = 3
"""Documents or paragraphs that a complaint lists."""
EXCERPT = 70
"""Characters of a paragraph in a complaint."""
SOUGHT = 40
"""Words of a quote by which its place in the nearest paragraph is looked for."""


def proofs(facts: FactSet, documents: Sequence[Document]) -> list[frozenset[ParagraphKey]]:
    """Give the listed paragraphs of each fact, in the facts' order.

    Raises:
        FactsError: a name or a quote that fits nothing or several, or a number beyond the document's last paragraph;
            a line for each, and how many facts it is before them where there are several.
    """
    finder = Finder(facts.path, documents)
    found: list[frozenset[ParagraphKey]] = []
    faults: list[FactsError] = []
    at_fault: set[int] = set()
    for index, fact in enumerate(facts.facts):
        keys = []
        for reference in fact.paragraphs:
            try:
                keys.append(finder.find(reference))
            except FactsError as error:
                faults.append(error)
                at_fault.add(index)
        found.append(frozenset(keys))
    if faults:
        raise _together(facts, faults, len(at_fault))
    return found


def scoped(facts: FactSet, documents: Sequence[Document]) -> FactSet:
    """Give the facts with the documents that each is asked of named by id; a name that fits none is left as it is.

    Raises:
        FactsError: a name that fits several documents, or none and is no id.
    """
    finder = Finder(facts.path, documents)
    faults: list[FactsError] = []
    named_by_id = [_scoped(fact, finder, faults) for fact in facts.facts]
    if faults:
        raise _together(facts, faults, len({str(each) for each in faults}))
    return replace(facts, facts=tuple(named_by_id))


class Names:
    """Find documents by what a person calls them."""

    def __init__(self, documents: Sequence[Document]) -> None:
        """Find among these."""
        self.documents = documents
        self._by_id = {document.id: document for document in documents}
        self._by_file: dict[str, list[Document]] = {}
        self._by_title: dict[str, list[Document]] = {}
        self._by_stem: dict[str, list[Document]] = {}
        for document in documents:
            self._by_file.setdefault("".join(path_parts(document.path)[-1:]), []).append(document)
            self._by_title.setdefault(document.title.casefold(), []).append(document)
            self._by_stem.setdefault(PurePath(document.path.replace("\\", "/")).stem, []).append(document)

    def of(self, name: str) -> list[Document]:
        """Give those that a name fits: by id, else by file name or end of the path, by title, or without suffix."""
        if name in self._by_id:
            return [self._by_id[name]]
        parts = path_parts(name)
        same_file = self._by_file.get(parts[-1], []) if parts else []
        by_path = [document for document in same_file if path_parts(document.path)[-len(parts) :] == parts]
        return by_path or self._by_title.get(name.casefold(), []) or self._by_stem.get(name, [])

    def near(self, name: str) -> str:
        """Give the file name that is most like a mistyped one; empty where none is."""
        return next(iter(difflib.get_close_matches(name, self._by_file, n=1, cutoff=0.6)), "")


class Finder:
    """Find the paragraph that a reference names, among the documents of a library."""

    def __init__(self, path: Path, documents: Sequence[Document]) -> None:
        """Complain about references of this file."""
        self._path = path
        self._names = Names(documents)
        self._quotes = Quotes()
        self._nearest_left = MOST_FAULTS

    def find(self, reference: ParagraphReference) -> ParagraphKey:
        """Find one paragraph.

        Raises:
            FactsError: FILE:LINE: field: expected ...
        """
        documents = [self.document(reference.document, reference.line)] if reference.document else self._names.documents
        if reference.quote:
            place = self._quoted(reference, documents)
            return ParagraphKey(place.document.id, place.paragraph.number)
        count = len(documents[0].paragraphs)
        if reference.number > count:
            problem = f'expected at most {count}, the paragraphs of "{reference.document}", found {reference.number}'
            raise fault(self._path, reference.line, "number", problem)
        return ParagraphKey(documents[0].id, reference.number)

    def document(self, name: str, line: int) -> Document:
        """Find the document that a name means.

        Raises:
            FactsError: it fits none, or several.
        """
        found = self._names.of(name)
        if len(found) > 1:
            paths = ", ".join(document.path for document in found[:SHOWN])
            problem = f'expected one document, "{name}" fits {len(found)}: {paths}; write more of the path'
            raise fault(self._path, line, "document", problem)
        if not found:
            near = self._names.near(name)
            hint = f"; {near}?" if near else "; `citeback sources` lists them"
            count = len(self._names.documents)
            problem = f'expected one of the {count} documents of the library, found "{name}"{hint}'
            raise fault(self._path, line, "document", problem)
        return found[0]

    def _quoted(self, reference: ParagraphReference, documents: Sequence[Document]) -> Place:
        found = self._quotes.holding(reference.quote, documents)
        exact = [place for place in found if place.paragraph.number == reference.number]
        if reference.number and len(exact) == 1:
            return exact[0]
        if len(found) == 1 and not reference.number:
            return found[0]
        raise fault(self._path, reference.line, "quote", self._misfit(reference, exact or found, documents))

    def _misfit(self, reference: ParagraphReference, found: Sequence[Place], documents: Iterable[Document]) -> str:
        """Say why a quote names no paragraph, with what it fits or what comes nearest."""
        where = f'of "{reference.document}"' if reference.document else "of the library"
        quoted = f'"{_clipped(reference.quote)}"'
        if found and reference.number and not any(place.paragraph.number == reference.number for place in found):
            numbers = ", ".join(f"¶{place.paragraph.number}" for place in found[:SHOWN])
            cure = "correct the number or leave it out"
            return f"expected it in ¶{reference.number} {where}, found it in {numbers}: {quoted}; {cure}"
        if found:
            cure = "write more of its words" + (" or its number" if reference.document else " or its document")
            return f"expected one paragraph {where}, found {len(found)} that hold {quoted}: {_listed(found)}; {cure}"
        return (
            f"expected words of one paragraph {where}, found none that holds {quoted}{self._near(reference, documents)}"
        )

    def _near(self, reference: ParagraphReference, documents: Iterable[Document]) -> str:
        """Name what comes nearest; only as often as complaints are shown, because it reads every paragraph."""
        self._nearest_left -= 1
        near = self._quotes.nearest(reference.quote, documents) if self._nearest_left >= 0 else None
        hint = f"the nearest is {_listed([near], reference.quote)}" if near else "nothing there is like it"
        return f'; {hint}; copy the words from one paragraph, "..." for what is left out'


def path_parts(path: str) -> tuple[str, ...]:
    """Split a path of any system."""
    return PurePath(path.replace("\\", "/")).parts


def _scoped(fact: Fact, finder: Finder, faults: list[FactsError]) -> Fact:
    ids: list[str] = []
    for name in fact.documents:
        try:
            ids.append(finder.document(name, fact.line).id)
        except FactsError as error:
            faults.append(error)
    return replace(fact, documents=tuple(ids))


def _together(facts: FactSet, faults: Sequence[FactsError], count: int) -> FactsError:
    summary = f"{count} of {len(facts.facts)} facts do not fit the library; nothing was asked:"
    return faults_together(facts.path, faults, summary if len(faults) > 1 else "")


def _listed(places: Sequence[Place], around: str = "") -> str:
    shown = ", ".join(
        f'{path_parts(place.document.path)[-1]} ¶{place.paragraph.number} "{_clipped(place.paragraph.text, around)}"'
        for place in places[:SHOWN]
    )
    return shown + (f" and {len(places) - SHOWN} more" if len(places) > SHOWN else "")


def _clipped(text: str, around: str = "") -> str:
    """Put a text on one line; of a long one, what surrounds the longest words that it shares with another."""
    line = " ".join(text.split())
    if len(line) <= EXCERPT:
        return line
    words, sought = line.casefold().split(), around.casefold().split()[:SOUGHT]
    shared = difflib.SequenceMatcher(None, words, sought, autojunk=False).find_longest_match()
    middle = len(" ".join(words[: shared.a])) + len(" ".join(words[shared.a : shared.a + shared.size])) // 2
    first = max(0, min(middle - EXCERPT // 2, len(line) - EXCERPT)) if shared.size else 0
    first = line.find(" ", first) + 1 if first else 0
    cut = line[first : first + EXCERPT]
    return f"{'...' if first else ''}{cut.rstrip()}{'...' if first + EXCERPT < len(line) else ''}"

r"""Facts as a person keeps them in a spreadsheet, about documents that they have.

The template, of which only `question` and one of the others are needed in a row:

    question,answers,document,paragraph,quote,unanswerable,tags
    Who led the talks?,Khawaja Asif|Asif,ceasefire.txt,3,,,people
    When do they go on?,25 October|October 25,,,"The next round is on 25 October",,dates
    Who paid for the hotel?,,,,,yes,

Accepted answers, paragraph numbers and tags are separated by "|"; "\|" is a bar inside an answer. A paragraph is named
by its number in a document, by words of it (quote), or by both. Column names are read in any case and under their usual
other names; the delimiter and the encoding are found out. Other columns are let be.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eval.facts import Fact, ParagraphReference
from eval.importers.csvrows import read_rows
from eval.importers.imported import Imported
from eval.importers.values import Value
from eval.nodes import fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COLUMNS = {
    "question": ("question", "questions", "query", "prompt", "user_input"),
    "answers": (
        "answers",
        "answer",
        "accepted_answers",
        "accepted",
        "expected",
        "expected_answer",
        "ground_truth",
        "reference",
    ),
    "document": ("document", "documents", "file", "filename", "file_name", "source", "doc", "title"),
    "paragraph": ("paragraph", "paragraphs", "number", "numbers", "paragraph_number", "para"),
    "quote": ("quote", "evidence", "context", "passage", "excerpt", "paragraph_text"),
    "unanswerable": ("unanswerable", "is_impossible", "impossible", "no_answer"),
    "tags": ("tags", "tag", "category", "categories", "topic", "label"),
}
"""Each column under its usual names, its own first."""
YES = frozenset({"yes", "y", "true", "t", "1", "x", "ja", "oui", "si", "sí"})
NO = frozenset({"no", "n", "false", "f", "0", "-", "nein", "non"})
_BAR = re.compile(r"(?<!\\)\|")


def read(path: Path) -> Imported:
    """Read a file of the template's columns; its documents are the user's own.

    Raises:
        FactsError: FILE:LINE: field: expected ...
    """
    facts = tuple(_Row(row).fact() for row in read_rows(path))
    if not facts:
        raise fault(path, 1, "file", f"expected a header such as {','.join(COLUMNS)} and a row below it, found no row")
    return Imported((), facts)


class _Row:
    """Read one row."""

    def __init__(self, row: Value) -> None:
        self._row = row

    def fact(self) -> Fact:
        question = self._cell("question")
        if question is None:
            raise self._row.at("question").because(f"expected text{self._header()}")
        answers, references = tuple(self._parts("answers")), tuple(self._references())
        unanswerable = self._says_yes()
        if unanswerable and (answers or references):
            raise self._row.at("unanswerable").because("expected no answers, paragraph or quote beside yes")
        if not (unanswerable or answers or references):
            expected = "expected an accepted answer, a paragraph or quote, or unanswerable: yes"
            raise self._row.at("answers").because(f"{expected}{self._header()}")
        return Fact(
            question.text(),
            answers,
            unanswerable=unanswerable,
            answerable=not (unanswerable or answers),
            paragraphs=references,
            tags=tuple(self._parts("tags")),
            line=self._row.line,
        )

    def _header(self) -> str:
        """Name the columns, where some of them have names that are not known: one may be mistyped."""
        names = list(self._row.mapping())
        known = {name for others in COLUMNS.values() for name in others}
        strange = [name for name in names if name not in known]
        return f"; the header has {', '.join(names)}" if strange else ""

    def _references(self) -> Iterator[ParagraphReference]:
        document, quote = self._cell("document"), self._cell("quote")
        name, said = document.text() if document else "", quote.text() if quote else ""
        numbers = list(self._numbers())
        if not name and numbers and not said:
            raise self._row.at("document").because("expected the name of the document that has the paragraph")
        if said and len(numbers) > 1:
            raise self._row.at("paragraph").because("expected one number beside a quote")
        if said or numbers:
            for number in numbers or [0]:
                yield ParagraphReference(name, number, self._row.line, quote=said)

    def _numbers(self) -> Iterator[int]:
        for part in self._parts("paragraph"):
            plain = part.removeprefix("¶").strip()
            if not (plain.isdecimal() and len(plain) < 9 and int(plain)):
                raise self._row.at("paragraph").because(f'expected a whole number from 1, found "{part[:60]}"')
            yield int(plain)

    def _says_yes(self) -> bool:
        cell = self._cell("unanswerable")
        said = cell.any_text().casefold() if cell else "no"
        if said not in YES | NO:
            raise self._row.at("unanswerable").because(f'expected yes or no, found "{said[:60]}"')
        return said in YES

    def _parts(self, column: str) -> list[str]:
        cell = self._cell(column)
        parts = _BAR.split(cell.any_text()) if cell else []
        return list(dict.fromkeys(part.strip().replace("\\|", "|") for part in parts if part.strip()))

    def _cell(self, column: str) -> Value | None:
        return self._row.optional(*COLUMNS[column])

"""Make a fact from the options of a command, for scripts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from eval.fact import Fact, ParagraphReference
from eval.quotes import words_of
from eval.references import Finder
from rag.errors import FactsError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.fact import FactSet
    from rag.document import Document


def fact_from_options(
    documents: Sequence[Document],
    question: str,
    answers: Sequence[str],
    document: str,
    quotes: Sequence[str],
    unanswerable: bool,
    tags: Sequence[str],
) -> Fact:
    """Make a fact whose quotes are all found in these documents.

    Raises:
        SettingsError: --OPTION: expected ...
    """
    texts = {"--question": [question], "--answer": answers, "--quote": quotes, "--tag": tags}
    for option, given in texts.items():
        if not all(any(letter.isalnum() for letter in text) for text in given):
            raise _wrong(option, "expected text with a letter or a digit")
    if unanswerable and (answers or quotes):
        raise _wrong("--unanswerable", "expected neither --answer nor --quote beside it")
    if not unanswerable and not answers:
        raise _wrong("--answer", "expected at least one, or --unanswerable")
    if document and not quotes:
        raise _wrong("--quote", "expected words of the paragraph that proves it, beside --document")
    references = tuple(ParagraphReference(document, quote=quote) for quote in quotes)
    finder = Finder(Path(), documents)
    for reference in references:
        try:
            finder.find(reference)
        except FactsError as error:
            raise _wrong(*str(error).split(": ", 2)[1:]) from error
    return Fact(question, answers=tuple(answers), unanswerable=unanswerable, paragraphs=references, tags=tuple(tags))


def check_new(fact: Fact, so_far: FactSet) -> None:
    """Refuse what a file asks already.

    Raises:
        SettingsError: it asks this question, with no turns before it.
    """
    asked = {tuple(words_of(each.question)): each.line for each in so_far.facts if not each.history}
    line = asked.get(tuple(words_of(fact.question)))
    if line is not None:
        raise _wrong("--question", f"expected one that {so_far.path} does not ask yet, found it on line {line}")


def _wrong(option: str, problem: str) -> SettingsError:
    return SettingsError(f"--{option.removeprefix('--')}: {problem}")

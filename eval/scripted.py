"""Make a fact from the options of a command, for scripts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from eval.fact import Fact, ParagraphReference
from eval.references import Finder
from rag.errors import FactsError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def _wrong(option: str, problem: str) -> SettingsError:
    return SettingsError(f"--{option.removeprefix('--')}: {problem}")

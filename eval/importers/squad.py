"""SQuAD 1.1 and 2.0: articles of paragraphs, with questions that people asked about each (Rajpurkar et al.).

An article is a document, a context is a paragraph. All the answers that people gave are accepted; a question that is
marked `is_impossible` is one that the documents do not answer. https://rajpurkar.github.io/SQuAD-explorer/
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import unquote

from eval.facts import Fact, ParagraphReference
from eval.importers.answers import accepted
from eval.importers.imported import Imported, ImportedDocument, amount, parts_of
from eval.importers.jsonfiles import read_json
from eval.importers.naming import FileNames
from eval.importers.values import LONGEST_TEXT

if TYPE_CHECKING:
    from pathlib import Path

    from eval.importers.values import Value

References: TypeAlias = "tuple[ParagraphReference, ...]"


def read(path: Path) -> Imported:
    """Read a file such as dev-v2.0.json.

    Raises:
        FactsError: FILE:LINE: field: expected ...
    """
    articles = _Articles()
    data = read_json(path).field("data")
    for article in data.items():
        articles.take(article)
    if not articles.facts:
        raise data.because("expected questions, found none")
    return Imported(tuple(articles.documents), tuple(articles.facts), tuple(articles.notes()))


@dataclass
class _Articles:
    """Collect the articles of one file."""

    documents: list[ImportedDocument] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    _names: FileNames = field(default_factory=FileNames)
    _misplaced: int = 0
    _wordless: int = 0

    def take(self, article: Value) -> None:
        """Take an article; a context that stands in it twice is one paragraph."""
        titled = article.optional("title")
        title = unquote(titled.text().replace("_", " ")) if titled else f"Article {len(self.documents) + 1}"
        name = self._names.take(title)
        paragraphs: list[str] = []
        held: dict[str, References] = {}
        for paragraph in article.field("paragraphs").items():
            context = paragraph.field("context")
            text = context.text(LONGEST_TEXT)
            if text not in held:
                first, parts = len(paragraphs) + 1, parts_of(text)
                held[text] = tuple(ParagraphReference(name, first + offset) for offset in range(len(parts)))
                paragraphs += parts
            asked = paragraph.field("qas").items()
            self.facts += [self._fact(one, held[text], str(context.held)) for one in asked]
        if paragraphs:
            self.documents.append(ImportedDocument(name, title, tuple(paragraphs)))

    def notes(self) -> list[str]:
        """Say what a reader of the figures should know."""
        unanswerable = sum(fact.unanswerable for fact in self.facts)
        counted = (
            (
                unanswerable,
                "question",
                "without an answer in their own paragraph: {}; another document may answer them",
            ),
            (self._misplaced, "answer", "not at their answer_start, accepted all the same: {}"),
            (self._wordless, "question", "not graded by wording: {} whose answers have no letter and no digit"),
        )
        return [note.format(amount(count, noun)) for count, noun, note in counted if count]

    def _fact(self, asked: Value, proving: References, context: str) -> Fact:
        question = asked.field("question").text()
        impossible = asked.optional("is_impossible")
        given = asked.optional("answers")
        answers = list(given.items()) if given else []
        if impossible and impossible.flag():
            if given and answers:
                raise given.because(f"expected no answers beside is_impossible: true, found {len(answers)}")
            return Fact(question, unanswerable=True)
        if not answers:
            raise (given or asked).because("expected answers: at least one answer, or is_impossible: true")
        texts = [answer.field("text") for answer in answers]
        self._misplaced += sum(not _stands(answer, context) for answer in answers)
        said = accepted(texts)
        self._wordless += not said
        return Fact(question, said, answerable=not said, paragraphs=proving)


def _stands(answer: Value, context: str) -> bool:
    """Tell whether an answer stands where it says."""
    start = answer.optional("answer_start")
    if start is None:
        return True
    if not isinstance(start.held, int) or isinstance(start.held, bool):
        raise start.fault("expected a whole number")
    text = str(answer.field("text").held)
    return context[max(0, start.held) :].startswith(text)

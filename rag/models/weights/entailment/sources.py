"""Read the training files as paragraphs of sentences, each with the statements that its questions and answers make."""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zlib import crc32

from rag.models.weights.entailment.grammar import Grammar
from rag.models.weights.entailment.statements import Statement, state
from rag.models.weights.reader.examples import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

HELD_OUT = 25
"""Of so many documents one is held out."""
_TREEBANK = (
    (re.compile(r"-LRB-\s*"), "("),
    (re.compile(r"\s*-RRB-"), ")"),
    (re.compile(r"``\s*|\s*''"), '"'),
    (re.compile(r"\s+n't\b"), "n't"),
    (re.compile(r"\s+('(?:s|re|ve|ll|d|m)?)(?=\s)"), r"\1"),
    (re.compile(r"\s+([,.;:?!%])"), r"\1"),
    (re.compile(r"\s--\s"), " – "),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold a question's statement and the answers that it could be confused with."""

    statement: Statement
    place: int
    """Of the sentence that holds the answer."""
    start: int
    """Of the answer in the paragraph, in characters."""
    golds: tuple[str, ...]
    word: str
    """First word of the question."""


@dataclass(slots=True)
class Paragraph:
    """Hold a paragraph of the training files."""

    document: str
    text: str
    sentences: list[str]
    asked: list[Asked] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    """Questions that it does not answer though it looks so."""
    elsewhere: list[Statement] = field(default_factory=list)
    """Statements of other paragraphs of the document, or of a near one, that this one does not make."""


def plain(text: str) -> str:
    """Undo the blanks and brackets of treebank text."""
    for pattern, other in _TREEBANK:
        text = pattern.sub(other, text)
    return " ".join(text.split())


def is_held_out(document: str) -> bool:
    """Tell whether a document is for measuring only."""
    return crc32(document.encode()) % HELD_OUT == 0


def load(folder: Path) -> tuple[list[Paragraph], Grammar]:
    """Read `reader.jsonl.gz` and `reader_negatives.jsonl.gz`."""
    rows = [row for name in ("reader", "reader_negatives") for row in _rows(folder / f"{name}.jsonl.gz")]
    grammar = Grammar({row["context"] for row in rows})
    whole = _sentences_joined(rows)
    paragraphs: dict[tuple[str, str], Paragraph] = {}
    for row in rows:
        _add(paragraphs, row, grammar, whole)
    by_question = {row["question"]: row for row in rows if row["answers"] and not row["source"].endswith("_bm25neg")}
    for row in rows:
        if row["source"].endswith("_bm25neg") and row["question"] in by_question:
            made = _statement(by_question[row["question"]], grammar)
            paragraph = paragraphs.get((_document(row), plain(row["context"])))
            if made and paragraph:
                paragraph.elsewhere.append(made)
    return list(paragraphs.values()), grammar


def _rows(path: Path) -> Iterable[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _document(row: dict[str, Any]) -> str:
    if row["source"] == "qamr":
        return ":".join(row["document"].split(":")[:3])
    return str(row["document"])


def _sentences_joined(rows: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Give for each single sentence the sentences of its document around it, itself included."""
    documents: dict[str, dict[tuple[int, int], str]] = defaultdict(dict)
    for row in rows:
        if row["source"] == "qamr":
            paragraph, number = map(int, row["document"].split(":")[3:])
            documents[_document(row)][paragraph, number] = row["context"]
    whole = {}
    for sentences in documents.values():
        ordered = [text for _, text in sorted(sentences.items())]
        for place, text in enumerate(ordered):
            whole[text] = ordered[max(0, place - 2) : place + 3]
    return whole


def _add(
    paragraphs: dict[tuple[str, str], Paragraph], row: dict[str, Any], grammar: Grammar, whole: dict[str, list[str]]
) -> None:
    context = row["context"]
    spans = sentence_spans(context)
    key = (_document(row), plain(context))
    if key not in paragraphs:
        around = whole.get(context)
        sentences = [plain(one) for one in around] if around else [plain(context[slice(*span)]) for span in spans]
        paragraphs[key] = Paragraph(key[0], " ".join(sentences), sentences)
    if not row["answers"]:
        if not row["source"].endswith("_bm25neg"):
            paragraphs[key].unanswered.append(row["question"])
        return
    made = _statement(row, grammar)
    if made is None:
        return
    answer = min(row["answers"], key=lambda one: len(one["text"]))
    if context in whole:
        place = whole[context].index(context)
    else:
        place = next((number for number, (_, end) in enumerate(spans) if answer["start"] < end), len(spans) - 1)
    golds = tuple(plain(one["text"]).lower() for one in row["answers"])
    word = row["question"].split()[0].lower()
    paragraphs[key].asked.append(Asked(made, place, answer["start"], golds, word))


def _statement(row: dict[str, Any], grammar: Grammar) -> Statement | None:
    answer = min(row["answers"], key=lambda one: len(one["text"]))
    preceding = row["context"][max(0, answer["start"] - 40) : answer["start"]]
    made = state(grammar, plain(row["question"]), plain(answer["text"]), preceding)
    return made if made and 4 <= len(made.text.split()) <= 40 else None

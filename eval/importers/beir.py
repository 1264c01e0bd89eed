"""BEIR folders: corpus.jsonl, queries.jsonl and qrels/*.tsv, each gzip'd or not (Thakur et al., 2021).

A document is one paragraph. A query asks for the documents that are judged relevant, from 1 on; it has no answer whose
wording could be graded. The corpus is read anew each time that it is gone through: it is never in memory.
https://github.com/beir-cellar/beir/wiki/Load-your-custom-dataset
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eval.facts import Fact, ParagraphReference
from eval.importers.beirfiles import BeirFiles, judgements
from eval.importers.imported import Imported, ImportedDocument, amount, parts_of
from eval.importers.jsonfiles import read_json_lines
from eval.importers.naming import FileNames
from eval.importers.values import LONGEST_TEXT
from eval.nodes import fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from eval.importers.beirfiles import Judgement
    from eval.importers.values import Value
    from rag.errors import FactsError


def read(path: Path) -> Imported:
    """Read a folder, with the judgements of its test split, else dev, else train; or name them: FOLDER/qrels/dev.tsv.

    Raises:
        FactsError: FILE:LINE: field: expected ...
    """
    files = BeirFiles.of(path)
    corpus = _Corpus.of(files.corpus)
    queries = _queries(files.queries)
    asked = _Asked(corpus, queries)
    for judgement in judgements(files.qrels):
        asked.take(judgement)
    return Imported(
        corpus, asked.facts(files.qrels), (f"judged by {files.qrels.name}", *corpus.notes(), *asked.notes())
    )


@dataclass(frozen=True, slots=True)
class _Corpus:
    """Give the documents of a corpus, one at a time."""

    path: Path
    names: Mapping[str, str]
    """File names by id."""
    parts: Mapping[str, int]
    """Paragraphs by id, of the documents that have several because they are too long for one."""
    empty: int

    @classmethod
    def of(cls, path: Path) -> _Corpus:
        """Go through it once: every line is held to its form, and every document gets its name."""
        names, named, parts = FileNames(), dict[str, str](), dict[str, int]()
        empty = 0
        for line in read_json_lines(path):
            key = line.field("_id", "id").key()
            if key in named:
                raise line.field("_id", "id").because(f"expected every id once, found {key} again")
            text = _text(line)
            empty += not text
            named[key] = names.take(key) if text else ""
            if (count := len(parts_of(text))) > 1:
                parts[key] = count
        return cls(path, named, parts, empty)

    def __iter__(self) -> Iterator[ImportedDocument]:
        """Read the documents in the corpus' order; those without any text are left out."""
        for line in read_json_lines(self.path):
            key, text = line.field("_id", "id").key(), _text(line)
            if text:
                yield ImportedDocument(self.names[key], _title(line) or key, parts_of(text))

    def __len__(self) -> int:
        """Count those with text."""
        return len(self.names) - self.empty

    def references(self, key: str) -> list[ParagraphReference]:
        """Name the paragraphs of a document."""
        return [ParagraphReference(self.names[key], number) for number in range(1, self.parts.get(key, 1) + 1)]

    def notes(self) -> list[str]:
        """Say what was left out."""
        return [f"left out: {amount(self.empty, 'document')} without text or title"] if self.empty else []


def _text(line: Value) -> str:
    """Give what a document says; where that is nothing, its title."""
    given = line.optional("text")
    return (given.any_text(LONGEST_TEXT) if given else "") or _title(line)


def _title(line: Value) -> str:
    given = line.optional("title")
    return given.any_text() if given else ""


def _queries(path: Path) -> dict[str, str]:
    queries: dict[str, str] = {}
    for line in read_json_lines(path):
        key = line.field("_id", "id").key()
        if key in queries:
            raise line.field("_id", "id").because(f"expected every id once, found {key} again")
        queries[key] = line.field("text").text()
    return queries


@dataclass
class _Asked:
    """Bring queries and what is judged of them together."""

    corpus: _Corpus
    queries: Mapping[str, str]
    _proofs: dict[str, list[ParagraphReference]] = field(default_factory=dict)
    _first: Judgement | None = None
    _stranger: Judgement | None = None
    _unknown: int = 0
    _irrelevant: int = 0
    _graded: int = 0

    def take(self, judgement: Judgement) -> None:
        """Take one line of the qrels; names that the other files do not have are counted."""
        self._first = self._first or judgement
        if judgement.score <= 0:
            self._irrelevant += 1
        elif judgement.query not in self.queries or not self.corpus.names.get(judgement.document):
            self._stranger = self._stranger or judgement
            self._unknown += 1
        else:
            self._graded += judgement.score > 1
            self._proofs.setdefault(judgement.query, []).extend(self.corpus.references(judgement.document))

    def facts(self, qrels: Path) -> tuple[Fact, ...]:
        """Make the facts, in the order of the queries' file.

        Raises:
            FactsError: no judgement is of use.
        """
        if not self._proofs:
            raise self._useless(qrels)
        asked = ((text, self._proofs[key]) for key, text in self.queries.items() if key in self._proofs)
        return tuple(Fact(text, answerable=True, paragraphs=tuple(dict.fromkeys(found))) for text, found in asked)

    def notes(self) -> list[str]:
        """Say what a reader of the figures should know."""
        counted = (
            (self._graded, "taken as 1: {} above 1"),
            (self._irrelevant, "left out as not relevant: {} of 0 or less"),
            (self._unknown, "left out: {} of a query or document that the files do not have"),
        )
        return [note.format(amount(count, "judgement")) for count, note in counted if count]

    def _useless(self, qrels: Path) -> FactsError:
        if self._first is None:
            return fault(qrels, 1, "row", "expected query, document and score with tabs between, found no line of them")
        if self._stranger is None:
            return self._first.fault("score", "expected a judgement from 1 on somewhere, found none")
        of_query = self._stranger.query not in self.queries
        held, name = (self.queries, self._stranger.query) if of_query else (self.corpus.names, self._stranger.document)
        file, field_name = ("queries.jsonl", "query-id") if of_query else ("corpus.jsonl", "corpus-id")
        like = f" such as {next(iter(held))}" if held else ""
        return self._stranger.fault(field_name, f"expected an id of {file}{like}, found {name}")

"""Chunk words in tantivy, ranked by BM25; the only file that knows tantivy."""

from __future__ import annotations

import re
import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rag.errors import IndexStoreError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from tantivy import IndexWriter, Query, Schema, TextAnalyzer

    from rag.library.stored import StoredChunk

CONTEXT_BOOST = 1.0
"""Weight of a word in title and heading beside one in the text; not tuned yet."""
MAX_TERMS = 256
"""Of a longer question the rarest words are searched; the others add time, not order."""
_TEXT_FIELDS = ("body", "context", "document")
_MAX_TERM_BYTES = 60
_WRITER_MEMORY = 50_000_000
_ANALYZER = "citeback-1"
"""Stands in the stored schema: raise the number with any change to what words are, and old indexes are built again."""
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]+"
)
"""Scripts that are written without spaces between words, and Korean."""


class Lexical:
    """Keep the words of each chunk, found again by BM25."""

    def __init__(self, folder: Path) -> None:
        """Open or create the index.

        Raises:
            IndexStoreError: what lies in the folder cannot be read.
        """
        import tantivy

        self._folder = folder
        self._analyzer = _analyzer()
        self._schema = _schema()
        self._writer: IndexWriter | None = None
        with self._guarded():
            folder.mkdir(exist_ok=True)
            self._index = tantivy.Index(self._schema, path=str(folder), reuse=True)
            self._index.register_tokenizer(_ANALYZER, self._analyzer)
            self._index.config_reader(reload_policy="manual")
            self._index.reload()

    @property
    def folder(self) -> Path:
        """Give the folder that all of it lies in."""
        return self._folder

    def count(self) -> int:
        """Count the chunks that a search sees."""
        with self._guarded():
            return int(self._index.searcher().num_docs)

    def write(self, chunks: Sequence[StoredChunk]) -> None:
        """Add chunks; nobody sees them before `commit`."""
        import tantivy

        with self._guarded():
            writer = self._open_writer()
            for stored in chunks:
                document = tantivy.Document()
                document.add_unsigned("chunk", stored.key)
                document.add_text("document", stored.document)
                document.add_text("body", _spaced(stored.chunk.text))
                document.add_text("context", _spaced(stored.chunk.context))
                writer.add_document(document)

    def drop(self, keys: Sequence[int]) -> None:
        """Delete chunks; nobody sees it before `commit`. Keys that are not there are fine."""
        if keys:
            with self._guarded():
                self._open_writer().delete_documents_by_query(self._with_keys(keys))

    def commit(self) -> None:
        """Put what was written on disk and before every later search; too dear to do for each chunk."""
        with self._guarded():
            self._open_writer().commit()
            self._index.reload()

    def rollback(self) -> None:
        """Forget what was written since the last commit, with the writer itself: a full disk can have ended it."""
        writer, self._writer = self._writer, None
        if writer is not None:
            with self._guarded():
                writer.rollback()

    def check(self, keys: Sequence[int]) -> None:
        """Ask for these chunks.

        Raises:
            IndexStoreError: one of them does not come back.
        """
        with self._guarded():
            found = len(self._index.searcher().search(self._with_keys(keys), limit=len(keys) or 1, count=False).hits)
        if found != len(keys):
            msg = (
                f"the word index {self._folder} gave back {found} of {len(keys)} chunks; close every program that uses "
                "the library and delete that folder: it is built again from the catalog"
            )
            raise IndexStoreError(msg)

    def keys(self) -> list[int]:
        """List the chunks that a search sees, one as often as it stands there."""
        from tantivy import Query

        with self._guarded():
            searcher = self._index.searcher()
            hits = searcher.search(Query.all_query(), limit=searcher.num_docs or 1, count=False).hits
            keys = searcher.fast_field_values("chunk", [address for _, address in hits])
        return [int(key) for key in keys if key is not None]

    def count_terms(self) -> tuple[int, int]:
        """Read the whole dictionary: count its words, and those of them that no chunk has that a search sees."""
        from tantivy import Query

        known, dead = 0, 0
        with self._guarded():
            searcher = self._index.searcher()
            for name in _TEXT_FIELDS:
                words = {word for word, _ in searcher.terms_with_prefix(name, "")}
                alive = {word for word, seen in searcher.terms_with_prefix(name, "", Query.all_query()) if seen}
                known, dead = known + len(words), dead + len(words - alive)
        return known, dead

    def search(self, text: str, k: int, scope: Collection[str] | None) -> list[tuple[int, float]]:
        """Find the k best chunks as (key, BM25), best first; only those that hold a word of the text."""
        from tantivy import Occur, Query

        with self._guarded():
            searcher = self._index.searcher()
            terms = list(dict.fromkeys(self._analyzer.analyze(_spaced(text))))
            if len(terms) > MAX_TERMS:
                terms = sorted(terms, key=lambda term: searcher.doc_freq("body", term) or searcher.num_docs)[:MAX_TERMS]
            query = Query.boolean_query([(Occur.Should, self._holds(term)) for term in terms])
            if scope is not None:
                within = Query.term_set_query(self._schema, "document", list(scope))
                query = Query.boolean_query([(Occur.Must, query), (Occur.Must, Query.const_score_query(within, 0.0))])
            hits = [hit for hit in searcher.search(query, limit=k, count=False).hits if hit[0] > 0]
            keys = searcher.fast_field_values("chunk", [address for _, address in hits])
        return [(int(key), float(score)) for key, (score, _) in zip(keys, hits, strict=True) if key is not None]

    def close(self) -> None:
        """Let go of the folder, after what is being merged."""
        writer, self._writer = self._writer, None
        if writer is not None:
            with self._guarded():
                writer.wait_merging_threads()

    def _holds(self, term: str) -> Query:
        """Match a word in the text, or in title and heading."""
        from tantivy import Occur, Query

        body = Query.term_query(self._schema, "body", term, "freq")
        context = Query.boost_query(Query.term_query(self._schema, "context", term, "freq"), CONTEXT_BOOST)
        return Query.boolean_query([(Occur.Should, body), (Occur.Should, context)])

    def _with_keys(self, keys: Sequence[int]) -> Query:
        from tantivy import Query

        return Query.term_set_query(self._schema, "chunk", list(keys))

    def _open_writer(self) -> IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(_WRITER_MEMORY, 1)
        return self._writer

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Turn whatever tantivy raises into one line with a cure."""
        try:
            yield
        except (ValueError, TypeError, RuntimeError, OSError) as error:
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            msg = (
                f"the word index {self._folder} failed: {reason}; check the disk, or close every program that uses "
                "the library and delete that folder: it is built again from the catalog"
            )
            raise IndexStoreError(msg) from error


def _schema() -> Schema:
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    builder.add_unsigned_field("chunk", indexed=True, fast=True)
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("body", tokenizer_name=_ANALYZER, index_option="freq")
    builder.add_text_field("context", tokenizer_name=_ANALYZER, index_option="freq")
    return builder.build()


def _analyzer() -> TextAnalyzer:
    """Cut English words to their stems; "negotiations" finds "negotiated", "Muller" finds "Müller"."""
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    return (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.remove_long(_MAX_TERM_BYTES))
        .filter(Filter.lowercase())
        .filter(Filter.ascii_fold())
        .filter(Filter.stemmer("english"))
        .build()
    )


def _spaced(text: str) -> str:
    """Compose letters with their accents, and give scripts without spaces words: each sign and each pair of signs."""
    return _UNSPACED.sub(_signs, unicodedata.normalize("NFKC", text))


def _signs(run: re.Match[str]) -> str:
    signs = run[0]
    return " ".join(["", *signs, *(signs[at : at + 2] for at in range(len(signs) - 1)), ""])

"""Chunk words in tantivy, ranked by BM25; the only file that knows tantivy.

Words come as terms made by rag.library.terms, each chunk's in its own language, in one field: so the statistics of all
languages are one, and an English text is ranked as if there were no other.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rag.errors import IndexStoreError
from rag.library.terms import LONGEST_TERM, Terms
from rag.text import wordlists
from rag.text.language import language_of
from rag.text.stemming import LANGUAGES, edition

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from tantivy import IndexWriter, Query, Schema, Searcher, TextAnalyzer

    from rag.library.stored import StoredChunk
    from rag.library.terms import Form

CONTEXT_BOOST = 1.0
"""Weight of a word in title and heading beside one in the text; not tuned yet."""
MAX_TERMS = 256
"""Of a longer question the rarest words are searched; the others add time, not order."""
_WRITER_MEMORY = 50_000_000
_TERMS = "citeback-2"
"""Stands in the stored schema, with the release of the stemmers: raise the number with any change to what words are,
and old indexes are built again."""
_FIELDS = ("body", "context")
_ALL_FIELDS = (*_FIELDS, "document", "language")
_WORDED = tuple(sorted(LANGUAGES | wordlists.LANGUAGES | {"en"}))
"""Languages whose presence changes what a question's words are."""


class Lexical:
    """Keep the words of each chunk, found again by BM25."""

    def __init__(self, folder: Path) -> None:
        """Open or create the index.

        Raises:
            IndexStoreError: what lies in the folder cannot be read.
        """
        import tantivy

        self._folder = folder
        self._terms = Terms(_english().analyze)
        analyzer = f"{_TERMS}-{edition()}"
        self._schema = _schema(analyzer)
        self._writer: IndexWriter | None = None
        with self._guarded():
            folder.mkdir(exist_ok=True)
            self._index = tantivy.Index(self._schema, path=str(folder), reuse=True)
            self._index.register_tokenizer(analyzer, _as_they_come())
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
                language = language_of(stored.chunk.text, stored.language)
                document.add_text("language", language)
                document.add_text("body", " ".join(self._terms.of_chunk(stored.chunk.text, language)))
                document.add_text("context", " ".join(self._terms.of_chunk(stored.chunk.context, language)))
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
            for name in _ALL_FIELDS:
                words = {word for word, _ in searcher.terms_with_prefix(name, "")}
                alive = {word for word, seen in searcher.terms_with_prefix(name, "", Query.all_query()) if seen}
                known, dead = known + len(words), dead + len(words - alive)
        return known, dead

    def search(self, text: str, k: int, scope: Collection[str] | None) -> list[tuple[int, float]]:
        """Find the k best chunks as (key, BM25), best first; only those that hold a word of the text."""
        from tantivy import Occur, Query

        with self._guarded():
            searcher = self._index.searcher()
            present = [code for code in _WORDED if searcher.doc_freq("language", code)]
            words = self._terms.of_question(text, present)
            if len(words) > MAX_TERMS:
                words = sorted(words, key=lambda word: _rarity(searcher, word))[:MAX_TERMS]
            query = Query.boolean_query([(Occur.Should, self._any_of(searcher, word)) for word in words])
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

    def _any_of(self, searcher: Searcher, word: Sequence[Form]) -> Query:
        """Match a word in whichever of its forms a chunk has; where it has several, the best one counts, not all."""
        from tantivy import Query

        known = [form for form in word if any(searcher.doc_freq(field, form.term) for field in _FIELDS)]
        if len(known) < 2:
            return self._holds((known or word)[0])
        return Query.disjunction_max_query([self._holds(form) for form in known])

    def _holds(self, form: Form) -> Query:
        """Match a form of a word in the text, or in title and heading."""
        from tantivy import Occur, Query

        body = Query.term_query(self._schema, "body", form.term, "freq")
        context = Query.boost_query(Query.term_query(self._schema, "context", form.term, "freq"), CONTEXT_BOOST)
        either = Query.boolean_query([(Occur.Should, body), (Occur.Should, context)])
        if not form.languages:
            return either
        within = Query.term_set_query(self._schema, "language", list(form.languages))
        return Query.boolean_query([(Occur.Must, either), (Occur.Must, Query.const_score_query(within, 0.0))])

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


def _schema(analyzer: str) -> Schema:
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    builder.add_unsigned_field("chunk", indexed=True, fast=True)
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("language", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("body", tokenizer_name=analyzer, index_option="freq")
    builder.add_text_field("context", tokenizer_name=analyzer, index_option="freq")
    return builder.build()


def _english() -> TextAnalyzer:
    """Cut English words to their stems; "negotiations" finds "negotiated", "Muller" finds "Müller"."""
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    return (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.remove_long(LONGEST_TERM))
        .filter(Filter.lowercase())
        .filter(Filter.ascii_fold())
        .filter(Filter.stemmer("english"))
        .build()
    )


def _as_they_come() -> TextAnalyzer:
    """Take terms that are made already, set apart by spaces."""
    from tantivy import TextAnalyzerBuilder, Tokenizer

    return TextAnalyzerBuilder(Tokenizer.whitespace()).build()


def _rarity(searcher: Searcher, word: Sequence[Form]) -> int:
    """Give how many chunks have a word; one that none has comes last: it finds nothing."""
    return max(searcher.doc_freq("body", form.term) for form in word) or int(searcher.num_docs)

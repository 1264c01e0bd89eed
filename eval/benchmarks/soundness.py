"""Whether a library is whole: its three stores agree, every version is one that was, and answers quote word by word."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import func, select

from rag.errors import IndexStoreError
from rag.library.schema import STAGED, drops, versions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from eval.benchmarks.changing import Version
    from rag.answer import Answer
    from rag.assistant import Assistant
    from rag.library.library import Library

MANY = 1_000_000


@dataclass(frozen=True, slots=True)
class Held:
    """Hold all that a library says of one file, besides the ids that its history gave it."""

    digest: str
    title: str
    paragraphs: tuple[tuple[int, str, str, str], ...] = field(repr=False)
    """Number, kind, headings, text."""
    chunks: tuple[str, ...] = field(repr=False)
    """Their texts; not what is embedded before them, where a file that moved keeps its first name."""


def disagreements(library: Library) -> Iterator[str]:
    """Say where the stores do not hold exactly the live chunks of the catalog, or something is left half done."""
    catalog, indexes = library._catalog, library._open()
    keys = sorted(stored.key for stored in catalog.read_live_chunks(0, MANY))
    with catalog.transaction() as connection:
        staged = select(func.count()).select_from(versions).where(versions.c.state == STAGED)
        for table, query in (("staged", staged), ("waiting to be dropped", select(func.count()).select_from(drops))):
            left = connection.execute(query).scalar_one()
            if left:
                yield f"{left} {table} after the library was opened"
    for name, index in (("vectors", indexes.vectors), ("words", indexes.lexical)):
        count = index.count()
        if count != len(keys):
            yield f"{name}: {count} for {len(keys)} live chunks"
        try:
            index.check(keys)
        except IndexStoreError as error:
            yield f"{name}: {error}"
    missing = int((~np.any(indexes.vectors.read(keys), axis=1)).sum()) if keys else 0
    if missing:
        yield f"vectors: {missing} of {len(keys)} come back empty"


def strangers(library: Library, known: Mapping[str, Version]) -> Iterator[str]:
    """Say which documents are no version that a file ever had, or lack what it says."""
    digests = library.digests()
    for document in library.documents():
        version = known.get(digests[document.path])
        if version is None:
            yield f"{document.path}: its bytes were never in the folder"
        elif not any(version.fact in paragraph.text for paragraph in document.paragraphs):
            yield f"{document.path}: the text of its version is not whole"


def misquotes(answer: Answer, version: Version) -> Iterator[str]:
    """Say where an answer does not name the keeper, or does not quote a paragraph letter by letter."""
    if version.keeper not in answer.text or not answer.citations:
        yield f"{version.question} was answered: {answer.text[:80]}"
    for citation in answer.citations:
        if citation.paragraph.text[citation.start : citation.end] != citation.quote:
            yield f"{citation.link} does not quote its paragraph"


def contents(library: Library) -> dict[str, Held]:
    """Give all that a library holds, by path."""
    digests = library.digests()
    chunks: dict[str, list[str]] = {}
    for stored in library._catalog.read_live_chunks(0, MANY):
        chunks.setdefault(stored.document, []).append(stored.chunk.text)
    return {
        document.path: Held(
            digests[document.path],
            document.title,
            tuple((one.number, one.kind, one.heading, one.text) for one in document.paragraphs),
            tuple(sorted(chunks.get(document.id, []))),
        )
        for document in library.documents()
    }


def differences(one: Mapping[str, Held], other: Mapping[str, Held]) -> Iterator[str]:
    """Say in what a library that was killed differs from one of the same folder that was not."""
    for path in sorted({*one, *other}):
        here, there = one.get(path), other.get(path)
        if here is None or there is None:
            yield f"{path}: only {'without' if here is None else 'after'} the crashes"
            continue
        unlike = [part.name for part in fields(Held) if getattr(here, part.name) != getattr(there, part.name)]
        if unlike:
            yield f"{path}: other {' and '.join(unlike)} after the crashes"


def said(assistant: Assistant, version: Version) -> tuple[str, ...]:
    """Ask for a version's fact; the answer and what it cites, without the ids that differ from library to library."""
    answer = assistant.ask(version.question)
    cited = [f"{one.document.path} {one.paragraph.number} {one.quote}" for one in answer.citations]
    return (answer.text, *cited)

"""Sources to a list of the places that a question which no single paragraph answers is about: quotes, never a count."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from rag.answer import Hit
from rag.citations import mark
from rag.disarming import disarm
from rag.errors import DocumentNotFoundError
from rag.fullnames import in_full
from rag.prepared import prepare
from rag.question import parse
from rag.subject import is_about
from rag.wide import FRAME, read_wide

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rag.answer import Source
    from rag.document import Document, Paragraph
    from rag.prepared import PreparedSentence
    from rag.question import Question
    from rag.wide import WideKind

BUDGET = 10_000
"""Tokens of source text that are looked at: no model reads them, so four times what an ordinary question may use."""
MOST_SHOWN = 8
"""Places in one answer."""
LEAST_CARRIED = 0.5
"""Share of the topic's words that a paragraph with its heading and title needs to be of the topic."""
NEARLY = 0.6
"""Share of the best place's words that another needs to be shown beside it."""


@dataclass(frozen=True, slots=True)
class _Place:
    source: Source
    sentence: PreparedSentence
    carried: float
    """Share of the topic's words in the paragraph, and again with heading and title."""


class Listing:
    """Answer with the places that were found."""

    def synthesize(self, question: str, sources: Sequence[Source]) -> Iterator[str]:
        """Yield one whole sentence of each place with its mark, in order of the documents, then of the paragraphs."""
        shown = _found(question, sources)[:MOST_SHOWN]
        ranks: dict[str, int] = {}
        for source in sources:
            ranks.setdefault(source.document.id, len(ranks))
        for place in sorted(shown, key=lambda p: (ranks[p.source.document.id], p.source.paragraph.number)):
            source, sentence = place.source, place.sentence
            text = in_full(sentence.text, sentence.span.start, source.document, source.paragraph)
            yield mark(text, [source.number])

    def coverage(self, question: str, sources: Sequence[Source], paragraphs: int) -> str:
        """Say how many of so many paragraphs were looked at, and what the list is not."""
        wide = read_wide(question)
        said = [f"From {len(sources):,} of {max(paragraphs, len(sources)):,} paragraphs looked at"]
        if len(_found(question, sources)) > MOST_SHOWN:
            said.append("more were found than are shown")
        if wide and wide.kind == "count":
            said.append("these are the places found, not a count")
        return f"{'; '.join(said)}:"


def openings(hits: Sequence[Hit]) -> list[Hit]:
    """Give the first paragraphs of the documents found, the best first: what a summary begins with."""
    scores: dict[Document, float] = {}
    for hit in hits:
        scores.setdefault(hit.document, hit.score)
    best = list(scores)[:MOST_SHOWN]
    opened = []
    for document in best:
        with suppress(DocumentNotFoundError):  # removed since it was found
            said = (paragraph for paragraph in document.paragraphs if not paragraph.furniture)
            opened.append(Hit(document, tuple(islice(said, MOST_SHOWN // len(best))), scores[document]))
    return disarm(opened)


def _found(question: str, sources: Sequence[Source]) -> list[_Place]:
    """Find the places that are of the question's topic, best first; the paragraphs that open their document if none."""
    wide = read_wide(question)
    if wide is None:
        return []
    topic = parse(f"about {wide.topic}")  # so that a name that opens it is not taken for a word with a capital
    topic = replace(topic, content=topic.content - FRAME, names=topic.names - FRAME)
    offered = {(source.document.id, source.paragraph.number): source.paragraph for source in sources}
    places = [place for source in sources if (place := _place(topic, wide.kind, source, offered))]
    if wide.kind == "summary":
        return sorted(places, key=lambda p: (-p.carried, p.source.paragraph.number, p.source.number))
    enough = NEARLY * max((place.carried for place in places), default=0.0)
    near = sorted((p for p in places if p.carried >= enough), key=lambda p: (-p.carried, p.source.number))
    return _each_document_first(near) if wide.kind == "count" else near


def _each_document_first(places: Sequence[_Place]) -> list[_Place]:
    """Put the best place of every document before the second of any: documents are what is counted most."""
    seen: Counter[str] = Counter()
    turns = []
    for place in places:
        turns.append(seen[place.source.document.id])
        seen[place.source.document.id] += 1
    return [place for _, place in sorted(zip(turns, places, strict=True), key=lambda pair: pair[0])]


def _place(
    topic: Question, kind: WideKind, source: Source, offered: Mapping[tuple[str, int], Paragraph]
) -> _Place | None:
    """Find the sentence of a paragraph that is nearest to the topic; None where it is not of it."""
    paragraph = prepare(source.document.title, source.paragraph.heading, source.paragraph.text)
    if not paragraph.sentences or (not topic.content and kind != "summary"):
        return None
    nearest = max(paragraph.sentences, key=lambda sentence: len(sentence.stems & topic.content))
    own = topic.content & frozenset().union(*(sentence.stems for sentence in paragraph.sentences))
    around = topic.content & paragraph.around
    least = 1.0 if kind == "list" and not own else LEAST_CARRIED  # what stands below a heading may not repeat it
    of_topic = len(around) >= least * len(topic.content) and (own or kind != "count")
    if not of_topic or not is_about(topic, source, nearest.text, offered):
        return None
    return _Place(source, nearest, (len(own) + len(around)) / max(1, len(topic.content)))

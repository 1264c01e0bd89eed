"""Put the nodes of any LlamaIndex retriever in the order that the reader believes in."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from llama_index.core.schema import MetadataMode, NodeWithScore

from rag.answer import Hit
from rag.document import Document, Layout, Paragraph
from rag.reranker import arrange, passage
from rag.text.language import is_english
from rag.tokens import count_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from llama_index.core.schema import BaseNode

    from rag.models.reader import Reader

TITLES = ("title", "document_title")
"""Metadata in which nodes, ours and others', have the title of their document."""
LONGEST_TITLE = 200

_BLANK_LINE = re.compile(r"\n\s*\n")


def rank(question: str, nodes: Sequence[NodeWithScore], reader: Reader, most_tokens: int) -> list[NodeWithScore]:
    """Give the same nodes, best first, each scored from 0 to 1 by the best of its paragraphs; no node is changed.

    Their own scores count as fused scores do. Of all nodes together at most about `most_tokens` tokens are read, those
    of high score first; what is not English is not read.
    """
    hits = [
        _stand_in(place, node.node, score) for place, (node, score) in enumerate(zip(nodes, scores(nodes), strict=True))
    ]
    chosen = list(_to_read(hits, most_tokens)) if is_english(question) else []
    passages = [passage(hits[hit].document, hits[hit].paragraphs[place]) for hit, place in chosen]
    readings = dict(zip(chosen, reader.readings(question, passages), strict=True))
    best: dict[int, float] = {}
    for hit in arrange(question, hits, readings):
        place = int(hit.document.id)
        best[place] = max(best.get(place, 0.0), hit.score)
    order = sorted(range(len(nodes)), key=lambda place: -best.get(place, 0.0))
    return [NodeWithScore(node=nodes[place].node, score=best.get(place, 0.0)) for place in order]


def scores(nodes: Sequence[NodeWithScore]) -> list[float]:
    """Bring scores of any kind between 0 and 1; where no node has one, all are equal.

    >>> scores([NodeWithScore(node=TextNode(), score=12.0), NodeWithScore(node=TextNode(), score=3.0)])
    [1.0, 0.25]
    """
    given = [node.score for node in nodes if node.score is not None] or [0.0]
    lowest, highest = min(given), max(given)
    least = min(lowest, 0.0)
    reach = (highest - least) if least < 0 else max(1.0, highest)
    return [((lowest if node.score is None else node.score) - least) / (reach or 1.0) for node in nodes]


def _stand_in(place: int, node: BaseNode, score: float) -> Hit:
    """Read a node as a document of its own, called by its place, in paragraphs where blank lines part it."""
    text = node.get_content(metadata_mode=MetadataMode.NONE)
    heading = _said(node.metadata, ["heading"])
    parts = [part.strip() for part in _BLANK_LINE.split(text)]
    paragraphs = tuple(Paragraph(number, part, heading=heading) for number, part in enumerate(filter(None, parts), 1))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    document = Document(str(place), _said(node.metadata, TITLES), "", digest, read_layout=lambda: Layout(paragraphs))
    return Hit(document, paragraphs, score)


def _said(metadata: Mapping[str, object], keys: Sequence[str]) -> str:
    found = next((metadata[key] for key in keys if metadata.get(key)), "")
    return found[:LONGEST_TITLE] if isinstance(found, str) else ""


def _to_read(hits: Sequence[Hit], most_tokens: int) -> Iterator[tuple[int, int]]:
    """Choose paragraphs by place of hit and paragraph, the first at least."""
    left = most_tokens
    for number in sorted(range(len(hits)), key=lambda one: -hits[one].score):
        for place, paragraph in enumerate(hits[number].paragraphs):
            if not is_english(paragraph.text):
                continue
            if left <= 0:
                return
            left -= count_tokens(paragraph.text)
            yield number, place

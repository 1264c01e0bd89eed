"""Hits as LlamaIndex nodes and back: a node carries what names its paragraphs, never what one question made of them.

LlamaIndex tells equal nodes by their text and metadata, so scores stay outside of both.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from llama_index.core.schema import NodeRelationship, NodeWithScore, ObjectType, RelatedNodeInfo, TextNode

from rag.answer import Hit
from rag.disarming import disarm
from rag.errors import LinkError
from rag.links import Link, format_link, parse_link, show_link

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from llama_index.core.postprocessor.types import BaseNodePostprocessor

    from rag.document import Document, Paragraph
    from rag.library.library import Library

BETWEEN = "\n\n"
"""Between the paragraphs of a node's text."""
EMBEDDED = frozenset(("title", "heading"))
"""Metadata that an embedding sees before the text, as our own does."""
TOLD = EMBEDDED | {"place", "date"}
"""Metadata that a language model sees; paths and links are for the program."""

_NAMESPACE = uuid.UUID("6a1c9d0e-7b53-5a55-9d6f-5f2d3c7e8b41")
_NUMBERS = re.compile(r"[0-9]{1,9}(?:, [0-9]{1,9})*")


def node_id(document: str, version: str, numbers: Sequence[int]) -> str:
    """Make the id of a node from its document, version and paragraphs; a UUID, as some vector stores take no other."""
    return str(uuid.uuid5(_NAMESPACE, f"{document}@{version}#{','.join(map(str, numbers))}"))


def make_node(document: Document, paragraphs: Sequence[Paragraph]) -> TextNode:
    """Write paragraphs of one document, in order, as a node."""
    numbers = [paragraph.number for paragraph in paragraphs]
    metadata = _metadata(document, paragraphs)
    repeated = {"heading"} if paragraphs[0].heading == document.title else set()
    source = RelatedNodeInfo(
        node_id=document.id,
        node_type=ObjectType.DOCUMENT,
        metadata={"title": document.title, "path": document.path},
        hash=document.version,
    )
    return TextNode(
        id_=node_id(document.id, document.version, numbers),
        text=BETWEEN.join(paragraph.text for paragraph in paragraphs),
        metadata=metadata,
        excluded_embed_metadata_keys=sorted(metadata.keys() - EMBEDDED | repeated),
        excluded_llm_metadata_keys=sorted(metadata.keys() - TOLD | repeated),
        metadata_template="{value}",
        text_template="{metadata_str}\n{content}",
        relationships={NodeRelationship.SOURCE: source},
    )


def _metadata(document: Document, paragraphs: Sequence[Paragraph]) -> dict[str, str | int]:
    """Say where the text is from; flat, and without empty values, as vector stores want it."""
    first, last = paragraphs[0], paragraphs[-1]
    said: dict[str, str | int | None] = {
        "title": document.title,
        "heading": first.heading,
        "place": first.place if first is last else f"{first.place}–{last.row or last.number}",
        "date": document.date,
        "page": first.page,
        "paragraphs": ", ".join(str(paragraph.number) for paragraph in paragraphs),
        "path": document.path,
        "document": document.id,
        "version": document.version,
        "link": format_link(Link(document.id, document.version, first.number, 0, len(first.text))),
    }
    return {key: value for key, value in said.items() if value not in (None, "")}


def library_nodes(library: Library, documents: Collection[str] | None = None) -> Iterator[TextNode]:
    """Write every paragraph that may answer, of these documents (ids) only if any are named, as a node each, in order.

    As in a search, words that address a language model are blanked, and a paragraph of nothing else is left out.
    """
    for document in library.documents():
        if documents is not None and document.id not in documents:
            continue
        said = tuple(paragraph for paragraph in document.paragraphs if not paragraph.furniture)
        if said:
            for hit in disarm([Hit(document, said, 0.0)]):
                for paragraph in hit.paragraphs:
                    yield make_node(hit.document, [paragraph])


def node_of(hit: Hit) -> NodeWithScore:
    """Write a hit as a node with its score."""
    return NodeWithScore(node=make_node(hit.document, hit.paragraphs), score=hit.score)


def hit_of(node: NodeWithScore, library: Library) -> Hit:
    """Find what a node was made from, in the version that it names, as the library has it: nothing is blanked.

    A score that is missing is 0.

    Raises:
        LinkError: it was not, or its text is gone.
    """
    link = str(node.node.metadata.get("link", ""))
    numbers = str(node.node.metadata.get("paragraphs", ""))
    named = parse_link(link)
    if _NUMBERS.fullmatch(numbers) is None:
        msg = f"the node {show_link(node.node.node_id)} does not say which paragraphs it holds: {show_link(numbers)}"
        raise LinkError(msg)
    passages = [
        library.open_link(format_link(replace(named, paragraph=int(number), start=0, end=1)))
        for number in numbers.split(", ")
    ]
    return Hit(passages[0].document, tuple(passage.paragraph for passage in passages), node.score or 0.0)


def postprocess(hits: Sequence[Hit], postprocessors: Sequence[BaseNodePostprocessor], question: str) -> list[Hit]:
    """Let LlamaIndex postprocessors choose and order hits; each hit they keep comes back as it was.

    Their order counts, on our scale of scores: what they put first has the highest score of those that they keep. Text
    that they change and nodes that they add are left out: a citation points at what the library holds.
    """
    nodes = [node_of(hit) for hit in hits]
    known = {node.node.node_id: hit for node, hit in zip(nodes, hits, strict=True)}
    for postprocessor in postprocessors:
        nodes = postprocessor.postprocess_nodes(nodes, query_str=question)
    kept = [known[name] for name in dict.fromkeys(node.node.node_id for node in nodes) if name in known]
    scores = sorted((hit.score for hit in kept), reverse=True)
    return [replace(hit, score=score) for hit, score in zip(kept, scores, strict=True)]

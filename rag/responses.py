"""An answer as LlamaIndex hands answers on: its text, the nodes that it cites, and what was checked as metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llama_index.core.schema import NodeWithScore

from rag.nodes import make_node

if TYPE_CHECKING:
    from collections.abc import Generator

    from rag.answer import Answer, Citation, Hit, Sentence
    from rag.assistant import AnswerStream


def describe(answer: Answer) -> dict[str, Any]:
    """Say in values that JSON can hold what the text does not show."""
    return {
        "refused": answer.refused,
        "short_answer": answer.short_answer,
        "query": answer.query,
        "degraded": answer.degraded,
        "citations": [_citation(citation) for citation in answer.citations],
        "sentences": [_sentence(sentence) for sentence in answer.sentences],
        "alternatives": [
            {"text": one.text, "citations": [_citation(citation) for citation in one.citations]}
            for one in answer.alternatives
        ],
        "nearest": [_place(hit) for hit in answer.nearest],
    }


def cited_nodes(answer: Answer) -> list[NodeWithScore]:
    """Give each cited paragraph once as a node, in order of its number; none where the answer is refused."""
    cited = {citation.number: citation for citation in answer.citations}
    return [NodeWithScore(node=make_node(one.document, [one.paragraph])) for one in cited.values()]


def settled_text(stream: AnswerStream) -> Generator[str, None, Answer]:
    """Yield the text of an answer sentence by sentence, each once it is judged, none that nothing carries.

    All together they are the answer's text, unless its settings show what nothing carries.
    """
    told = waiting = ""
    for piece in stream:
        waiting += piece.text
        if piece.settled is None:
            continue
        if piece.settled.is_carried:
            marked = piece.settled.marked
            said = waiting if waiting.endswith(marked) else f" {marked}"
            said = said if told else said.lstrip()
            told += said
            yield said
        waiting = ""
    answer = stream.answer
    if answer.text.startswith(told) and len(answer.text) > len(told):
        yield answer.text[len(told) :]
    return answer


def _citation(citation: Citation) -> dict[str, Any]:
    node = make_node(citation.document, [citation.paragraph])
    return {
        "number": citation.number,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "link": citation.link,
        "document": citation.document.id,
        "title": citation.document.title,
        "path": citation.document.path,
        "paragraph": citation.paragraph.number,
        "page": citation.paragraph.page,
        "node": node.node_id,
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "text": sentence.text,
        "support": sentence.support,
        "reason": sentence.reason,
        "citations": list(dict.fromkeys(citation.number for citation in sentence.citations)),
    }


def _place(hit: Hit) -> dict[str, Any]:
    node = make_node(hit.document, hit.paragraphs)
    return {
        "title": hit.document.title,
        "place": node.metadata["place"],
        "link": node.metadata["link"],
        "score": hit.score,
    }

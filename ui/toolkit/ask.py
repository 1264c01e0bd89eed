"""The tool `ask`: a question -> an answer with checked citations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.answer import Turn
from ui.toolkit.arguments import AskArguments
from ui.toolkit.naming import choose
from ui.toolkit.results import AskResult
from ui.toolkit.telling import answer_told
from ui.toolkit.tool import UNTRUSTED, Tool

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.library.library import Library
    from ui.toolkit.tool import Answering, Watch

DESCRIPTION = (
    "Answer a question from the user's own documents. Every sentence of the text ends with marks [n]; `citations` "
    "gives for each n the document, the place, the very words that carry the sentence and a lasting link. Where the "
    "documents do not say, `refused` is true, `text` says so, and `nearest` shows what came closest: then say that the "
    "documents do not say, and do not answer from elsewhere. Where they disagree, `difference` and `alternatives` say "
    f"so. Keep the marks and name the documents when you pass the answer on. {UNTRUSTED}"
)


def scope(library: Library, names: Sequence[str]) -> list[str] | None:
    """Find the ids of the documents that are named; None where none is, which means all."""
    if not names:
        return None
    documents = library.documents()
    return [choose(documents, "documents", name).id for name in names]


def _run(page: Answering, taken: AskArguments, watch: Watch) -> AskResult:
    turns = [Turn(turn.question, turn.answer) for turn in taken.history]
    stream = page.assistant.stream(taken.question, turns, scope(page.library, taken.documents))
    for piece in stream:
        watch.step(piece.settled.text if piece.settled is not None else "")
    return answer_told(stream.answer)


ASK = Tool("ask", "Ask the documents", DESCRIPTION, AskArguments, AskResult, _run)

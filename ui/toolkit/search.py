"""The tool `search`: words -> the paragraphs that fit them best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.toolkit.arguments import SearchArguments
from ui.toolkit.ask import scope
from ui.toolkit.results import SearchResult
from ui.toolkit.room import Room
from ui.toolkit.telling import hit_told
from ui.toolkit.tool import UNTRUSTED, Tool

if TYPE_CHECKING:
    from ui.toolkit.tool import Answering, Watch

DESCRIPTION = (
    "Find the paragraphs of the user's own documents that fit a question or some words best, by meaning and by words, "
    "without answering. Each hit gives the document, a score, and whole paragraphs, each with its place and a lasting "
    f"link that read_source opens. Use it to look around, or to write an answer of your own with its sources. "
    f"{UNTRUSTED}"
)


def _run(page: Answering, taken: SearchArguments, watch: Watch) -> SearchResult:
    hits = page.assistant.search(taken.question, taken.k, scope(page.library, taken.documents))
    watch.step("")
    room = Room()
    told = room.fit_all(hits, lambda hit: hit_told(hit, room))
    note = "" if hits else "nothing was found" if page.library.count_documents() else "the library is empty"
    return SearchResult(told, note, room.cut)


SEARCH = Tool("search", "Search the documents", DESCRIPTION, SearchArguments, SearchResult, _run)

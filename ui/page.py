"""What the chat page does when a person acts: each handler takes what the browser sent and gives what changes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import gradio as gr

from rag.assistant import Assistant
from rag.errors import CitebackError
from rag.library.library import Library
from rag.models.reader import Reader
from ui import viewer
from ui.chat import Exchange, respond
from ui.downloads import Downloads
from ui.feedback import Feedback, Judged
from ui.judging import Judging
from ui.render import conversation, exchange_html, welcome
from ui.sample import suggestions
from ui.shelf import Shelf
from ui.stopping import Stops
from ui.suggestions import Suggestions
from ui.talks import Talks

LONGEST_INDEX = 100_000
Past = list[Exchange]
Changes = tuple[object, ...]
"""What a handler gives: one value for each component that it changes."""


class Page:
    """Serve every visitor of one library; what belongs to a visitor travels in the arguments."""

    def __init__(self, library: Library, removed: Path | None = None, reader: Reader | None = None) -> None:
        """Serve this library; `removed` is where uploads wait that were taken out, `reader` one that others share."""
        feedback = Feedback(library)
        self.library = library
        self.assistant = Assistant(library, reader=reader)
        self.shelf = Shelf(library, removed)
        self.talks = Talks(library, feedback)
        self._judging = Judging(feedback)
        self._suggestions = Suggestions(library, self.assistant)
        self.downloads = Downloads(self.talks)
        self._stops = Stops()

    def warm(self) -> None:
        """Load what the first question needs before it is asked."""
        with contextlib.suppress(CitebackError):  # who asks will be told
            if self.library.count_documents():
                self.assistant.search("warm")

    def close(self) -> None:
        """Close what it keeps; the library is closed by who opened it."""
        self.talks.kept.close()

    def ask(
        self,
        message: str,
        past: Past,
        talk: str,
        scope: Sequence[str],
        follow_up: bool = True,
        request: gr.Request | None = None,
    ) -> Iterator[Changes]:
        """Answer a message: the text box, the conversation, its HTML, the HTML of what grows, its id, all of them.

        Without `follow_up` it is searched as typed, whatever was said before.
        """
        if not message.strip():
            yield (gr.skip(),) * 6
            return
        box: object = ""
        earlier: object = conversation(past)
        chosen = self._chosen(scope)
        history = past if follow_up else []
        growing = respond(message, history, self.assistant, chosen or None, self.shelf.extent(chosen))
        visitor = str(request.session_hash) if request is not None else ""
        for exchange in self._stops.until_stopped(growing, visitor):
            kept: Changes = (gr.skip(), gr.skip())
            whole: object = gr.skip()
            if exchange.done:
                named, exchange = self.talks.keep(talk, exchange)
                whole, kept = [*past, exchange], (named, self.talks.list_html(named))
                earlier = conversation(past)  # once more, for programs: they read the last values
            yield box, whole, earlier, exchange_html(exchange, len(past)), *kept
            box = earlier = gr.skip()  # what is typed meanwhile stays

    def ask_again(
        self,
        event: gr.EventData,
        past: Past,
        talk: str,
        scope: Sequence[str],
        follow_up: bool = True,
        request: gr.Request | None = None,
    ) -> Iterator[Changes]:
        """Ask an edited question in the place of an earlier one; what came after it goes."""
        question = str(getattr(event, "question", ""))
        index = _index(getattr(event, "index", None))
        if index is None or not question.strip():
            yield (gr.skip(),) * 6
            return
        self.talks.cut(talk, past[index:])
        for _, *changes in self.ask(question, past[:index], talk, scope, follow_up, request):
            yield gr.skip(), *changes

    def stop(self, request: gr.Request) -> None:
        """Stop the answer that grows for this visitor."""
        self._stops.stop(str(request.session_hash))

    def restart(self) -> Changes:
        """Begin a new conversation: the conversation, its HTML, what grows, its id, all of them, the viewer."""
        return [], self._welcome(), "", "", self.talks.list_html(""), viewer.HINT

    def reopen(self, event: gr.EventData) -> Changes:
        """Show a kept conversation: as `restart`."""
        talk = str(getattr(event, "talk", ""))
        try:
            past = self.talks.reopen(talk)
        except CitebackError:
            return self.restart()
        return past, *_halves(past), talk, self.talks.list_html(talk), viewer.HINT

    def delete(self, event: gr.EventData, talk: str, wanted: str) -> Changes:
        """Delete a kept conversation: as `restart`."""
        shown, was_open = self.talks.delete(event, talk, wanted)
        if was_open:
            return [], self._welcome(), "", "", shown, viewer.HINT
        return gr.skip(), gr.skip(), gr.skip(), gr.skip(), shown, gr.skip()

    def judge(self, event: gr.EventData, past: Past) -> Changes:
        """Keep what was said of an answer: the conversation, its two halves' HTML, what can be undone, a notice."""
        past, judged, said = self._judging.judge(event, past)
        return past, *_halves(past), judged, said

    def unjudge(self, past: Past, judged: Judged | None) -> Changes:
        """Take the last verdict back: as `judge`."""
        past, nothing, said = self._judging.take_back(past, judged)
        return past, *_halves(past), nothing, said

    def open(self, event: gr.EventData) -> str:
        """Open what was clicked in the viewer."""
        link, document = getattr(event, "link", None), getattr(event, "document", None)
        wanted = _index(getattr(event, "reach", None)) or viewer.REACH
        if isinstance(link, str):
            return viewer.open_citation(self.library, link, wanted)
        if isinstance(document, str):
            return viewer.open_document(self.library, document, wanted)
        return viewer.HINT

    def upload(self, files: list[str] | None, past: Past, scope: Sequence[str], wanted: str) -> Iterator[Changes]:
        """Take files in: the drop zone, the report, the list of sources, the sample's button, the welcome."""
        uploads = [Path(file) for file in files or []]
        drop: object = None
        for report in self.shelf.upload(uploads):
            yield drop, report, gr.skip(), gr.skip(), gr.skip()
            drop = gr.skip()
        yield gr.skip(), gr.skip(), *self.refresh(past, scope, wanted)

    def take_sample(self, past: Past, scope: Sequence[str], wanted: str) -> Iterator[Changes]:
        """Take the sample in: the report, the list of sources, the sample's button, the welcome."""
        for report in self.shelf.take_sample():
            yield report, gr.skip(), gr.skip(), gr.skip()
        yield gr.skip(), *self.refresh(past, scope, wanted)

    def remove(self, event: gr.EventData, past: Past, scope: Sequence[str], wanted: str) -> Changes:
        """Remove what was clicked: the report, the list of sources, the sample's button, the welcome."""
        return self.shelf.remove(event), *self.refresh(past, scope, wanted)

    def restore(self, event: gr.EventData, past: Past, scope: Sequence[str], wanted: str) -> Changes:
        """Bring back what was removed: the report, the list of sources, the sample's button, the welcome."""
        return self.shelf.restore(event), *self.refresh(past, scope, wanted)

    def start(self, past: Past, scope: Sequence[str], wanted: str) -> Changes:
        """Show what the library holds to who has come: the list of sources, the sample's button."""
        return self.refresh(past, scope, wanted)[:2]

    def refresh(self, past: Past, scope: Sequence[str], wanted: str) -> Changes:
        """Show what the library holds now: the list of sources, the sample's button, the welcome."""
        shown, is_empty = self.shelf.shown(scope, wanted), not self.library.count_documents()
        return shown, gr.update(visible=is_empty), gr.skip() if past else self._welcome()

    def _chosen(self, scope: Sequence[str]) -> tuple[str, ...]:
        """Leave out what was ticked and is gone."""
        live = {document.id for document in self.library.documents(scope)} if scope else set()
        return tuple(one for one in scope if one in live)

    def later(self, past: Past) -> object:
        """Show the welcome anew, if it still stands: questions of the library's own may be ready."""
        return gr.skip() if past else self._welcome()

    def _welcome(self) -> str:
        documents = self.library.count_documents()
        asked = suggestions(self.library) or (self._suggestions.current() if documents else ())
        return welcome(documents, asked)


def _halves(past: Sequence[Exchange]) -> tuple[str, str]:
    """Write a conversation as the page has it: what came before, and the last exchange."""
    if not past:
        return "", ""
    return conversation(past[:-1]), exchange_html(past[-1], len(past) - 1)


def _index(value: object) -> int | None:
    """Read a number that the browser sent."""
    text = str(value)
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else -1
    return number if 0 <= number <= LONGEST_INDEX else None

"""What the chat page does when a person acts: each handler takes what the browser sent and gives what changes."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import gradio as gr

from eval.sample import add_sample
from ingest import IngestReport, Progress
from rag.assistant import Assistant
from rag.errors import CitebackError
from rag.library.library import Library
from ui import sources, viewer
from ui.chat import Exchange, respond
from ui.render import conversation, exchange_html, welcome
from ui.sample import suggestions

_PROGRESS = gr.Progress()

Change = dict[str, object]
"""What gr.update() gives; gr.skip() leaves a component as it is."""


class Page:
    """Serve every visitor of one library; what belongs to a visitor travels in the arguments."""

    def __init__(self, library: Library) -> None:
        """Serve this library."""
        self.library = library
        self.assistant = Assistant(library)

    def warm(self) -> None:
        """Load what the first question needs before it is asked."""
        with contextlib.suppress(CitebackError):  # who asks will be told
            if self.library.documents():
                self.assistant.search("warm")

    def ask(self, message: str, past: list[Exchange], follow_up: bool = True) -> Iterator[tuple[object, ...]]:
        """Answer a message: the text box, the conversation so far, its HTML, the HTML of what grows.

        Without `follow_up` it is searched as typed, whatever was said before.
        """
        if not message.strip():
            yield (gr.skip(),) * 4
            return
        earlier = conversation(past)
        box: object = ""
        for exchange in respond(message, past if follow_up else [], self.assistant):
            yield box, ([*past, exchange] if exchange.done else gr.skip()), earlier, exchange_html(exchange)
            box = gr.skip()  # what is typed meanwhile stays

    def restart(self) -> tuple[object, ...]:
        """Begin a new conversation: the conversation, its HTML, the HTML of what grows, the viewer."""
        return [], self._welcome(), "", viewer.HINT

    def open(self, event: gr.EventData) -> str:
        """Open what was clicked in the viewer."""
        link, document = getattr(event, "link", None), getattr(event, "document", None)
        reach = str(getattr(event, "reach", None) or "")
        wanted = int(reach) if reach.isascii() and reach.isdigit() and len(reach) <= 6 else viewer.REACH
        if isinstance(link, str):
            return viewer.open_citation(self.library, link, wanted)
        if isinstance(document, str):
            return viewer.open_document(self.library, document, wanted)
        return viewer.HINT

    def upload(
        self, files: list[str] | None, past: list[Exchange], progress: gr.Progress = _PROGRESS
    ) -> tuple[object, ...]:
        """Take files in: the drop zone, the report, the list of sources, the sample's button, the welcome."""
        uploads = [Path(file) for file in files or []]
        try:
            return None, *self._taken(lambda: sources.take_in(uploads, self.library, _shown(progress)), past)
        finally:
            for upload in uploads:
                upload.unlink(missing_ok=True)

    def take_sample(self, past: list[Exchange], progress: gr.Progress = _PROGRESS) -> tuple[object, ...]:
        """Take the sample in: the report, the list of sources, the sample's button, the welcome."""
        return self._taken(lambda: add_sample(self.library, _shown(progress)), past)

    def remove(self, event: gr.EventData, past: list[Exchange]) -> tuple[object, ...]:
        """Remove what was clicked: the report, the list of sources, the sample's button, the welcome."""
        return sources.remove(self.library, str(getattr(event, "document", ""))), *self.refresh(past)

    def refresh(self, past: list[Exchange]) -> tuple[object, ...]:
        """Show what the library holds now: the list of sources, the sample's button, the welcome."""
        documents = self.library.documents()
        return (
            sources.list_html(documents),
            gr.update(visible=not documents),
            gr.skip() if past else self._welcome(),
        )

    def _taken(self, take: Callable[[], IngestReport], past: list[Exchange]) -> tuple[object, ...]:
        try:
            notice = sources.report_html(take())
        except CitebackError as error:
            notice = sources.notice_html(str(error), bad=True)
        return notice, *self.refresh(past)

    def _welcome(self) -> str:
        return welcome(len(self.library.documents()), suggestions(self.library))


def _shown(progress: gr.Progress) -> Callable[[Progress], None]:
    """Show how far an ingest is, on the page."""

    def show(done: Progress) -> None:
        reading = done.files_done < done.files
        step = (done.files_done, done.files) if reading else (done.chunks_done, done.chunks)
        progress(step, desc="Reading files" if reading else "Making them searchable")

    return show

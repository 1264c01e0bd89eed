"""What the sources pane does when a person acts: files in, documents found, ticked, taken out and brought back."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from eval.sample import documents_folder
from ingest import IngestReport
from rag.errors import CitebackError
from ui.chat import Extent
from ui.escaping import clip, count, escape
from ui.intake import in_turn, result_states
from ui.sourcelist import LONGEST_LIST, list_html, notice_html, states_html, unread_html
from ui.sources import Bin, take_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest import Progress
    from rag.library.library import Library

LONGEST_SCOPE = 2_000
"""Documents that may be ticked; the page lists fewer."""


class Shelf:
    """Show one library's documents to every visitor; what belongs to a visitor travels in the arguments."""

    def __init__(self, library: Library, removed: Path | None = None) -> None:
        """Show this library; `removed` is where uploads wait that were taken out."""
        self.library = library
        self.bin = Bin(library, removed)
        self._unread: dict[str, str] = {}
        self._lock = threading.Lock()

    def extent(self, scope: Sequence[str]) -> Extent:
        """Say what there is to look at."""
        if not scope:
            return Extent(self.library.count_documents(), False, len(self._unread), self.library.count_incomplete())
        chosen = self.library.documents(scope)
        return Extent(len(chosen), True, len(self._unread), sum(bool(document.gaps) for document in chosen))

    def shown(self, scope: Sequence[str], wanted: str) -> str:
        """Write the list of documents, and what could not be read."""
        if wanted.split():
            listed = list_html(self.library.documents(), scope, wanted)
        else:
            newest = self.library.newest_documents(LONGEST_LIST)
            listed = list_html(newest, scope, total=self.library.count_documents())
        return listed + unread_html(self._unread)

    def upload(self, uploads: Sequence[Path]) -> Iterator[str]:
        """Take files in and delete what was sent; give the HTML of how far they are, at last of what became of them.

        Who leaves the page in between leaves the rest to go in all the same.
        """

        def take(part: Sequence[Path], progress: Callable[[Progress], None]) -> IngestReport:
            try:
                return self._taken(part, progress)
            finally:
                for upload in part:
                    upload.unlink(missing_ok=True)

        return map(states_html, in_turn(uploads, take))

    def take_sample(self) -> Iterator[str]:
        """Take the sample in, as files that were sent."""
        sample = sorted(path for path in documents_folder().iterdir() if path.is_file())
        return map(states_html, in_turn(sample, self._taken))

    def _taken(self, part: Sequence[Path], progress: Callable[[Progress], None]) -> IngestReport:
        """Take some files in, and remember those that could not be read."""
        report = take_in(part, self.library, progress)
        with self._lock:
            for path in part:
                self._unread.pop(path.name, None)
            self._unread.update({failure.path: failure.reason for failure in report.failed})
        return report

    def find(self, event: gr.EventData, scope: Sequence[str]) -> tuple[str, str]:
        """List the documents that are looked for: what is wanted, the list."""
        wanted = str(getattr(event, "wanted", ""))[:200]
        return wanted, self.shown(scope, wanted)

    def remove(self, event: gr.EventData) -> str:
        """Take what was clicked out, and say so with a way back."""
        named = str(getattr(event, "document", ""))
        try:
            document = self.bin.remove(named)
        except CitebackError as error:
            return notice_html(str(error), bad=True)
        undo = document.id if self.bin.can_restore(document.id) else ""
        return notice_html(f"Removed {clip(document.title, 80)}.", undo=undo)

    def restore(self, event: gr.EventData) -> str:
        """Bring back what was taken out."""
        try:
            report = self.bin.restore(str(getattr(event, "document", "")))
        except CitebackError as error:
            return notice_html(str(error), bad=True)
        if report is None:
            return notice_html("It cannot be brought back any more: add the file again.", bad=True)
        return states_html(tuple(result_states(report).values()))

    def tick(self, event: gr.EventData, scope: Sequence[str]) -> tuple[object, ...]:
        """Tick or untick a document: what is ticked, and a line that says so."""
        named, on = str(getattr(event, "document", "")), bool(getattr(event, "on", False))
        if named == "":
            return [], ""
        ticked = [one for one in scope if one != named] + ([named] if on else [])
        return ticked[-LONGEST_SCOPE:], self.scope_html(ticked)

    def rescope(self, scope: Sequence[str]) -> tuple[object, ...]:
        """Untick what is gone: what is ticked, and a line that says so."""
        live = {document.id for document in self.library.documents(scope)}
        ticked = [one for one in scope if one in live]
        return ticked, self.scope_html(ticked)

    def scope_html(self, scope: Sequence[str]) -> str:
        """Say which documents alone are asked; nothing where all are."""
        chosen = self.library.documents(scope)
        if not chosen:
            return ""
        of = f"{clip(chosen[0].title, 60)}" if len(chosen) == 1 else count(len(chosen), "document")
        return (
            f'<p class="scope">Asking only <bdi>{escape(of)}</bdi>'
            '<button type="button" class="quiet cross" data-untick="1" aria-label="Ask all documents" '
            'title="Ask all documents"></button></p>'
        )

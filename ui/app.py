"""The chat page: sources on the left, the conversation, and the cited document on the right."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from ui import viewer
from ui.render import written_by
from ui.sources import UPLOAD_LIMIT

if TYPE_CHECKING:
    from ui.page import Page

ASSETS = Path(__file__).parent / "assets"
ANSWERS_AT_ONCE = 4
"""Questions answered side by side; each takes a processor for its time."""
LOOKS_AT_ONCE = 16
HOUR = 3600
"""Seconds after which an upload that no event took is deleted."""

HEADER = (
    '<header class="brand"><h1>Citeback</h1>'
    "<p>Answers from your documents, every sentence with its source.</p></header>"
)
TAKES = (
    '<p class="none">PDF, Word, PowerPoint, Excel, CSV, OpenDocument, RTF, EPUB, mail, web pages, Markdown, text, '
    f"JSON, source code; at most {UPLOAD_LIMIT // 2**20} MB each</p>"
)
FOLLOW_UP = "Read a follow-up question with the conversation before it"

QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


@dataclass(frozen=True, slots=True)
class Parts:
    """Hold the components that events join."""

    past: gr.State
    restart: gr.Button
    drop: gr.File
    report: gr.HTML
    documents: gr.HTML
    earlier: gr.HTML
    growing: gr.HTML
    sample: gr.Button
    box: gr.Textbox
    follow_up: gr.Checkbox
    viewer: gr.HTML


def build(page: Page) -> gr.Blocks:
    """Lay the page out and join its parts to what they do; launch() is the caller's."""
    blocks = gr.Blocks(title="Citeback", analytics_enabled=False, fill_width=True, delete_cache=(HOUR, HOUR))
    with blocks:
        parts = _lay_out(page.assistant.writer)
        _join_conversation(parts, page)
        _join_sources(parts, page)
        blocks.load(page.refresh, parts.past, [parts.documents, parts.sample, parts.earlier], **QUIET)
    return blocks


def _lay_out(writer: str | None) -> Parts:
    past = gr.State([])
    with gr.Row(elem_id="top"):
        gr.HTML(HEADER, apply_default_css=False)
        restart = gr.Button("New conversation", size="sm", elem_id="restart")
    with gr.Row(elem_id="panes"):
        with gr.Column(elem_id="sources"):
            gr.HTML("<h2>Sources</h2>", apply_default_css=False)
            drop = gr.File(label="Add files", file_count="multiple", height=96, elem_id="drop")
            gr.HTML(TAKES, apply_default_css=False)
            report = gr.HTML("", elem_id="report", apply_default_css=False)
            documents = _pane("documents")
        with gr.Column(elem_id="chat"):
            with gr.Column(elem_id="conversation"):
                earlier, growing = _pane("earlier"), _pane("growing")
                sample = gr.Button("Try the sample library", visible=False, variant="primary", elem_id="sample")
            label = "Ask a question"
            box = gr.Textbox(
                label=label, placeholder=label, lines=1, max_lines=6, submit_btn=True, autofocus=True, elem_id="box"
            )
            follow_up = gr.Checkbox(True, label=FOLLOW_UP, container=False, elem_id="follow-up")
            gr.HTML(written_by(writer), elem_id="writer", apply_default_css=False)
        with gr.Column(elem_id="source"):
            shown = _pane("viewer", viewer.HINT)
    return Parts(past, restart, drop, report, documents, earlier, growing, sample, box, follow_up, shown)


def _pane(name: str, value: str = "") -> gr.HTML:
    script = (ASSETS / "panes.js").read_text(encoding="utf-8")
    return gr.HTML(value, elem_id=name, js_on_load=script, apply_default_css=False)


def _join_conversation(parts: Parts, page: Page) -> None:
    """Join what asks and what opens; `api_name` is the one endpoint that programs may call."""
    inputs = [parts.box, parts.past, parts.follow_up]
    outputs = [parts.box, parts.past, parts.earlier, parts.growing]
    parts.box.submit(
        page.ask, inputs, outputs, api_name="chat", concurrency_limit=ANSWERS_AT_ONCE, show_progress="hidden"
    )
    suggested = parts.earlier.ask(_suggested, None, parts.box, **QUIET)
    suggested.then(page.ask, inputs, outputs, concurrency_limit=ANSWERS_AT_ONCE, **QUIET)
    for pane in (parts.earlier, parts.growing, parts.documents, parts.viewer):
        pane.open(page.open, None, parts.viewer, concurrency_limit=LOOKS_AT_ONCE, trigger_mode="always_last", **QUIET)
    parts.restart.click(page.restart, None, [parts.past, parts.earlier, parts.growing, parts.viewer], **QUIET)


def _join_sources(parts: Parts, page: Page) -> None:
    """Join what changes the library."""
    past = parts.past
    changed = [parts.report, parts.documents, parts.sample, parts.earlier]
    busy: dict[str, Any] = {"api_visibility": "private", "show_progress_on": parts.report}
    parts.drop.upload(page.upload, [parts.drop, past], [parts.drop, *changed], **busy)
    parts.sample.click(page.take_sample, past, changed, **busy)
    parts.documents.remove(page.remove, past, changed, **QUIET)


def _suggested(event: gr.EventData) -> str:
    return str(getattr(event, "question", ""))

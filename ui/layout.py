"""Where the parts of the page stand: sources on the left, the conversation, and the cited document on the right."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import gradio as gr

from ui import viewer
from ui.render import written_by
from ui.sources import UPLOAD_LIMIT

ASSETS = Path(__file__).parent / "assets"
STYLES = tuple(sorted((ASSETS / "css").glob("*.css")))
SCRIPTS = tuple(sorted((ASSETS / "js").glob("*.js")))
"""What needs no server: folding, pointing, stepping from citation to citation."""

HEADER = """<header class="brand">
<button type="button" class="quiet panel" data-fold="sources" aria-label="Sources pane"
title="Show or hide the sources"></button><h1>Citeback</h1>
<p>Answers from your documents, every sentence with its source.</p></header>"""
TABS = """<nav class="tabs" aria-label="Panes">
<button type="button" data-pane="chat" aria-pressed="true">Chat</button>
<button type="button" data-pane="sources" aria-pressed="false">Sources</button>
<button type="button" data-pane="source" aria-pressed="false">Document</button></nav>"""
LIGHT = """<button type="button" class="quiet light" data-light="1" aria-label="Light or dark"
title="Light or dark"></button>"""
SIDES = """<h2 class="hidden-title">Sources and conversations</h2>
<div class="sides" role="group" aria-label="What the pane lists">
<button type="button" data-side="shelf" aria-pressed="true">Sources</button>
<button type="button" data-side="archive" aria-pressed="false">Conversations</button></div>"""
EXPORT = """<details class="menu"><summary class="quiet down" aria-label="Export this conversation"
title="Export this conversation"></summary><div class="choices">
<button type="button" data-export="markdown">Markdown</button><button type="button" data-export="html">HTML</button>
<button type="button" data-export="pdf">PDF</button></div></details>"""
SEEK = """<input type="search" class="search" id="seek" placeholder="Search conversations"
aria-label="Search conversations">"""
SEARCH = '<input type="search" class="search" id="find" placeholder="Search sources" aria-label="Search sources">'
TAKES = (
    f'<details class="none takes"><summary>Most kinds of files, at most {UPLOAD_LIMIT // 2**20} MB each</summary>'
    "PDF, Word, PowerPoint, Excel, CSV, OpenDocument, RTF, EPUB, mail, web pages, Markdown, text, JSON, source code"
    "</details>"
)
ASK = "Ask a question"
FOLLOW_UP = "Read a follow-up question with the conversation before it"


@dataclass(frozen=True, slots=True)
class Parts:
    """Hold the components that events join."""

    past: gr.State
    talk: gr.State
    judged: gr.State
    sought: gr.State
    scope: gr.State
    wanted: gr.State
    restart: gr.Button
    who: gr.HTML
    drop: gr.File
    report: gr.HTML
    find: gr.HTML
    documents: gr.HTML
    seek: gr.HTML
    talks: gr.HTML
    earlier: gr.HTML
    growing: gr.HTML
    sample: gr.Button
    scoped: gr.HTML
    box: gr.Textbox
    stop: gr.Button
    follow_up: gr.Checkbox
    viewer: gr.HTML
    notice: gr.HTML
    exporter: gr.HTML
    download: gr.HTML


def head() -> str:
    """Write what the page carries in its head: its styles, which gradio would confine to its own parts, and scripts."""
    styles, scripts = ("".join(file.read_text(encoding="utf-8") for file in files) for files in (STYLES, SCRIPTS))
    return f"<style>\n{styles}</style>\n<script>\n{scripts}</script>"


def lay_out(writer: str | None) -> Parts:
    """Lay the page out, inside a gr.Blocks."""
    past, talk, judged = gr.State([]), gr.State(""), gr.State(None)
    scope, wanted, sought = gr.State([]), gr.State(""), gr.State("")
    with gr.Row(elem_id="top"):
        _still(HEADER, "brand")
        _still(TABS, "tabs")
        exporter = _pane("exporter", EXPORT)
        restart = gr.Button("New conversation", size="sm", elem_id="restart")
        _still(LIGHT, "light")
        who = _still("", "who")
    with gr.Row(elem_id="panes"):
        with gr.Column(elem_id="sources"):
            _still(SIDES, "sides")
            with gr.Column(elem_id="shelf"):
                drop = gr.File(label="Add files", file_count="multiple", height=84, elem_id="drop")
                _still(TAKES, "takes")
                report, find, documents = _pane("report"), _pane("finder", SEARCH), _pane("documents")
            with gr.Column(elem_id="archive"):
                seek, talks = _pane("seeker", SEEK), _pane("talks")
        with gr.Column(elem_id="chat"):
            with gr.Column(elem_id="conversation"):
                earlier, growing = _pane("earlier"), _pane("growing")
                sample = gr.Button("Try the sample library", visible=False, variant="primary", elem_id="sample")
            with gr.Column(elem_id="composer"):
                scoped = _pane("scoped")
                box = gr.Textbox(
                    label=ASK, placeholder=ASK, lines=1, max_lines=8, submit_btn=True, autofocus=True, elem_id="box"
                )
                stop = gr.Button("Stop", size="sm", elem_id="stop")
                follow_up = gr.Checkbox(True, label=FOLLOW_UP, container=False, elem_id="follow-up")
                _still(written_by(writer), "writer")
        with gr.Column(elem_id="source"):
            shown = _pane("viewer", viewer.HINT)
    notice, download = _pane("notice"), _pane("download")
    return Parts(
        past, talk, judged, sought, scope, wanted, restart, who, drop, report, find, documents, seek, talks, earlier,
        growing, sample, scoped, box, stop, follow_up, shown, notice, exporter, download,
    )  # fmt: skip


def _still(value: str, name: str) -> gr.HTML:
    """Place HTML that sends nothing."""
    return gr.HTML(value, elem_id=name, apply_default_css=False, js_on_load=None)


def _pane(name: str, value: str = "") -> gr.HTML:
    """Place HTML whose clicks are events."""
    script = (ASSETS / "panes.js").read_text(encoding="utf-8")
    return gr.HTML(value, elem_id=name, js_on_load=script, apply_default_css=False)

"""The chat page: what is joined to what it does."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import gradio as gr

from ui.layout import Parts, lay_out

if TYPE_CHECKING:
    from ui.page import Page
    from ui.tools import Tools

ANSWERS_AT_ONCE = 4
"""Questions answered side by side; each takes a processor for its time."""
LOOKS_AT_ONCE = 16
HOUR = 3600
"""Seconds after which an upload that no event took is deleted."""

SELDOM = "1000000"
"""Events after which gradio counts anew how long its events take; it would after each, in a table that nobody reads."""

QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
ANSWERING: dict[str, Any] = {"concurrency_limit": ANSWERS_AT_ONCE, "concurrency_id": "answers"}
LOOKING: dict[str, Any] = {**QUIET, "concurrency_limit": LOOKS_AT_ONCE}


def build(page: Page, tools: Tools) -> gr.Blocks:
    """Lay the page out, join its parts to what they do, add what programs call; launch() is the caller's."""
    os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", SELDOM)
    blocks = gr.Blocks(title="Citeback", analytics_enabled=False, fill_width=True, delete_cache=(HOUR, HOUR))
    with blocks:
        tools.add_to()
        parts = lay_out(page.assistant.writer)
        _join_conversation(parts, page)
        _join_talks(parts, page)
        _join_sources(parts, page)
        held = [parts.past, parts.scope, parts.wanted]
        blocks.load(page.start, held, [parts.documents, parts.sample], **LOOKING)
    return blocks


def _join_conversation(parts: Parts, page: Page) -> None:
    """Join what asks and what opens."""
    held = [parts.past, parts.talk, parts.scope, parts.follow_up]
    outputs = [parts.box, parts.past, parts.earlier, parts.growing, parts.talk, parts.talks]
    parts.box.submit(page.ask, [parts.box, *held], outputs, **QUIET, **ANSWERING)
    suggested = parts.earlier.ask(_suggested, None, parts.box, **QUIET)
    suggested.then(page.ask, [parts.box, *held], outputs, **QUIET, **ANSWERING)
    for pane in (parts.earlier, parts.growing):
        pane.again(page.ask_again, held, outputs, **QUIET, **ANSWERING)
    parts.earlier.later(page.later, parts.past, parts.earlier, **LOOKING)
    parts.stop.click(page.stop, None, None, queue=False, **QUIET)
    for pane in (parts.earlier, parts.growing, parts.documents, parts.viewer):
        pane.open(page.open, None, parts.viewer, trigger_mode="always_last", **LOOKING)


def _join_talks(parts: Parts, page: Page) -> None:
    """Join the list of conversations, and what is said of answers."""
    whole = [parts.past, parts.earlier, parts.growing, parts.talk, parts.talks, parts.viewer]
    parts.restart.click(page.restart, None, whole, **LOOKING)
    parts.talks.reopen(page.reopen, None, whole, **LOOKING)
    parts.talks.delete(page.delete, [parts.talk, parts.sought], whole, **LOOKING)
    parts.talks.rename(page.talks.rename, [parts.talk, parts.sought], parts.talks, **LOOKING)
    sought = [parts.sought, parts.talks]
    parts.seek.seek(page.talks.seek, parts.talk, sought, trigger_mode="always_last", **LOOKING)
    judged = [parts.past, parts.earlier, parts.growing, parts.judged, parts.notice]
    for pane in (parts.earlier, parts.growing, parts.viewer):
        pane.judge(page.judge, parts.past, judged, **LOOKING)
    parts.exporter.export(page.downloads.export, parts.talk, [parts.download, parts.notice], **LOOKING)
    parts.notice.unjudge(page.unjudge, [parts.past, parts.judged], judged, **LOOKING)


def _join_sources(parts: Parts, page: Page) -> None:
    """Join what changes the library or shows it."""
    held = [parts.past, parts.scope, parts.wanted]
    changed = [parts.report, parts.documents, parts.sample, parts.earlier]
    parts.drop.upload(page.upload, [parts.drop, *held], [parts.drop, *changed], **QUIET)
    parts.sample.click(page.take_sample, held, changed, **QUIET)
    removed = parts.documents.remove(page.remove, held, changed, **QUIET)
    removed.then(page.shelf.rescope, parts.scope, [parts.scope, parts.scoped], **QUIET)
    parts.report.restore(page.restore, held, changed, **QUIET)
    parts.find.find(
        page.shelf.find, parts.scope, [parts.wanted, parts.documents], trigger_mode="always_last", **LOOKING
    )
    parts.documents.tick(page.shelf.tick, parts.scope, [parts.scope, parts.scoped], **QUIET)
    unticked = parts.scoped.tick(page.shelf.tick, parts.scope, [parts.scope, parts.scoped], **QUIET)
    unticked.then(page.refresh, held, [parts.documents, parts.sample, parts.earlier], **LOOKING)


def _suggested(event: gr.EventData) -> str:
    return str(getattr(event, "question", ""))

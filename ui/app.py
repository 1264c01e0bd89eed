"""The chat page: what is joined to what it does."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Any

import gradio as gr

from ui.downloads import Downloads
from ui.layout import Parts, lay_out
from ui.page import Page
from ui.shelf import Shelf
from ui.talks import Talks
from ui.users import acting, who

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.tools import Tools
    from ui.users import Users

    Acting = Callable[[Callable[..., Any]], Callable[..., Any]]
    """Makes a handler of a method: it acts on the page, or the part of one, that is its user's."""

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


def build(users: Users, tools: Tools) -> gr.Blocks:
    """Lay the page out, join its parts to what they do for users, add what programs call; launch() is the caller's."""
    act = partial(acting, users)
    os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", SELDOM)
    blocks = gr.Blocks(title="Citeback", analytics_enabled=False, fill_width=True, delete_cache=(HOUR, HOUR))
    with blocks:
        tools.add_to()
        parts = lay_out(users.writer)
        _join_conversation(parts, act)
        _join_talks(parts, act)
        _join_sources(parts, act)
        held = [parts.past, parts.scope, parts.wanted]
        blocks.load(act(Page.start), held, [parts.documents, parts.sample], **LOOKING)
        if users.are_named:
            blocks.load(who, None, parts.who, **LOOKING)
    return blocks


def _join_conversation(parts: Parts, act: Acting) -> None:
    """Join what asks and what opens."""
    held = [parts.past, parts.talk, parts.scope, parts.follow_up]
    outputs = [parts.box, parts.past, parts.earlier, parts.growing, parts.talk, parts.talks]
    parts.box.submit(act(Page.ask), [parts.box, *held], outputs, **QUIET, **ANSWERING)
    suggested = parts.earlier.ask(_suggested, None, parts.box, **QUIET)
    suggested.then(act(Page.ask), [parts.box, *held], outputs, **QUIET, **ANSWERING)
    for pane in (parts.earlier, parts.growing):
        pane.again(act(Page.ask_again), held, outputs, **QUIET, **ANSWERING)
    parts.earlier.later(act(Page.later), parts.past, parts.earlier, **LOOKING)
    parts.stop.click(act(Page.stop), None, None, queue=False, **QUIET)
    for pane in (parts.earlier, parts.growing, parts.documents, parts.viewer):
        pane.open(act(Page.open), None, parts.viewer, trigger_mode="always_last", **LOOKING)


def _join_talks(parts: Parts, act: Acting) -> None:
    """Join the list of conversations, and what is said of answers."""
    whole = [parts.past, parts.earlier, parts.growing, parts.talk, parts.talks, parts.viewer]
    parts.restart.click(act(Page.restart), None, whole, **LOOKING)
    parts.talks.reopen(act(Page.reopen), None, whole, **LOOKING)
    parts.talks.delete(act(Page.delete), [parts.talk, parts.sought], whole, **LOOKING)
    parts.talks.rename(act(Talks.rename), [parts.talk, parts.sought], parts.talks, **LOOKING)
    sought = [parts.sought, parts.talks]
    parts.seek.seek(act(Talks.seek), parts.talk, sought, trigger_mode="always_last", **LOOKING)
    judged = [parts.past, parts.earlier, parts.growing, parts.judged, parts.notice]
    for pane in (parts.earlier, parts.growing, parts.viewer):
        pane.judge(act(Page.judge), parts.past, judged, **LOOKING)
    parts.exporter.export(act(Downloads.export), parts.talk, [parts.download, parts.notice], **LOOKING)
    parts.notice.unjudge(act(Page.unjudge), [parts.past, parts.judged], judged, **LOOKING)


def _join_sources(parts: Parts, act: Acting) -> None:
    """Join what changes the library or shows it."""
    held = [parts.past, parts.scope, parts.wanted]
    changed = [parts.report, parts.documents, parts.sample, parts.earlier]
    parts.drop.upload(act(Page.upload), [parts.drop, *held], [parts.drop, *changed], **QUIET)
    parts.sample.click(act(Page.take_sample), held, changed, **QUIET)
    removed = parts.documents.remove(act(Page.remove), held, changed, **QUIET)
    removed.then(act(Shelf.rescope), parts.scope, [parts.scope, parts.scoped], **QUIET)
    parts.report.restore(act(Page.restore), held, changed, **QUIET)
    parts.find.find(
        act(Shelf.find), parts.scope, [parts.wanted, parts.documents], trigger_mode="always_last", **LOOKING
    )
    parts.documents.tick(act(Shelf.tick), parts.scope, [parts.scope, parts.scoped], **QUIET)
    unticked = parts.scoped.tick(act(Shelf.tick), parts.scope, [parts.scope, parts.scoped], **QUIET)
    unticked.then(act(Page.refresh), held, [parts.documents, parts.sample, parts.earlier], **LOOKING)


def _suggested(event: gr.EventData) -> str:
    return str(getattr(event, "question", ""))

"""What a person says of an answer, from the page to the library's facts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import gradio as gr

from rag.errors import CitebackError
from ui.escaping import escape
from ui.feedback import Feedback, Judged
from ui.talks import asked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.chat import Exchange

SAID = {
    "right": "Kept: this answer is right.",
    "wrong": "Kept: this answer is wrong. If you find the right paragraph, mark it with its tick in the document.",
    "paragraph": "Kept: this is the right paragraph.",
}
CHECKED = " <code>citeback eval --mine</code> checks it from now on."


class Judging:
    """Write verdicts; each can be taken back once."""

    def __init__(self, feedback: Feedback) -> None:
        """Write them here."""
        self._feedback = feedback

    def judge(self, event: gr.EventData, past: Sequence[Exchange]) -> tuple[list[Exchange], Judged | None, str]:
        """Keep what was said of an answer: the conversation, what can be taken back, a notice."""
        index, verdict = _place(event, past), str(getattr(event, "verdict", ""))
        keep: dict[str, Callable[[], Judged]] = {
            "right": lambda: self._feedback.right(asked(past[index], past[:index])),
            "wrong": lambda: self._feedback.wrong(asked(past[index], past[:index])),
            "paragraph": lambda: self._feedback.right_paragraph(
                asked(past[index], past[:index]), str(getattr(event, "link", ""))
            ),
        }
        if verdict not in keep or not past:
            return list(past), None, notice("Ask a question first: then say which paragraph answers it.", bad=True)
        try:
            judged = keep[verdict]()
        except CitebackError as error:
            return list(past), None, notice(str(error), bad=True)
        return _with(past, index, verdict), judged, notice(SAID[verdict], CHECKED, undo=True)

    def take_back(self, past: Sequence[Exchange], judged: Judged | None) -> tuple[list[Exchange], None, str]:
        """Take the last verdict back: the conversation, nothing more to take back, a notice."""
        if judged is None:
            return list(past), None, ""
        try:
            self._feedback.undo(judged)
        except CitebackError as error:
            return list(past), None, notice(str(error), bad=True)
        same = [index for index, exchange in enumerate(past) if exchange.question == judged.fact.question]
        return (_with(past, same[-1], "") if same else list(past)), None, notice("Taken back.")


def notice(message: str, markup: str = "", *, bad: bool = False, undo: bool = False) -> str:
    """Write a line that shows for a moment; `markup` is ours."""
    button = '<button type="button" class="undo" data-unjudge="1">Undo</button>' if undo else ""
    return f'<p class="toast{" bad" if bad else ""}" role="status"><span>{escape(message)}{markup}</span>{button}</p>'


def _place(event: gr.EventData, past: Sequence[Exchange]) -> int:
    """Find the exchange that is meant; where none is named, the last."""
    text = str(getattr(event, "index", ""))
    index = int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else len(past) - 1
    return min(index, len(past) - 1)


def _with(past: Sequence[Exchange], index: int, verdict: str) -> list[Exchange]:
    return [replace(one, verdict=verdict) if at == index else one for at, one in enumerate(past)]

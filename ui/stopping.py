"""A way to stop an answer that grows, whatever it waits for."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.answer import Answer
from ui.background import steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ui.chat import Exchange

STOPPED = "Stopped before its end."
GATHER = 0.03
"""Seconds in which what has grown further takes the place of what was to be shown: showing it takes as long, and quotes
come all at once."""


class Stops:
    """Hold who may be stopped: one answer a visitor."""

    def __init__(self) -> None:
        """Begin with nobody answering."""
        self._asked: dict[str, threading.Event] = {}

    def stop(self, visitor: str) -> None:
        """Stop what grows for a visitor, if anything does."""
        if (event := self._asked.get(visitor)) is not None:
            event.set()

    def until_stopped(self, exchanges: Iterator[Exchange], visitor: str) -> Iterator[Exchange]:
        """Pass an exchange on as it grows, where it grows fast only its newest state.

        Once stopped, give what had settled and end, without waiting for more.
        """
        stopped = threading.Event()
        self._asked[visitor] = stopped

        def grow(give: Callable[[Exchange], None]) -> None:
            for exchange in exchanges:
                give(exchange)
                if stopped.is_set():
                    return

        try:
            latest: Exchange | None = None
            for step in steps(grow, GATHER):
                if step is not None:
                    latest = step
                    yield step
                if stopped.is_set() and latest is not None and not latest.done:
                    yield _settled(latest)
                    return
        finally:
            stopped.set()  # who closes the page stops it too
            if self._asked.get(visitor) is stopped:
                del self._asked[visitor]


def _settled(exchange: Exchange) -> Exchange:
    """End an exchange with the sentences that were judged; without one, with nothing."""
    if not exchange.settled:
        return replace(exchange, stopped=True, tail="")
    question = exchange.question
    return replace(exchange, answer=Answer(question, question, exchange.settled, degraded=STOPPED), tail="")

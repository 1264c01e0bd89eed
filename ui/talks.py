"""What is kept of a conversation as it goes on, and the list of those that were had."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

import gradio as gr

from rag.answer import Turn
from rag.errors import CitebackError, ConversationNotFoundError
from ui.chat import Exchange
from ui.conversations import Conversations
from ui.feedback import Asked, Feedback
from ui.talklist import found_html, talks_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.library.library import Library
    from ui.kept.conversation import KeptTurn


class Talks:
    """Keep and show the conversations of one library."""

    def __init__(self, library: Library, feedback: Feedback) -> None:
        """Keep them beside this library."""
        self._library = library
        self._feedback = feedback
        self.kept = Conversations(library)

    def keep(self, talk: str, exchange: Exchange) -> tuple[str, Exchange]:
        """Keep a done exchange: the conversation's id, begun where it has none, and the exchange with its place."""
        if exchange.answer is None:
            return talk, exchange
        scope = self._library.documents(exchange.scope) if exchange.scope else []
        for named in (talk or self.kept.create(), ""):
            with contextlib.suppress(ConversationNotFoundError):  # deleted meanwhile: it goes on in a new one
                talk = named or self.kept.create()
                turn = self.kept.append(talk, exchange.answer, scope or None, exchange.extent)
                return talk, replace(exchange, position=turn.position)
        return talk, exchange

    def cut(self, talk: str, gone: Sequence[Exchange]) -> None:
        """Forget exchanges at the end of a conversation."""
        first = min((exchange.position for exchange in gone if exchange.position), default=0)
        if talk and first:
            with contextlib.suppress(ConversationNotFoundError):
                self.kept.cut(talk, first)

    def reopen(self, talk: str) -> list[Exchange]:
        """Read a conversation, its citations as their sources stand now.

        Raises:
            ConversationNotFoundError: it was deleted.
        """
        past: list[Exchange] = []
        for turn in self.kept.open(talk).turns:
            exchange = _exchange(turn)
            past.append(replace(exchange, verdict=self._feedback.verdict(asked(exchange, past)) or ""))
        return past

    def list_html(self, talk: str, wanted: str = "") -> str:
        """Write the conversations that have the wanted words; all where none are wanted."""
        if wanted.strip():
            return found_html(self.kept.search(wanted), talk)
        return talks_html(self.kept.summaries(), talk)

    def seek(self, event: gr.EventData, talk: str) -> tuple[str, str]:
        """Search conversations: what is wanted, the list."""
        wanted = str(getattr(event, "wanted", ""))[:400]
        return wanted, self.list_html(talk, wanted)

    def rename(self, event: gr.EventData, talk: str, wanted: str) -> str:
        """Give what was clicked another title: the list."""
        with contextlib.suppress(CitebackError):  # deleted in another window: the list shows it
            self.kept.rename(str(getattr(event, "talk", "")), str(getattr(event, "title", ""))[:400])
        return self.list_html(talk, wanted)

    def delete(self, event: gr.EventData, talk: str, wanted: str) -> tuple[str, bool]:
        """Delete what was clicked: the list, and whether it was the one that is open."""
        named = str(getattr(event, "talk", ""))
        with contextlib.suppress(CitebackError):
            self.kept.delete(named)
        return self.list_html("" if named == talk else talk, wanted), named == talk


def asked(exchange: Exchange, before: Sequence[Exchange]) -> Asked:
    """Say what an answer was asked with, for a verdict.

    Raises:
        CitebackError: there is no answer.
    """
    if exchange.answer is None:
        msg = "there is no answer to judge"
        raise CitebackError(msg)
    history = tuple(Turn(one.question, one.answer.text) for one in before if one.answer is not None)
    return Asked(exchange.answer, history, exchange.scope)


def _exchange(turn: KeptTurn) -> Exchange:
    return Exchange(
        turn.question, answer=turn.answer, extent=turn.extent, scope=turn.scope_ids or (), position=turn.position
    )

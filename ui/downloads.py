"""A conversation as a file in the browser: its bytes travel in the page, no copy of it lies on the server."""

from __future__ import annotations

import base64
import secrets
from typing import TYPE_CHECKING

import gradio as gr

from rag.errors import CitebackError
from ui.escaping import escape
from ui.export import FORMATS, export_conversation
from ui.judging import notice

if TYPE_CHECKING:
    from ui.export import Exported
    from ui.talks import Talks

EMPTY = "Ask a question first: then the conversation can be exported."


class Downloads:
    """Write conversations for who asks for them."""

    def __init__(self, talks: Talks) -> None:
        """Write these."""
        self._talks = talks

    def export(self, event: gr.EventData, talk: str) -> tuple[object, str]:
        """Write the open conversation in the format that was clicked: what the browser saves, a notice."""
        wanted = next((kind for kind in FORMATS if kind == getattr(event, "kind", None)), None)
        if wanted is None or not talk:
            return gr.skip(), notice(EMPTY, bad=True)
        try:
            exported = export_conversation(self._talks.kept.open(talk), wanted)
        except CitebackError as error:
            return gr.skip(), notice(str(error), bad=True)
        return download_html(exported), notice(exported.shortfall or f"{exported.name} is saved.")


def download_html(exported: Exported) -> str:
    """Write a file for the page's script to save; the same file twice is two downloads."""
    data = base64.b64encode(exported.content).decode("ascii")
    return (
        f'<span class="download" hidden data-nonce="{secrets.token_hex(4)}" data-name="{escape(exported.name)}" '
        f'data-type="{escape(exported.media_type)}" data-bytes="{data}"></span>'
    )

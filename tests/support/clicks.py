"""What a click in the browser sends to a handler."""

from __future__ import annotations

import gradio as gr


def click(**data: object) -> gr.EventData:
    """Make an event with this data, as gradio hands it over."""
    return gr.EventData(None, data)

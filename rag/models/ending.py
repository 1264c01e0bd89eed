"""How a language model's stream ended: what LlamaIndex's responses say of it, whichever server wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from llama_index.core.llms import ChatResponse

WITHHELD: Final = frozenset(("content_filter", "refusal", "safety"))
"""Reasons of an end that is no answer: OpenAI's, Anthropic's, Google's."""


@dataclass(slots=True)
class Ending:
    """Follow a stream to its end."""

    told: bool = False
    """This kind of response says when it has ended."""
    reason: str | None = None
    """What it said; None: it has not ended."""

    def follow(self, response: ChatResponse) -> None:
        """Take note of a response."""
        told, reason = _read(response)
        self.told = self.told or told
        self.reason = reason or self.reason

    @property
    def is_cut(self) -> bool:
        """Say whether the stream stopped before it said that it had ended."""
        return self.told and self.reason is None

    @property
    def is_withheld(self) -> bool:
        """Say whether a filter stopped the answer."""
        return self.reason is not None and self.reason.lower() in WITHHELD


def _read(response: ChatResponse) -> tuple[bool, str | None]:
    """Read whether this kind of response tells its end, and the reason where this is the end."""
    raw = response.raw
    choices = _get(raw, "choices")
    if isinstance(choices, (list, tuple)):  # OpenAI
        return True, _reason(_get(choices[0], "finish_reason")) if choices else None
    if _get(raw, "done") is not None:  # Ollama
        return True, (_reason(_get(raw, "done_reason")) or "stop") if _get(raw, "done") else None
    told = response.message.additional_kwargs
    if "stop_reason" in told:  # Anthropic
        return True, _reason(told["stop_reason"])
    return False, None


def _get(holder: object, name: str) -> object:
    return holder.get(name) if isinstance(holder, Mapping) else getattr(holder, name, None)


def _reason(value: object) -> str | None:
    return value if isinstance(value, str) and value else None

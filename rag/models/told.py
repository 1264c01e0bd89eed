"""How many tokens a call took: what LlamaIndex hands on from the server, else what the texts count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.models.usage import Usage
from rag.tokens import count_tokens

if TYPE_CHECKING:
    from llama_index.core.llms import ChatResponse


@dataclass(slots=True)
class Told:
    """Follow a stream for the counts of its server; OpenAI's and Ollama's classes have them, some at the end alone."""

    came: bool = False
    """Anything came at all: a call that the server refused costs nothing."""
    read: int = 0
    written: int = 0

    def follow(self, response: ChatResponse) -> None:
        """Take note of a response; later counts stand for the whole call."""
        self.came = True
        self.read = _count(response, "prompt_tokens") or self.read
        self.written = _count(response, "completion_tokens") or self.written

    def usage(self, prompt: str, said: str) -> Usage:
        """Give the counts, in the tokens of the text where the server told none."""
        if not self.came:
            return Usage()
        return Usage(1, self.read or count_tokens(prompt), self.written or count_tokens(said))


def _count(response: ChatResponse, name: str) -> int:
    count = response.additional_kwargs.get(name)
    return count if isinstance(count, int) and count > 0 else 0

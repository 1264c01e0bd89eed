"""A LlamaIndex language model that says its lines, one a call, and remembers what it was told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llama_index.core.base.llms.types import CompletionResponse, LLMMetadata
from llama_index.core.bridge.pydantic import Field
from llama_index.core.llms import CustomLLM

if TYPE_CHECKING:
    from collections.abc import Iterator


class ScriptedLLM(CustomLLM):
    replies: list[str]
    prompts: list[str] = Field(default_factory=list)

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata()

    def complete(self, prompt: str, formatted: bool = False, **options: object) -> CompletionResponse:
        self.prompts.append(prompt)
        return CompletionResponse(text=self.replies[len(self.prompts) - 1])

    def stream_complete(self, prompt: str, formatted: bool = False, **options: object) -> Iterator[CompletionResponse]:
        text = ""
        for word in self.complete(prompt).text.split(" "):
            delta = f" {word}" if text else word
            text += delta
            yield CompletionResponse(text=text, delta=delta)

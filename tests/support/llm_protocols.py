"""How servers of language models write an answer: OpenAI's chat completions, Anthropic's messages, Ollama's chat."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Protocol


class Dialect(Protocol):
    """Write the parts of an answer as bytes."""

    content_type: str

    def start(self) -> bytes:
        """Open a stream."""

    def piece(self, text: str) -> bytes:
        """Write one piece."""

    def end(self, finish: str) -> bytes:
        """Say that the stream has ended, and why."""

    def error(self, message: str) -> bytes:
        """Write an error into a stream that has begun."""

    def whole(self, text: str, finish: str) -> bytes:
        """Write an answer that is not streamed."""

    def refusal(self, message: str, code: str | None) -> bytes:
        """Write the body of a refusal."""


class OpenAi:
    content_type = "text/event-stream"

    def start(self) -> bytes:
        return self._event({"role": "assistant"}, None)

    def piece(self, text: str) -> bytes:
        return self._event({"content": text}, None)

    def end(self, finish: str) -> bytes:
        return self._event({}, finish) + b"data: [DONE]\n\n"

    def error(self, message: str) -> bytes:
        return _data({"error": {"message": message, "type": "server_error"}})

    def whole(self, text: str, finish: str) -> bytes:
        message = {"role": "assistant", "content": text}
        choice = {"index": 0, "message": message, "finish_reason": finish}
        return json.dumps({**self._head("chat.completion"), "choices": [choice]}).encode()

    def refusal(self, message: str, code: str | None) -> bytes:
        error = {"message": message, "type": "invalid_request_error", "param": None, "code": code}
        return json.dumps({"error": error}).encode()

    def _event(self, delta: dict[str, str], finish: str | None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return _data({**self._head("chat.completion.chunk"), "choices": [choice]})

    def _head(self, kind: str) -> dict[str, Any]:
        return {"id": "chatcmpl-1", "object": kind, "created": 1_700_000_000, "model": "scripted"}


class Anthropic:
    content_type = "text/event-stream"

    def start(self) -> bytes:
        block = {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}
        message = {**self._head(), "content": [], "stop_reason": None}
        return self._event({"type": "message_start", "message": message}) + self._event(block)

    def piece(self, text: str) -> bytes:
        delta = {"type": "text_delta", "text": text}
        return self._event({"type": "content_block_delta", "index": 0, "delta": delta})

    def end(self, finish: str) -> bytes:
        stop = {"stop": "end_turn", "length": "max_tokens", "content_filter": "refusal"}[finish]
        delta = {"type": "message_delta", "delta": {"stop_reason": stop}, "usage": {"output_tokens": 1}}
        events: list[dict[str, Any]] = [{"type": "content_block_stop", "index": 0}, delta, {"type": "message_stop"}]
        return b"".join(map(self._event, events))

    def error(self, message: str) -> bytes:
        return self._event({"type": "error", "error": {"type": "overloaded_error", "message": message}})

    def whole(self, text: str, finish: str) -> bytes:
        return json.dumps({**self._head(), "content": [{"type": "text", "text": text}], "stop_reason": finish}).encode()

    def refusal(self, message: str, code: str | None) -> bytes:
        error = {"type": code or "invalid_request_error", "message": message}
        return json.dumps({"type": "error", "error": error}).encode()

    def _head(self) -> dict[str, Any]:
        usage = {"input_tokens": 1, "output_tokens": 1}
        return {"id": "msg_1", "type": "message", "role": "assistant", "model": "scripted", "usage": usage}

    def _event(self, event: dict[str, Any]) -> bytes:
        return f"event: {event['type']}\n".encode() + _data(event)


class Ollama:
    content_type = "application/x-ndjson"

    def start(self) -> bytes:
        return b""

    def piece(self, text: str) -> bytes:
        return self._line(text, done=False)

    def end(self, finish: str) -> bytes:
        return self._line("", done=True, done_reason=finish)

    def error(self, message: str) -> bytes:
        return json.dumps({"error": message}).encode() + b"\n"

    def whole(self, text: str, finish: str) -> bytes:
        return self._line(text, done=True, done_reason=finish)

    def refusal(self, message: str, code: str | None) -> bytes:
        return json.dumps({"error": message}).encode()

    def _line(self, text: str, **more: object) -> bytes:
        message = {"role": "assistant", "content": text}
        line = {"model": "scripted", "created_at": "2024-01-01T00:00:00Z", "message": message, **more}
        return json.dumps(line, ensure_ascii=False).encode() + b"\n"


DIALECTS: dict[str, Dialect] = {
    "/v1/chat/completions": OpenAi(),
    "/v1/messages": Anthropic(),
    "/api/chat": Ollama(),
}


def in_bytes(data: bytes) -> Iterator[bytes]:
    """Cut into single bytes."""
    return (data[place : place + 1] for place in range(len(data)))


def _data(event: dict[str, Any]) -> bytes:
    return b"data: " + json.dumps(event, ensure_ascii=False).encode() + b"\n\n"

"""What a scripted language model may do: answer, refuse, break off, be silent, talk nonsense."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Text:
    """Answer in these pieces; `finish` None: the stream ends without saying that it has ended."""

    pieces: tuple[str, ...]
    finish: str | None = "stop"
    split: bool = False
    """Send every byte on its own, so that characters come in parts."""
    events: int = 0
    """Empty pieces before the text, as servers send them to say the role or to keep the line open."""
    pause: float = 0.0
    """Seconds before each piece."""


@dataclass(frozen=True)
class Refusal:
    """Refuse with an HTTP status."""

    status: int
    message: str = "refused by the script"
    code: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    echo_key: bool = False
    """Put the key of the request into the message, as careless servers do: whole, and masked."""


@dataclass(frozen=True)
class Cut:
    """Send these pieces, then close the connection in the middle of the body."""

    pieces: tuple[str, ...] = ()


@dataclass(frozen=True)
class Silence:
    """Send these pieces, then nothing until the server is closed."""

    pieces: tuple[str, ...] = ()
    comments: bool = False
    """Send comments meanwhile, ten a second, which keep the line open and say nothing."""


@dataclass(frozen=True)
class Hangup:
    """Close the connection without a word."""


@dataclass(frozen=True)
class StreamError:
    """Send these pieces, then an error inside the stream."""

    pieces: tuple[str, ...]
    message: str


@dataclass(frozen=True)
class Nonsense:
    """Send this body whole, whatever was asked."""

    body: bytes
    content_type: str = "text/event-stream"
    status: int = 200


Reply = Text | Refusal | Cut | Silence | Hangup | StreamError | Nonsense


@dataclass(frozen=True)
class Asked:
    """Hold a request that came: what a test asserts on, and what a scripted model answers from."""

    method: str
    path: str
    headers: dict[str, str]
    """Names in lower case."""
    body: str
    """As it came."""
    fields: dict[str, Any]
    """The body as JSON; empty where it is none."""

    @property
    def system(self) -> str:
        return self._said("system") or str(self.fields.get("system") or "")

    @property
    def user(self) -> str:
        return self._said("user")

    @property
    def model(self) -> str:
        return str(self.fields.get("model"))

    @property
    def is_streamed(self) -> bool:
        return bool(self.fields.get("stream"))

    @property
    def key(self) -> str:
        sent = self.headers.get("authorization") or self.headers.get("x-api-key") or ""
        return sent.removeprefix("Bearer ")

    def _said(self, role: str) -> str:
        messages = self.fields.get("messages") or []
        return "\n".join(_text(one["content"]) for one in messages if one["role"] == role)


def text(*pieces: str, finish: str | None = "stop", split: bool = False) -> Text:
    """Give an answer; one text alone is cut into its words, as a model would."""
    if len(pieces) == 1:
        words = pieces[0].split(" ")
        pieces = tuple(word if number == 0 else f" {word}" for number, word in enumerate(words))
    return Text(pieces, finish, split)


def _text(content: object) -> str:
    """Read a message's content, which may come in parts."""
    if isinstance(content, list):
        return "".join(str(part.get("text", "")) for part in content)
    return str(content)

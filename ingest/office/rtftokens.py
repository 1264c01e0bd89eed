r"""Rich text (RTF) as its tokens: groups, control words, bytes; binary data is skipped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = re.compile(
    rb"(?P<open>\{)|(?P<close>\})|\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9A-Fa-f]{2})"
    rb"|\\(?P<symbol>[^A-Za-z])|(?P<text>[^\\{}\r\n]+)|(?P<skip>[\r\n]+|\\)",
    re.DOTALL,
)


class Token(NamedTuple):
    """Hold one token."""

    kind: str
    """open, close, word, symbol, or bytes."""
    text: str = ""
    """The control word or symbol."""
    number: int | None = None
    data: bytes = b""
    """What the text is made of, in the code page of its font."""


def tokens(data: bytes) -> Iterator[Token]:
    """Read tokens in order; hexadecimal characters and plain text come alike, as bytes."""
    position = 0
    while found := TOKEN.match(data, position):
        position = found.end()
        if found["word"] == b"bin":
            position += max(0, int(found["number"] or 0))
        elif found["skip"] is None:
            yield _token(found)


def _token(found: re.Match[bytes]) -> Token:
    if found["word"]:
        return Token("word", found["word"].decode("ascii"), int(found["number"]) if found["number"] else None)
    if found["symbol"]:
        return Token("symbol", found["symbol"].decode("latin-1"))
    if found["open"] or found["close"]:
        return Token("open" if found["open"] else "close")
    return Token("bytes", data=bytes.fromhex(found["hex"].decode("ascii")) if found["hex"] else found["text"])

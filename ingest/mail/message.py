"""Bytes of a message -> its headers and its parts, however hostile: nothing nested or repeated without end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from ingest.decode import declared_encoding, decode
from rag.errors import LoadError

if TYPE_CHECKING:
    from datetime import datetime

Mail = Message
"""The standard library's message under its old policy, which reads headers only when asked and never fails on one."""
MOST_PARTS = 1000
DEEPEST_NESTING = 30
ENCODED_WORD = r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?\n]{0,4000}\?="
ENCODED_WORDS = re.compile(rf"{ENCODED_WORD}(?:\s{{0,80}}{ENCODED_WORD}){{0,100}}")
"""At most a hundred at a time: the standard library's decoding takes the square of their number."""
LONGEST_FILE_NAME = 200


@dataclass(frozen=True, slots=True)
class Part:
    """Hold one leaf of a message: a text that is shown, a file that is attached, or another message."""

    content_type: str
    charset: str = ""
    data: bytes = b""
    file_name: str = ""
    """Empty where the sender named none."""
    is_attached: bool = False
    is_flowed: bool = False
    """True for format=flowed (RFC 3676): a line that ends with a space runs on."""
    message: Mail | None = None

    @property
    def text(self) -> str:
        """Decode the part.

        Raises:
            LoadError: it is not text.
        """
        return decode(self.data, declared_encoding(self.charset))


def parse(data: bytes) -> Mail:
    """Parse a message.

    Raises:
        LoadError: it has no headers, or its parts are nested too deeply.
    """
    try:
        message = BytesParser().parsebytes(data)
    except (RecursionError, MessageError, ValueError) as error:
        raise LoadError("is nested too deeply, or too broken, to be read as mail") from error
    if not message.keys():
        raise LoadError("is not mail: it begins without headers (From:, Subject:, ...)")
    return message


def header(message: Mail, name: str) -> str:
    """Read a header as a person sees it, encoded words decoded, on one line; empty where it is missing."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    try:
        raw = decode(raw.encode("utf-8", "surrogateescape"))
    except (LoadError, UnicodeEncodeError):
        raw = raw.encode("utf-8", "replace").decode("utf-8")
    return " ".join(ENCODED_WORDS.sub(_decoded_words, raw).split())


def sent(message: Mail) -> datetime | None:
    """Read when a message was sent, in its sender's own time; None where it does not say."""
    try:
        return parsedate_to_datetime(header(message, "Date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def parts(message: Mail) -> list[Part]:
    """Give the leaves in the order of the message; of alternatives the plain text if it says anything, else the page.

    Raises:
        LoadError: the parts are nested too deeply, or too many.
    """
    found = _Parts()
    return list(found.of(message, 0))


@dataclass
class _Parts:
    """Go through the tree of one message, counting what was seen."""

    seen: int = 0

    def of(self, message: Mail, level: int) -> Iterator[Part]:
        self.seen += 1
        if self.seen > MOST_PARTS:
            raise LoadError(f"has more than {MOST_PARTS:,} parts; no mail is like that")
        if level > DEEPEST_NESTING:
            raise LoadError(f"is nested too deeply: its parts go below {DEEPEST_NESTING} levels")
        payload = message.get_payload() if message.is_multipart() else ""
        kind = message.get_content_type()
        if not isinstance(payload, list):
            yield _leaf(message, kind)
        elif kind == "message/rfc822":
            yield from (Part(kind, message=inner) for inner in payload if isinstance(inner, Message))
        elif message.get_content_maintype() == "message":
            yield Part(kind, file_name=_file_name(message), is_attached=True)
        else:
            inner = [list(self.of(one, level + 1)) for one in payload if isinstance(one, Message)]
            yield from _chosen(inner) if kind == "multipart/alternative" else (part for one in inner for part in one)


def _chosen(alternatives: list[list[Part]]) -> Iterator[Part]:
    """Keep one of the alternatives' texts, and every file attached to any of them."""
    plain = (one for one in alternatives if any(_is_shown(part, "text/plain") for part in one))
    pages = (one for one in alternatives if any(_is_shown(part, "text/html") for part in one))
    best = next(plain, None) or next(pages, None)
    for one in alternatives:
        yield from (part for part in one if one is best or part.is_attached)


def _is_shown(part: Part, content_type: str) -> bool:
    return part.content_type == content_type and not part.is_attached and bool(part.data.strip())


def _leaf(message: Mail, kind: str) -> Part:
    try:
        data = message.get_payload(decode=True)
    except (ValueError, LookupError) as error:
        raise LoadError("has a part whose encoding is broken") from error
    name = _file_name(message)
    is_text = kind in ("text/plain", "text/html") or message.get_content_maintype() == "multipart"
    is_attached = (
        not is_text or message.get_content_disposition() == "attachment" or (kind == "text/html" and bool(name))
    )
    shown = kind if kind == "text/html" else "text/plain"
    content_type = kind if is_attached else shown
    is_flowed = str(message.get_param("format", "")).lower() == "flowed"
    return Part(content_type, _charset(message), data if isinstance(data, bytes) else b"", name, is_attached, is_flowed)


def _charset(message: Mail) -> str:
    try:
        return message.get_content_charset() or ""
    except (LookupError, ValueError, TypeError):
        return ""


def _file_name(message: Mail) -> str:
    """Read the name that the sender gave a file: its last part, without control characters, never used as a path."""
    try:
        name = message.get_filename() or ""
    except (LookupError, ValueError, TypeError):
        return ""
    name = " ".join(ENCODED_WORDS.sub(_decoded_words, name).split())
    printable = "".join(letter for letter in name if letter.isprintable())
    return re.split(r"[/\\]", printable)[-1][:LONGEST_FILE_NAME]


def _decoded_words(found: re.Match[str]) -> str:
    try:
        return str(make_header(decode_header(found[0])))
    except (MessageError, LookupError, ValueError):
        return found[0]

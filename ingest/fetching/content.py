"""What a server says of a page: the suffix of its loader, its file name, and how its text is encoded."""

from __future__ import annotations

import codecs
import re
from email.message import Message
from typing import NamedTuple
from urllib.parse import unquote

from ingest.decode import BYTE_ORDER_MARKS, declared_encoding
from ingest.loaders import BINARY, LOADERS
from rag.errors import LoadError

SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "text/rtf": ".rtf",
    "application/rtf": ".rtf",
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "application/epub+zip": ".epub",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/json": ".json",
    "application/ld+json": ".json",
    "application/x-ndjson": ".ndjson",
    "application/jsonl": ".jsonl",
    "message/rfc822": ".eml",
    "application/mbox": ".mbox",
    "multipart/related": ".mhtml",
    "application/x-mimearchive": ".mhtml",
    "text/xml": ".xml",
    "application/xml": ".xml",
}
SAYS_NOTHING = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/download", "text/plain"})
"""Types that servers send for anything: the name of the file may say more."""
NAME_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}$")


class Declared(NamedTuple):
    """Hold the content type of a reply."""

    content_type: str
    charset: str

    @classmethod
    def read(cls, value: str) -> Declared:
        """Read the header; what cannot be read says nothing."""
        message = _header("content-type", value)
        charset = message.get_param("charset", "")
        kind = value.split(";", 1)[0].strip().lower()
        return cls(kind, charset if isinstance(charset, str) else "")


def file_name(disposition: str, path: str) -> str:
    """Take a file's name from the reply or else from the URL's path; not yet harmless."""
    try:
        named = _header("content-disposition", disposition).get_filename() or ""
    except (LookupError, ValueError, TypeError):
        named = ""
    return named or unquote(path.rstrip("/").rsplit("/", 1)[-1], errors="replace")


def suffix_for(content_type: str, name: str) -> str:
    """Choose the suffix of a page's loader by its type, and by its name where the type says nothing.

    Raises:
        LoadError: pages of that type cannot be read.
    """
    suffix = SUFFIXES.get(content_type, "")
    if suffix:
        return suffix
    found = NAME_SUFFIX.search(name)
    named = found[0].lower() if found and found[0].lower() in LOADERS else ""
    if content_type.startswith("text/"):
        return named if named and named not in BINARY else ".txt"
    if content_type in SAYS_NOTHING or (content_type.startswith("application/") and named):
        return named
    raise LoadError(f"is of the type {content_type[:80]}, which cannot be read; give the address of a document")


def with_encoding(data: bytes, declared: Declared) -> bytes:
    """Write text into UTF-8 with its mark where only the reply said how it is encoded: the file alone would not."""
    name = declared_encoding(declared.charset)
    if not declared.content_type.startswith("text/") or name in ("", "utf-8", "utf8"):
        return data
    if data.startswith(tuple(mark for mark, _ in BYTE_ORDER_MARKS)):
        return data
    try:
        return codecs.BOM_UTF8 + data.decode(name).encode("utf-8")
    except (LookupError, ValueError, AttributeError):  # no such encoding, not in it, or a codec that is none of text
        return data


def _header(name: str, value: str) -> Message:
    message = Message()
    message[name] = " ".join(value.split())
    return message

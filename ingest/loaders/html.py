"""Web pages -> blocks: the main text, and all that stands around it marked as page furniture."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.block import Loaded
from ingest.dates import stated_date
from ingest.decode import declared_encoding, decode
from ingest.web.elements import inner_text
from ingest.web.main_text import mark_outside
from ingest.web.walk import parse, walk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.etree import _Element

CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{1,40})|^\s*<\?xml[^>]{0,100}encoding=[\"']([\w:.-]{1,40})", re.I
)
CHARSET_WITHIN = 4096
"""Bytes of a page's head in which it declares its encoding."""
DATE_NAMES = frozenset(
    "article:published_time og:published_time og:article:published_time date dc.date dc.date.issued dcterms.date "
    "dcterms.created dcterms.issued datepublished pubdate publishdate publish_date publication_date parsely-pub-date "
    "sailthru.date citation_publication_date citation_date article.published created".split()
)
JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{1,40})"')


def load(path: Path) -> Loaded:
    """Read a web page in the order of its text; nothing is fetched.

    Raises:
        LoadError: it is not text, is empty, or its elements are nested too deeply.
    """
    return read(path.read_bytes())


def read(data: bytes, charset: str = "") -> Loaded:
    """Read a web page's bytes, in the encoding that came with them or else the one that the page declares.

    Raises:
        LoadError: as load.
    """
    root = parse(decode(data, declared_encoding(charset) or _declared(data)))
    return Loaded(mark_outside(root, walk(root)), _title(root), _date(root))


def _declared(data: bytes) -> str:
    """Read the encoding that a page declares."""
    found = CHARSET.search(data[:CHARSET_WITHIN])
    return declared_encoding((found[1] or found[2]).decode("ascii")) if found else ""


def _title(root: _Element) -> str:
    """Take the page's name for itself: og:title, then its first main heading, then the window's title."""
    named = (meta.get("content", "") for meta in root.iter("meta") if _name(meta) == "og:title")
    headings = (inner_text(heading) for heading in root.iter("h1"))
    window = (inner_text(title) for title in root.iter("title"))
    return next((text for texts in (named, headings, window) for text in texts if text.strip()), "")


def _date(root: _Element) -> str | None:
    """Take the first date of publication that the page states of itself."""
    return next((date for date in map(stated_date, _dates(root)) if date), None)


def _dates(root: _Element) -> Iterator[str]:
    yield from (meta.get("content", "") for meta in root.iter("meta") if _name(meta) in DATE_NAMES)
    for script in root.iter("script"):
        if script.get("type", "") == "application/ld+json":
            yield from JSON_DATE.findall(script.text or "")
    times = list(root.iter("time"))
    times.sort(key=lambda time: time.get("pubdate") is None and time.get("itemprop") != "datePublished")
    yield from (time.get("datetime") or inner_text(time) for time in times)


def _name(meta: _Element) -> str:
    return (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()

"""The short lines that a document begins and ends with, to be compared with those of others."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

from ingest.shortlines import INTRODUCES, announces, compared, is_short, states
from rag.document import Edge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.document import Layout, Paragraph

MOST_LINES = 12
"""Lines looked at on either end."""

_BETWEEN_WORDS = re.compile(r"[\W_]+")


class Edges(NamedTuple):
    """Hold a document's edge lines, and what tells it from a copy of another document."""

    lines: tuple[Edge, ...] = ()
    body: str = ""
    """SHA-256 of its letters besides those lines, in hexadecimal: copies in two formats have the same."""


def edges(layout: Layout) -> Edges:
    """Find the short lines before the first and behind the last paragraph that is body; without a body there are none.

    Rows and code are body, and so is whatever says something of the document itself.
    """
    counted = layout.paragraphs
    first = next((at for at, one in enumerate(counted) if _is_body(one)), None)
    if first is None:
        return Edges((), _digest(counted))
    last = next(at for at in range(len(counted) - 1, -1, -1) if _is_body(counted[at]))
    head = _lines(counted[:first], None)[:MOST_LINES]
    tail = _lines(counted[last + 1 :], counted[last])[-MOST_LINES:]
    numbers = {one.number for one in (*head, *tail)}
    lines = tuple(Edge(one.number, compared(one.text)) for one in (*head, *tail))
    return Edges(lines, _digest(one for one in counted if one.number not in numbers))


def _is_body(paragraph: Paragraph) -> bool:
    return paragraph.kind in ("row", "code") or not is_short(paragraph.text)


def _lines(run: Sequence[Paragraph], before: Paragraph | None) -> list[Paragraph]:
    """Take the lines of a run that say nothing of their document; what a line announces lasts as long as its kind."""
    found: list[Paragraph] = []
    announced = before is not None and before.text.endswith(INTRODUCES)
    kind = ""
    for paragraph in run:
        if announced and (not kind or kind == paragraph.kind):
            kind = paragraph.kind
            continue
        announced, kind = announces(paragraph.text), ""
        if not announced and not states(paragraph.text):
            found.append(paragraph)
    return found


def _digest(paragraphs: Iterable[Paragraph]) -> str:
    digest = hashlib.sha256()
    for paragraph in paragraphs:
        digest.update(_BETWEEN_WORDS.sub("", paragraph.text.casefold()).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()

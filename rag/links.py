"""Citation links, written and read side by side: citeback:DOCUMENT@VERSION#PARAGRAPH:START-END."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.errors import LinkError

_LINK = re.compile(
    r"citeback:(?P<document>[0-9a-f]{12})@(?P<version>[0-9a-f]{12})"
    r"#(?P<paragraph>[0-9]{1,9}):(?P<start>[0-9]{1,9})-(?P<end>[0-9]{1,9})"
)
_SHOWN_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Link:
    """Name the exact words of one paragraph of one version of a document."""

    document: str
    version: str
    paragraph: int
    start: int
    end: int


def format_link(link: Link) -> str:
    """Write a link as text."""
    return f"citeback:{link.document}@{link.version}#{link.paragraph}:{link.start}-{link.end}"


def parse_link(text: str) -> Link:
    """Read a link; spaces around it are ignored.

    Raises:
        LinkError: the text is no citation link; it may come from anywhere and is shown shortened and escaped.
    """
    found = _LINK.fullmatch(text.strip())
    if found is None:
        msg = (
            f"this is no citation link: {show_link(text)}; "
            "one reads citeback:DOCUMENT@VERSION#PARAGRAPH:START-END, as an answer's citations give it"
        )
        raise LinkError(msg)
    return Link(
        document=found["document"],
        version=found["version"],
        paragraph=int(found["paragraph"]),
        start=int(found["start"]),
        end=int(found["end"]),
    )


def show_link(text: str) -> str:
    """Quote hostile text for an error line: one line, at most 80 characters, nothing that moves a cursor."""
    return ascii(text if len(text) <= _SHOWN_LENGTH else text[:_SHOWN_LENGTH] + "...")

"""What was ingested: documents, their numbered paragraphs, and the chunks that are embedded and retrieved."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

ParagraphKind = Literal["text", "item", "row", "quote", "code"]
AsideKind = Literal["heading", "furniture"]


@dataclass(frozen=True, slots=True)
class Box:
    """Place a paragraph on its page, in points from the page's top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Hold the unit that a citation points at."""

    number: int
    """Counted from 1 in its document, as a reader of the page counts; headings and furniture are not counted."""
    text: str
    """What offsets count in; never changes once stored."""
    kind: ParagraphKind = "text"
    heading: str = ""
    """The headings above it, outermost first, joined by " > "."""
    page: int | None = None
    """Counted from 1; None where the format has no pages."""
    box: Box | None = None
    row: int | None = None
    """Of the sheet that its outermost heading names, counted from 1 as the sheet shows it; None outside sheets."""
    furniture: str = ""
    """Why it is left out of retrieval though it is counted, as a line that other documents have too; else empty."""

    @property
    def place(self) -> str:
        """Name the place as a person would: "p. 12 ¶3", "¶3" without pages, "Prices, row 4" on a sheet."""
        if self.row is not None:
            sheet = self.heading.split(" > ", 1)[0]
            return f"{sheet}, row {self.row}" if sheet else f"row {self.row}"
        return f"¶{self.number}" if self.page is None else f"p. {self.page} ¶{self.number}"


@dataclass(frozen=True, slots=True)
class Aside:
    """Hold text that is shown in its place but never counted, retrieved or cited: a heading or page furniture."""

    text: str
    kind: AsideKind
    before: int
    """The number of the paragraph that follows it; one more than the last paragraph's at the end."""
    reason: str = ""
    """Why it is furniture, in plain words; empty for a heading."""
    level: int = 0
    """1 to 6 for a heading."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Hold one version's whole text: what is counted and what stands between."""

    paragraphs: tuple[Paragraph, ...]
    asides: tuple[Aside, ...] = ()

    def in_order(self) -> tuple[Paragraph | Aside, ...]:
        """Merge paragraphs and asides as the page shows them."""
        before: dict[int, list[Aside]] = {}
        for aside in self.asides:
            before.setdefault(aside.before, []).append(aside)
        merged: list[Paragraph | Aside] = []
        for paragraph in self.paragraphs:
            merged += before.pop(paragraph.number, [])
            merged.append(paragraph)
        for number in sorted(before):
            merged += before[number]
        return tuple(merged)


@dataclass(frozen=True)
class Document:
    """Describe one live version of one file; its text is read from the library when asked for."""

    id: str
    """Made from the path that the document first had: the same through every version and every move."""
    title: str
    path: str
    """Absolute; for an upload, its place inside the library."""
    version: str
    """Made from the file's bytes, and from what of them could not be read; names the text that a link opens."""
    date: str | None = None
    """ISO 8601 (YYYY-MM-DD), what the document says of itself; None where it says nothing."""
    read_layout: Callable[[], Layout] = field(default=Layout, repr=False, compare=False)  # type: ignore[assignment]
    author: str = ""
    """What the document says of itself; empty where it says nothing."""
    url: str | None = None
    """The web address that it was fetched from; None for a file."""
    language: str = ""
    """ISO 639-1 ("en"), of most of its text; empty where it cannot be told."""
    gaps: tuple[str, ...] = ()
    """What of the file could not be read, each in plain words, such as pages that are scans."""
    digest: str = ""
    """SHA-256 of the version's bytes, in hexadecimal."""

    @cached_property
    def layout(self) -> Layout:
        """Read the whole text from the library, once."""
        return self.read_layout()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Give the numbered paragraphs in order: paragraphs[n - 1].number == n."""
        return self.layout.paragraphs

    @property
    def asides(self) -> tuple[Aside, ...]:
        """Give headings and page furniture, each with the paragraph that it precedes."""
        return self.layout.asides


@dataclass(frozen=True, slots=True)
class Chunk:
    """Hold the unit that is embedded and retrieved: consecutive paragraphs of one document, or a part of a long one."""

    first: int
    last: int
    """Paragraph numbers, both included."""
    text: str
    """What is searched by words: the paragraphs' text, without title and heading."""
    context: str
    """Title and heading; embedded before the text and searched beside it."""

    @property
    def embedded(self) -> str:
        """Give the text as the embedder sees it."""
        return f"{self.context}\n{self.text}" if self.context else self.text


@dataclass(frozen=True, slots=True)
class Edge:
    """Name a short line at the head or tail of a document, to be compared with those of others."""

    number: int
    """Of its paragraph."""
    line: str
    """Its text as it is compared."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Hold a loaded file on its way into the library."""

    path: str
    digest: str
    """SHA-256 of the file's bytes, in hexadecimal."""
    title: str
    layout: Layout
    chunks: tuple[Chunk, ...]
    date: str | None = None
    author: str = ""
    url: str | None = None
    """The web address that the file was fetched from."""
    language: str = ""
    """ISO 639-1; empty where it cannot be told."""
    gaps: tuple[str, ...] = ()
    """What of the file could not be read, each in plain words on one line."""
    edges: tuple[Edge, ...] = ()
    body: str = ""
    """SHA-256 of the text besides its edges, in hexadecimal."""

"""Documents without a library: a path and its paragraphs."""

from __future__ import annotations

from rag.document import Document, Layout, Paragraph


def document(path: str, *paragraphs: str | Paragraph) -> Document:
    """Make a document; texts become plain paragraphs in order."""
    made = tuple(
        Paragraph(number, each) if isinstance(each, str) else each for number, each in enumerate(paragraphs, start=1)
    )
    return Document(f"id-{path}", path, path, "v1", read_layout=lambda: Layout(made))


LEASE = document(
    "/home/ada/lease.txt",
    "The flat has three rooms and a cellar.",
    "The rent is 1,150 euros a month. The tenant receives four keys to the flat.",
    "The lease begins on 1 April 2025 and runs for 24 months.",
)
MINUTES = document(
    "/home/ada/minutes.txt",
    "Ines Calder closed the meeting late in the evening.",
    Paragraph(2, "Boat: Heron; Length: 8 metres; Seats: 4", kind="row"),
)

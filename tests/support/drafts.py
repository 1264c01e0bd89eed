"""Drafts for library tests: one chunk a paragraph unless said otherwise."""

from __future__ import annotations

import hashlib

from rag.document import Chunk, Draft, Layout, Paragraph


def make_draft(path: str, *texts: str, title: str = "", heading: str = "") -> Draft:
    paragraphs = tuple(Paragraph(number, text, heading=heading) for number, text in enumerate(texts, start=1))
    title = title or path.rsplit("/", 1)[-1]
    return Draft(
        path=path,
        digest=hashlib.sha256("\n\n".join(texts).encode("utf-8", "surrogatepass")).hexdigest(),
        title=title,
        layout=Layout(paragraphs),
        chunks=tuple(Chunk(p.number, p.number, p.text, title) for p in paragraphs),
    )

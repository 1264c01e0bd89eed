"""Answers made by hand, for what draws them."""

from __future__ import annotations

from rag.answer import Alternative, Answer, Citation, Hit, Sentence
from rag.document import Document, Layout, Paragraph

HARM = (
    '<script>harm()</script><img src="http://elsewhere.test/x" onerror="harm()">'
    "\"'&${harm()}{{harm}}\x1b[31m\u202e[red]"
)


def document(title: str = HARM, *texts: str) -> Document:
    layout = Layout(tuple(Paragraph(number, text) for number, text in enumerate(texts or (HARM,), start=1)))
    path, version = f"/documents/{title}", "ba9876543210"
    return Document("0123456789ab", title, path, version, "2025-10-20", read_layout=lambda: layout)


def cite(number: int, source: Document, start: int = 0, end: int | None = None, paragraph: int = 1) -> Citation:
    cited = source.paragraphs[paragraph - 1]
    return Citation(number, source, cited, start, len(cited.text) if end is None else end)


def doubtful_answer(text: str = HARM) -> Answer:
    """Make an answer with a sentence of each level of support, another value, and a rewritten question."""
    first, second = cite(1, document(text, text)), cite(2, document("Other", "Another paragraph."))
    return Answer(
        question=text,
        query=f"{text} in full",
        sentences=(
            Sentence(text, "supported", citations=(first,)),
            Sentence("In part.", "partly", f"the number 7 is missing {text}", (first,)),
            Sentence("Not at all.", "unsupported", "nothing cited"),
        ),
        short_answer=text,
        alternatives=(Alternative(f"another {text}", (second,)),),
        degraded=f"model unreachable {text}",
    )


def refusal(text: str = HARM) -> Answer:
    source = document(text, "Something else.", text)
    nearest = (Hit(source, source.paragraphs, 0.4),)
    return Answer(text, text, refused=True, reason=f"The documents do not say {text}", nearest=nearest)

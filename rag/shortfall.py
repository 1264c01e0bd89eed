"""Why an answer is less than it could be, said in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.question import parts
from rag.text.language import is_english

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_PARTS = 4
"""Things that one question may ask at once; the rest is said to be left out."""


def shortfall(
    question: str, texts: Iterable[str], has_reader: bool, unanswered: Sequence[str] = (), *further: str | None
) -> str | None:
    """Say what an answer lacks; None where it lacks nothing.

    `texts`: the paragraphs that the reader had to judge; `unanswered`: what no source answers.
    """
    said = [f"the documents do not say: “{part}”" for part in unanswered]
    asked = len(parts(question))
    if asked > MOST_PARTS:
        said.append(f"this asks {asked} things at once, and only the first {MOST_PARTS} were looked up")
    if has_reader and not all(is_english(text) for text in (question, *texts)):
        how = "by nearness" if is_english(question) else "by its words"
        said.append(f"the reader knows English only, so this was judged {how}")
    if not has_reader:
        said.append("the reader's weights are not installed, so quotes were chosen by nearness: install citeback again")
    return "; ".join([*said, *filter(None, further)]) or None

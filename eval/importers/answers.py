"""The answers that a data set accepts, and which of them can be graded by their wording."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eval.importers.values import Value

MOST_WORDS = 12
"""Words of an answer that another one may be expected to hold as it stands; what is longer is somebody's wording."""
FREE_WORDING = (
    "not graded by wording, but by refusal, citations and retrieval: {} whose reference answer is long and in words "
    "of its own, or none"
)


def accepted(answers: Iterable[Value]) -> tuple[str, ...]:
    """Give the answers once each, in order; one without a letter or a digit ("£") cannot be graded and is left out."""
    texts = [answer.any_text() for answer in answers]
    return tuple(dict.fromkeys(text for text in texts if any(character.isalnum() for character in text)))


def gradable(answers: Iterable[Value], contexts: Sequence[str]) -> tuple[str, ...]:
    """Give the accepted answers that are short, or the very words of what proves them: another answer may hold them."""
    return tuple(
        answer
        for answer in accepted(answers)
        if len(answer.split()) <= MOST_WORDS or any(answer.rstrip(".") in context for context in contexts)
    )

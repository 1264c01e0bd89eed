"""What a record tells its reader to do next: by what went wrong, most frequent first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.reports.shown import line

if TYPE_CHECKING:
    from collections.abc import Callable

    from eval.record import Asked, Record

FEW = 50
"""Questions: with fewer, intervals are so wide that only large differences show."""
NAMED = 3
"""Questions named with each advice."""


@dataclass(frozen=True, slots=True)
class Advice:
    """Hold one thing to do, for how many questions, and the lines of the first of them."""

    what: str
    do: str
    lines: tuple[int, ...] = ()


def advise(record: Record) -> tuple[Advice, ...]:
    """Say what to do next; nothing went wrong and questions are many: nothing."""
    found: list[tuple[int, Advice]] = []
    for applies, what, do in _KINDS:
        those = [asked for asked in record.failed if applies(asked)]
        if those:
            found.append((len(those), Advice(f"{what} ({_count(len(those))})", do, tuple(each.line for each in those))))
    ordered = [advice for _, advice in sorted(found, key=lambda each: -each[0])]
    return (*ordered, *_general(record))


def why(asked: Asked) -> str:
    """Say at which step a question went wrong, as far as its record tells."""
    return next((what for applies, what, _ in _KINDS if applies(asked)), "")


def cure(asked: Asked) -> str:
    """Say what to do about a question that went wrong, as far as its record tells."""
    return next((do for applies, _, do in _KINDS if applies(asked)), "")


def _missed(asked: Asked) -> bool:
    return bool(asked.wanted) and asked.best_rank is None and not asked.value("citation_recall")


def _unread(asked: Asked) -> bool:
    return asked.answerable is True and asked.refused and not _missed(asked)


def _wording(asked: Asked) -> bool:
    return not asked.refused and asked.value("answer_match") == 0 and bool(asked.value("citation_recall"))


def _other_place(asked: Asked) -> bool:
    wrong = asked.answerable is True and not asked.refused and asked.value("answer_match") == 0
    return wrong and not _wording(asked) and not _missed(asked)


def _unlisted(asked: Asked) -> bool:
    right = asked.value("answer_match") == 1 and not asked.refused
    precision, recall = asked.value("citation_precision"), asked.value("citation_recall")
    return right and ((precision is not None and precision < 1) or (recall is not None and recall < 1))


def _invented(asked: Asked) -> bool:
    return asked.answerable is False and not asked.refused


def _changed(asked: Asked) -> bool:
    return not all(passage.verbatim for passage in asked.cited)


_KINDS: tuple[tuple[Callable[[Asked], bool], str, str], ...] = (
    (
        _changed,
        "Cites words that the library does not have there",
        "run `citeback doctor`; if it finds nothing, report it: this must not happen",
    ),
    (
        _invented,
        "Answered although no document is said to answer",
        "read what was cited: if it does answer, correct the fact; if not, Citeback is wrong, misled by words alike",
    ),
    (
        _missed,
        "The search did not find the proof",
        "compare the words of question and paragraph: where they share none, a synonym in the question helps; "
        "`citeback eval --ablate` shows which part of the search misses",
    ),
    (
        _unread,
        "Refused although the search found the proof",
        "read the proof: if it says it only in a roundabout way or in scraps of sentences, whole sentences in the "
        "document help, or a language model (CITEBACK_LLM)",
    ),
    (
        _wording,
        "Cites the proof, but no accepted answer is in it",
        "read the answer: if it is right in other words, add these to the fact's answers",
    ),
    (
        _other_place,
        "Answered from another place",
        "read what was cited: if it is right there too, add the paragraph and the wording to the fact; if it is out of "
        "date or beside the point, Citeback is wrong: a question that names what only the proof has tells them apart",
    ),
    (
        _unlisted,
        "Right, but not from the listed paragraphs alone",
        "read what was cited: if it proves the answer too, add the paragraph to the fact",
    ),
)


def _general(record: Record) -> tuple[Advice, ...]:
    if len(record.questions) >= FEW:
        return ()
    what = f"Few facts ({_count(len(record.questions))})"
    do = f"only large differences show; from {FEW} on smaller ones do: `citeback facts draft` proposes some"
    return (Advice(what, do),)


def places(advice: Advice, facts: str) -> str:
    """Name the first questions that an advice is about."""
    if not advice.lines:
        return ""
    more = f" and {len(advice.lines) - NAMED} more" if len(advice.lines) > NAMED else ""
    return line(f"{facts}:{', '.join(str(each) for each in advice.lines[:NAMED])}{more}")


def _count(number: int) -> str:
    return f"{number} question" if number == 1 else f"{number} questions"

"""Draw the figures of what several ways said, as a table in Markdown, and show what each said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.metrics import median, percentile
from eval.results import figures
from eval.runner import grade

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from eval.benchmarks.guarding import Said, Shown
    from eval.benchmarks.witness import Stray
    from eval.facts import Fact
    from eval.metrics import ParagraphKey
    from eval.results import Figures
    from rag.library.library import Library


WAYS = ("model alone", "model with the guard", "quotes alone")


@dataclass(frozen=True, slots=True)
class Account:
    """Hold all that one way said, and the grades of those of its answers that are known."""

    way: str
    said: tuple[Said, ...]
    grades: Figures

    @property
    def shown(self) -> list[Shown]:
        """Give every sentence shown."""
        return [shown for said in self.said for shown in said.shown]

    @property
    def is_judged(self) -> bool:
        """Tell whether its sentences were judged."""
        return all(shown.level is not None for shown in self.shown)


def account(
    way: str,
    said: Sequence[Said],
    facts: Sequence[Fact],
    wanted: Sequence[frozenset[ParagraphKey]],
    library: Library,
) -> Account:
    """Grade what was said to the facts, which were asked before all else, in their order."""
    to_facts = zip(facts, said, wanted, strict=False)
    graded = [grade(fact, one.answer, one.seconds, paragraphs, library) for fact, one, paragraphs in to_facts]
    return Account(way, tuple(said), figures(way, graded))


def markdown(accounts: Sequence[Account]) -> str:
    """Write the table: a column for each way."""
    facts, questions = accounts[0].grades.facts, len(accounts[0].said)
    title = f"{questions} questions, {facts} of them with known answers"
    lines = [[title, *(one.way for one in accounts)], ["---", *("--:" for _ in accounts)]]
    lines += [[name, *(cell(one) for one in accounts)] for name, cell in _ROWS]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _stray_count(shown: Iterable[Shown]) -> str:
    """Count strays, and the sentences that have them."""
    strays = [len(one.strays) for one in shown]
    return f"{sum(strays)} in {sum(map(bool, strays))} of {len(strays)}"


def _strays_by_level(level: str) -> Callable[[Account], str]:
    def cell(one: Account) -> str:
        return _stray_count(s for s in one.shown if s.level == level) if one.is_judged else "-"

    return cell


def _levels(one: Account) -> str:
    levels = [sentence.support for said in one.said for sentence in said.answer.sentences]
    counts = [levels.count(level) for level in ("supported", "partly", "unsupported")]
    return " / ".join(str(count) for count in counts) if one.is_judged else "-"


def _lag(one: Account) -> str:
    lags = [1000 * said.lag for said in one.said if said.lag is not None]
    return f"{median(lags):.0f} / {percentile(lags, 95):.0f}" if lags else "-"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _seconds(one: Account) -> str:
    return f"{median([said.seconds for said in one.said]) or 0:.2f}"


_ROWS: tuple[tuple[str, Callable[[Account], str]], ...] = (
    ("answer match", lambda one: _share(one.grades.answer_match)),
    ("answerable, refused", lambda one: _share(one.grades.refused_answerable)),
    ("unanswerable, answered all the same", lambda one: _share(one.grades.answered_unanswerable)),
    ("answers with sentences", lambda one: str(sum(bool(said.shown) for said in one.said))),
    ("sentences shown", lambda one: str(len(one.shown))),
    ("supported / partly / struck out", _levels),
    ("sentences that cite nothing", lambda one: str(sum(not shown.cited for shown in one.shown))),
    ("names, numbers, dates and units that are not there: in what passes as supported", _strays_by_level("supported")),
    ("... in what is said to be supported in part", _strays_by_level("partly")),
    ("... in sentences with a mark", lambda one: _stray_count(shown for shown in one.shown if shown.cited)),
    (
        "... in none of the sources, sentences without a mark",
        lambda one: _stray_count(s for s in one.shown if not s.cited),
    ),
    (
        "names said in full in quotes, as elsewhere in the document",
        lambda one: str(sum(len(s.in_full) for s in one.shown)),
    ),
    ("... in short answers and differences", lambda one: str(sum(len(said.beside) for said in one.said))),
    ("marks", lambda one: str(sum(said.marks for said in one.said))),
    ("marks that point at nothing", lambda one: str(sum(said.dangling for said in one.said))),
    ("the model was asked", lambda one: str(sum(said.asked for said in one.said))),
    ("... and quotes stand in the place of all it wrote", lambda one: str(sum(said.taken_over for said in one.said))),
    ("median seconds an answer", _seconds),
    ("from the model's first piece to the first shown, ms, median / p95", _lag),
)


def transcript(said: Sequence[Said]) -> Iterator[str]:
    """Yield what each way said to one question, what it cites and what is not there."""
    yield f"\n== {said[0].answer.question}"
    for way, one in zip(WAYS, said, strict=True):
        note = f", {one.answer.degraded}" if one.answer.degraded else ""
        yield f"-- {way}: {'refused' if one.answer.refused else 'answered'}{note}"
        for shown in one.shown:
            beside = _told("!!", shown.strays) + _told("in full:", shown.in_full)
            yield f"[{shown.level or 'as written'}] {shown.text}{beside}"
            yield from (f"      < {text}" for text in shown.cited)
        for sentence in one.answer.sentences:
            if sentence.support == "unsupported":
                yield f"[struck out: {sentence.reason}] {sentence.text}"
        if one.beside or one.dangling:
            yield f"   {one.dangling} marks point at nothing; beside:{_told('!!', one.beside)}"


def _told(sign: str, strays: Sequence[Stray]) -> str:
    return f"   {sign} {', '.join(f'{one.kind} {one.text}' for one in strays)}" if strays else ""

"""Show drafted facts one by one; what a person accepts is written at once, so that nothing is lost when they stop."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from eval.fields import TEXT_LIMIT
from eval.person import choose, clipped, plain
from eval.quotes import Place, words_of
from eval.references import path_parts
from eval.writing import append_fact

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from eval.drafting import Drafter, FactDraft
    from eval.fact import Fact
    from eval.person import Person
    from rag.answer import Hit
    from rag.document import Paragraph

DRAFT_TAG = "draft"
"""On facts that nobody has looked at."""
SEPARATOR = "|"
"""Between several accepted answers on one line."""
_NO_MORE = """\
No more can be drafted: only plain English sentences and rows of tables give questions.
`citeback facts add` takes your own."""
_CHOICES = {"y": "yes", "n": "no", "e": "edit question", "a": "edit answer", "s": "skip document", "q": "quit"}
_WITHOUT_ANSWER = {"y": "yes", "n": "no", "e": "edit question", "q": "quit"}


@dataclass(slots=True)
class Confirmed:
    """Count what was written."""

    facts: int = 0
    unanswerable: int = 0

    def count(self, fact: Fact) -> None:
        """Count one fact more."""
        self.facts += 1
        self.unanswerable += fact.unanswerable

    def __str__(self) -> str:
        """Say it in words."""
        facts = f"{self.facts} fact{'' if self.facts == 1 else 's'}"
        return f"{facts} ({self.unanswerable} unanswerable)" if self.unanswerable else facts


class Searcher(Protocol):
    """Search; rag.Assistant does."""

    def search(self, query: str, k: int = 10, documents: Collection[str] | None = None) -> list[Hit]:
        """Give the best hits."""
        ...


def write_unseen(drafter: Drafter, path: Path, count: int, written: Confirmed) -> None:
    """Write drafts that nobody has looked at, tagged so."""
    for draft in drafter.drafts():
        if written.facts == count:
            return
        append_fact(path, replace(draft.fact, tags=(DRAFT_TAG,)))
        written.count(draft.fact)


def confirm(drafter: Drafter, searcher: Searcher, person: Person, path: Path, count: int, written: Confirmed) -> None:
    """Show draft after draft until so many are accepted, there are no more, or the person quits."""
    for draft in drafter.drafts():
        if written.facts == count:
            return
        try:
            choice, fact = _asked(draft, searcher, person, f"{written.facts + 1} of {count}")
        except EOFError:
            return
        if choice == "q":
            return
        if choice == "s" and draft.place:
            drafter.skip(draft.place.document)
        if choice == "y":
            line = append_fact(path, fact)
            written.count(fact)
            person.say(f"Written to {path}, line {line}.")
        person.say()
    if 0 < written.facts < count:
        person.say(_NO_MORE)


def _asked(draft: FactDraft, searcher: Searcher, person: Person, heading: str) -> tuple[str, Fact]:
    """Show a draft until it is kept, dropped or left."""
    fact = draft.fact
    person.say(heading)
    if draft.place:
        person.say(shown(draft.place, fact.answers[0]))
    for hit in [] if draft.place else searcher.search(fact.question, 1):
        person.say(f"{shown(Place(hit.document, likeliest(hit)))}\n    comes nearest")
    while True:
        person.say(f"  Question  {plain(fact.question)}")
        answers = f" {SEPARATOR} ".join(map(plain, fact.answers))
        person.say(f"  Answer    {answers if draft.place else 'none: the documents do not say it (is that so?)'}")
        choice = choose(person, "Keep it?", _CHOICES if draft.place else _WITHOUT_ANSWER)
        if choice == "e":
            given = person.ask("Question:", fact.question)
            fact = replace(fact, question=given if words_of(given) and len(given) <= TEXT_LIMIT else fact.question)
        elif choice == "a":
            wordings = split_answers(person.ask(f"Answer, several with {SEPARATOR} between:", answers))
            fact = replace(fact, answers=wordings or fact.answers)
        else:
            return choice, fact


def split_answers(line: str) -> tuple[str, ...]:
    """Take accepted answers apart that stand on one line."""
    return tuple(part.strip() for part in line.split(SEPARATOR) if any(letter.isalnum() for letter in part))


def shown(place: Place, around: str = "") -> str:
    """Show a paragraph on two lines, with where it stands."""
    name = plain("".join(path_parts(place.document.path)[-1:]))
    return f"  {name} {place.paragraph.place}\n    “{clipped(place.paragraph.text, around)}”"


def likeliest(hit: Hit) -> Paragraph:
    """Give the paragraph of a hit that is likeliest to answer; the first where none was read."""
    read = [
        (reading.log_odds, -paragraph.number, paragraph)
        for paragraph, reading in zip(hit.paragraphs, hit.readings, strict=False)
        if reading is not None
    ]
    return max(read)[2] if read else hit.paragraphs[0]

"""Show drafted facts one by one; what a person accepts is written at once, so that nothing is lost when they stop."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eval.person import choose, clipped, plain
from eval.references import path_parts
from eval.writing import append_fact

if TYPE_CHECKING:
    from pathlib import Path

    from eval.drafting import Drafter, FactDraft
    from eval.fact import Fact
    from eval.person import Person
    from eval.quotes import Place

DRAFT_TAG = "draft"
"""On facts that nobody has looked at."""
SEPARATOR = "|"
"""Between several accepted answers on one line."""
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
        return f"{facts}, {self.unanswerable} of them unanswerable" if self.unanswerable else facts


def write_unseen(drafter: Drafter, path: Path, count: int, written: Confirmed) -> None:
    """Write drafts that nobody has looked at, tagged so."""
    for draft in drafter.drafts():
        if written.facts == count:
            return
        append_fact(path, replace(draft.fact, tags=(DRAFT_TAG,)))
        written.count(draft.fact)


def confirm(drafter: Drafter, person: Person, path: Path, count: int, written: Confirmed) -> None:
    """Show draft after draft until so many are accepted, there are no more, or the person quits."""
    skipped: set[str] = set()
    for draft in drafter.drafts():
        if written.facts == count:
            return
        if draft.place and draft.place.document.id in skipped:
            continue
        try:
            choice, fact = _asked(draft, person, f"{written.facts + 1} of {count}")
        except EOFError:
            return
        if choice == "q":
            return
        if choice == "s" and draft.place:
            drafter.skip(draft.place.document)
            skipped.add(draft.place.document.id)
        if choice == "y":
            line = append_fact(path, fact)
            written.count(fact)
            person.say(f"Written to {path}, line {line}.")
        person.say()


def _asked(draft: FactDraft, person: Person, heading: str) -> tuple[str, Fact]:
    """Show a draft until it is kept, dropped or left."""
    fact = draft.fact
    person.say(heading)
    if draft.place:
        person.say(_shown(draft.place, fact.answers[0]))
    while True:
        person.say(f"  Question  {plain(fact.question)}")
        answers = f" {SEPARATOR} ".join(map(plain, fact.answers))
        person.say(f"  Answer    {answers if draft.place else 'none: the documents do not say it (is that so?)'}")
        choice = choose(person, "Keep it?", _CHOICES if draft.place else _WITHOUT_ANSWER)
        if choice == "e":
            fact = replace(fact, question=person.ask("Question:", fact.question) or fact.question)
        elif choice == "a":
            given = split_answers(person.ask(f"Answer, several with {SEPARATOR} between:", answers))
            fact = replace(fact, answers=given or fact.answers)
        else:
            return choice, fact


def split_answers(line: str) -> tuple[str, ...]:
    """Take accepted answers apart that stand on one line."""
    return tuple(part.strip() for part in line.split(SEPARATOR) if any(letter.isalnum() for letter in part))


def _shown(place: Place, around: str) -> str:
    name = plain("".join(path_parts(place.document.path)[-1:]))
    return f"  {name} {place.paragraph.place}\n    “{clipped(place.paragraph.text, around)}”"

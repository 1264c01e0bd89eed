"""Make one fact after another with a person: the question, what Citeback answers now, what is right, what proves it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from eval.confirming import SEPARATOR, Searcher, likeliest, split_answers
from eval.fact import Fact
from eval.fields import TEXT_LIMIT
from eval.metrics import contains
from eval.person import choose, clipped, plain
from eval.proving import Prover
from eval.quotes import Place, Quotes, words_of
from eval.references import path_parts
from eval.writing import append_fact
from rag.errors import QuestionError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from eval.confirming import Confirmed
    from eval.fact import FactSet
    from eval.person import Person
    from rag.answer import Answer, Turn
    from rag.document import Document

CANDIDATES = 4
"""Paragraphs that are offered at once."""
_ANSWERED = {
    "y": "yes",
    "e": "yes, in other words",
    "n": "no",
    "u": "the documents do not say it",
    "s": "skip",
    "q": "quit",
}
_WHICH = "Which prove it? Numbers, 0 for none of them, or words to look for:"
_HINT = "Type the number before each paragraph that proves it, 0 where none does, or words of one that is not listed."
_NOT_THERE = {"y": "yes, it says so in other words", "a": "other answers", "p": "other paragraphs"}
_REFUSED = {"y": "yes, they do not say it", "u": "the same", "n": "no, they do", "s": "skip", "q": "quit"}


class Assistant(Searcher, Protocol):
    """Answer and search; rag.Assistant does."""

    def ask(self, question: str, history: Sequence[Turn] = (), documents: Collection[str] | None = None) -> Answer:
        """Answer, or refuse."""
        ...


class Adding:
    """Ask a person for facts and write each as soon as it is whole."""

    def __init__(
        self, documents: Sequence[Document], assistant: Assistant, person: Person, path: Path, so_far: FactSet
    ) -> None:
        """Add to this file, which has these facts so far."""
        self._documents = documents
        self._assistant = assistant
        self._person = person
        self._path = path
        self._lines = {_folded(fact.question): fact.line for fact in so_far.facts}
        self._quotes = Quotes()
        self._prover = Prover(documents)

    def run(self, written: Confirmed) -> None:
        """Make facts until the person asks no more; `written` counts them."""
        try:
            while (question := self._question()) and self._add(question, written):
                self._person.say()
        except EOFError:
            self._person.say()

    def _question(self) -> str:
        while question := self._person.ask("Question (Enter to stop):"):
            line = self._lines.get(_folded(question))
            if line is None and len(_folded(question)) > 1 and len(question) <= TEXT_LIMIT:
                return question
            self._person.say(f"{self._path}, line {line}, asks that already." if line else "Type a question in words.")
        return ""

    def _add(self, question: str, written: Confirmed) -> bool:
        """Make one fact; tell whether to go on."""
        try:
            answer = self._assistant.ask(question)
        except QuestionError as error:
            self._person.say(str(error))
            return True
        self._show(answer)
        choice = choose(self._person, "Is this right?", _REFUSED if answer.refused else _ANSWERED)
        if choice in ("s", "q"):
            return choice == "s"
        fact = self._fact(question, answer, choice)
        line = append_fact(self._path, replace(fact, tags=self._tags()))
        self._lines[_folded(question)] = line
        written.count(fact)
        self._person.say(f"Written to {self._path}, line {line}.")
        return True

    def _show(self, answer: Answer) -> None:
        self._person.say(f"Citeback answers: {plain(answer.text)}")
        for other in answer.alternatives:
            self._person.say(f"  also: {plain(other.text)}")
        for citation in answer.citations:
            self._person.say(f"  [{citation.number}] {_named(citation.document, citation.paragraph.place)}")
            self._person.say(f"      “{clipped(citation.quote)}”")

    def _fact(self, question: str, answer: Answer, choice: str) -> Fact:
        if choice == "u" or (choice == "y" and answer.refused):
            return Fact(question, unanswerable=True)
        said = (answer.short_answer or "").strip()
        answers = (said,) if choice == "y" and said else self._answers("" if choice == "n" else said)
        if choice == "y":
            self._person.say(f"Accepted answer: {plain(' | '.join(answers))}")
        cited = [Place(citation.document, citation.paragraph) for citation in answer.citations if choice != "n"]
        places = self._proving(cited, [*answers, question])
        while choice != "y" and places and not _says(places, answers):
            meant = choose(self._person, "None of the answers stands there. Is that meant?", _NOT_THERE)
            if meant == "y":
                break
            if meant == "a":
                answers, cited = self._answers(f" {SEPARATOR} ".join(answers)), places
            places = self._proving(cited, [*answers, question])
        proofs = tuple(self._prover.reference(each.document, each.paragraph, answers[0]) for each in places)
        return Fact(question, answers=answers, paragraphs=proofs)

    def _answers(self, suggested: str) -> tuple[str, ...]:
        prompt = f"Accepted answer, short (several with {SEPARATOR} between):"
        while not (answers := split_answers(self._person.ask(prompt, suggested))):
            self._person.say("Type the words that a right answer has in it.")
        return answers

    def _proving(self, cited: Sequence[Place], words: Sequence[str]) -> list[Place]:
        """Let the person choose what proves the answer; words that are no numbers are looked for."""
        offered = self._found(words, cited)
        self._offer(offered, words[0])
        while True:
            given = self._person.ask(_WHICH, " ".join(_numbers_of(offered, cited)))
            numbers = given.replace(",", " ").split()
            if numbers and all(number.isascii() and number.isdecimal() and len(number) < 3 for number in numbers):
                chosen = [int(number) for number in numbers if int(number)]
                if all(number <= len(offered) for number in chosen):
                    return [offered[number - 1] for number in dict.fromkeys(chosen)]
                self._person.say(f"Type numbers from 1 to {len(offered)}.")
            elif words_of(given):
                found = self._found([given], ())
                self._person.say(f"Found {len(found) or 'nothing'} for {plain(given)}.")
                if found:
                    offered = found
                    self._offer(offered, given)
            else:
                self._person.say(_HINT)

    def _offer(self, places: Sequence[Place], around: str) -> None:
        """Show paragraphs under their numbers."""
        for number, place in enumerate(places, start=1):
            self._person.say(f"  {number}  {_named(place.document, place.paragraph.place)}")
            self._person.say(f"     “{clipped(place.paragraph.text, around)}”")

    def _found(self, words: Sequence[str], first: Sequence[Place]) -> list[Place]:
        """Find paragraphs: those given first, then what holds the words as they stand, then what a search gives."""
        found = list(dict.fromkeys(_key(place) for place in first))
        places = {_key(place): place for place in first}
        held = [place for place in self._quotes.holding(words[0], self._documents) if not place.paragraph.furniture]
        searched = [Place(hit.document, likeliest(hit)) for hit in self._assistant.search(words[-1], CANDIDATES)]
        in_both = [place for place in searched if _key(place) in {_key(each) for each in held}]
        for place in (*in_both, *searched[:2], *held, *searched):
            if _key(place) not in places and len(found) < max(CANDIDATES, len(first)):
                places[_key(place)] = place
                found.append(_key(place))
        return [places[key] for key in found]

    def _tags(self) -> tuple[str, ...]:
        given = self._person.ask("Tags, its groups in the report, with commas between (Enter for none):")
        return tuple(dict.fromkeys(tag.strip() for tag in given.split(",") if words_of(tag)))


def _numbers_of(offered: Sequence[Place], cited: Sequence[Place]) -> list[str]:
    """Give the numbers under which the cited ones are offered."""
    keys = {_key(place) for place in cited}
    return [str(number) for number, place in enumerate(offered, start=1) if _key(place) in keys]


def _says(places: Sequence[Place], answers: Sequence[str]) -> bool:
    return any(contains(place.paragraph.text, answer) for place in places for answer in answers)


def _key(place: Place) -> tuple[str, int]:
    return place.document.id, place.paragraph.number


def _named(document: Document, where: str) -> str:
    return f"{plain(''.join(path_parts(document.path)[-1:]))} {where}"


def _folded(text: str) -> str:
    return " ".join(words_of(text))

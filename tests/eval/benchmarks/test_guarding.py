"""A scripted model beside its guard: what it says alone, what is shown, and who is caught at what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from drafts import make_draft
from llm_server import LlmServer
from typer.testing import CliRunner

from eval.benchmarks.alone import Exchange, ModelAlone
from eval.benchmarks.commands import app
from eval.benchmarks.guarding import BesideItsGuard, Checked, Said, alone
from eval.benchmarks.overhearing import Overhearing
from eval.benchmarks.witness import small_words
from rag import Assistant, Library
from rag.generative import Generative
from rag.grounding import Grounding
from rag.models.llm import load_language_model
from rag.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXTS = (
    "Maria Lopez led the works on the new quay, which opened on 12 May 2021.",
    "She called the work hard and said that forty boats can moor at the quay.",
    "The ferry to Lenham sails at nine every morning.",
)
ORDINARY = small_words(TEXTS)
PROMPT = (
    '<source number="1" title="T">\nQatar mediated.\n</source>\n<source number="2" title="U">\nOne\n\ntwo.\n</source>'
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(tmp_path_factory.mktemp("guarding")) as library:
        library.add([make_draft("/quay.txt", *TEXTS, title="The quay of Bremford")])
        yield library


def ask(library: Library, question: str, *replies: str) -> tuple[Said, Said]:
    with LlmServer(list(replies)) as server, Overhearing(server.url) as overhearing:
        settings = Settings(llm="test-model", llm_url=overhearing.url)
        assistant, model = Assistant(library, settings), load_language_model(settings)
        assert model is not None
        by_itself = ModelAlone(assistant, Generative(model, Grounding()), model)
        both = BesideItsGuard(Checked(assistant, library, ORDINARY), by_itself, overhearing, ORDINARY)
        return both.ask(question)


def told(said: Said) -> list[str]:
    return [stray.text for shown in said.shown for stray in shown.strays]


def test_what_a_model_invents_is_found_in_its_own_text_and_not_behind_the_guard(library: Library) -> None:
    question = "Who led the works on the new quay?"
    alone_, guarded = ask(library, question, "Daryl Zlochrai led the works [1]. Maria Lopez led them [7].")
    assert [shown.text for shown in alone_.shown] == ["Daryl Zlochrai led the works.", "Maria Lopez led them."]
    assert told(alone_) == ["daryl", "zlochrai"]
    assert (alone_.marks, alone_.dangling, alone_.asked) == (2, 1, True)
    assert told(guarded) == []
    assert (guarded.dangling, guarded.asked) == (0, True)
    assert guarded.marks >= 1
    assert "Zlochrai" not in guarded.answer.text


def test_quotes_in_the_place_of_all_that_was_written_are_told_from_prose(library: Library) -> None:
    question = "Who led the works on the new quay?"
    _, lied = ask(library, question, "Daryl Zlochrai led the works on the new quay [1].")
    _, right = ask(library, question, "Maria Lopez led the works on the new quay [1].")
    assert (lied.taken_over, right.taken_over) == (True, False)
    assert lied.answer.kept
    assert right.lag is not None
    assert right.lag >= 0


def test_a_model_alone_is_asked_also_where_no_quote_answers(library: Library) -> None:
    alone_, guarded = ask(library, "Who won the Nobel Prize in 2019?", "Olga Tokarczuk won it.")
    assert (guarded.answer.refused, guarded.asked, guarded.shown) == (True, False, ())
    assert (alone_.answer.refused, alone_.asked, told(alone_)) == (False, True, ["olga", "tokarczuk"])


def test_a_name_said_in_full_in_a_quote_is_no_stray(library: Library) -> None:
    said = Checked(Assistant(library, Settings()), library, ORDINARY).ask("How did Lopez call the work?")
    assert [(shown.text, told(said), [one.text for one in shown.in_full]) for shown in said.shown] == [
        (f"Maria Lopez {TEXTS[1].removeprefix('She ')}", [], ["maria"])
    ]


@pytest.mark.parametrize("text", ["The documents do not say.", "the documents do not say", "\n"])
def test_a_model_that_says_that_nothing_answers_has_refused(text: str) -> None:
    said = alone("Who?", Exchange(PROMPT, text, 1.0), frozenset())
    assert (said.answer.refused, said.shown) == (True, ())


def test_marks_of_a_model_alone_are_taken_at_their_word() -> None:
    said = alone("Who?", Exchange(PROMPT, "Qatar mediated [2]. And two [1, 2]. Nobody\nQatar [0]", 1.0), frozenset())
    assert [(shown.text, shown.cited) for shown in said.shown] == [
        ("Qatar mediated.", ("One\n\ntwo.",)),
        ("And two.", ("Qatar mediated.", "One\n\ntwo.")),
        ("Nobody", ()),
        ("Qatar", ()),
    ]
    assert told(said) == ["qatar", "nobody"]
    assert (said.marks, said.dangling) == (4, 1)


def test_the_command_shows_what_was_said_and_a_table_with_a_column_for_each_way() -> None:
    with LlmServer("It was Daryl Zlochrai [1].") as server:
        options = ["--url", server.url, "--model", "test-model", "--limit", "1", "--show"]
        result = CliRunner().invoke(app, ["guard", *options])
    assert result.exit_code == 0, result.output
    rows = {cells[1].strip(): cells[2:-1] for line in result.stdout.splitlines() if len(cells := line.split("|")) > 4}
    assert [cell.strip() for cell in rows["2 questions, 1 of them with known answers"]][1] == "model with the guard"
    assert [cell.strip() for cell in rows["marks that point at nothing"]] == ["0", "0", "0"]
    assert [cell.strip() for cell in rows["answer match"]][1:] == ["1.000", "1.000"]
    assert "It was Daryl Zlochrai.   !! name daryl, name zlochrai" in result.stdout

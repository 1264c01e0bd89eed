"""The command `guard` of python -m eval.benchmarks."""

from __future__ import annotations

import contextlib
import tempfile
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from eval.benchmarks.alone import ModelAlone
from eval.benchmarks.guarding import BesideItsGuard, Checked
from eval.benchmarks.guardreport import WAYS, account, markdown, transcript
from eval.benchmarks.witness import small_words
from eval.facts import load_facts
from eval.references import proofs
from eval.sample import add_sample, facts_file, further_questions
from rag.console import clear_errors, output, progress_bar
from rag.errors import SettingsError
from rag.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from eval.benchmarks.guarding import Said
    from eval.benchmarks.overhearing import Overhearing
    from eval.facts import FactSet
    from rag.library.library import Library

Item = TypeVar("Item")


def guard_command(
    url: Annotated[
        str, typer.Option(metavar="URL", help="A server of the OpenAI protocol, as http://127.0.0.1:8080/v1.")
    ],
    model: Annotated[str, typer.Option(metavar="NAME", help="The model to ask there.")],
    limit: Annotated[int | None, typer.Option(min=1, help="Facts, and further questions, evenly spaced.")] = None,
    show: Annotated[bool, typer.Option("--show", help="Show what was said, and what is not there.")] = False,
) -> None:
    """Compare a language model alone, with its guard, and quotes alone: who says what its sources do not.

    Asks what the sample's facts ask, but for follow-ups, and its further questions; CITEBACK_LLM_KEY is the key.

    Example: python -m eval.benchmarks guard --url http://127.0.0.1:8080/v1 --model smollm2
    """
    from eval.benchmarks.overhearing import Overhearing
    from rag.library.library import Library

    with clear_errors(), contextlib.ExitStack() as stack:
        overhearing = stack.enter_context(Overhearing(url))
        root = stack.enter_context(tempfile.TemporaryDirectory(prefix="citeback-guard-"))
        library = stack.enter_context(Library(root))
        add_sample(library)
        settings = replace(Settings.from_environment(), llm=model or None, llm_url=overhearing.url)
        ask = _asking(library, settings, overhearing)
        facts = _facts(limit)
        questions = [*(fact.question for fact in facts.facts), *_spread(further_questions(), limit)]
        ask(questions[0])  # loading counts for no answer
        said = []
        with progress_bar() as bar:
            for question in bar.track(questions, description="Asking"):
                said.append(ask(question))
                for line in transcript(said[-1]) if show else ():
                    output.print(line, markup=False)
        wanted = proofs(facts, library.documents())
        columns = zip(WAYS, zip(*said, strict=True), strict=True)
        accounts = [account(way, column, facts.facts, wanted, library) for way, column in columns]
        output.print(markdown(accounts), markup=False)


def _facts(limit: int | None) -> FactSet:
    facts = load_facts(facts_file())
    alone = tuple(fact for fact in facts.facts if not fact.history)
    return replace(facts, facts=tuple(_spread(alone, limit)))


def _spread(items: Sequence[Item], limit: int | None) -> list[Item]:
    step = max(1, len(items) // limit) if limit else 1
    return list(items[::step][:limit])


def _asking(library: Library, settings: Settings, overhearing: Overhearing) -> Callable[[str], tuple[Said, Said, Said]]:
    """Make what asks a question in all three ways."""
    from rag.assistant import Assistant
    from rag.generative import Generative
    from rag.grounding import Grounding
    from rag.models.llm import load_language_model

    model = load_language_model(settings)
    if model is None:
        raise SettingsError("--model is empty: name a model that the server has")
    ordinary = small_words(paragraph.text for document in library.documents() for paragraph in document.paragraphs)
    quoting = Checked(Assistant(library, replace(settings, llm=None)), library, ordinary)
    assistant = Assistant(library, settings)
    alone = ModelAlone(assistant, Generative(model, Grounding()), model)
    both = BesideItsGuard(Checked(assistant, library, ordinary), alone, overhearing, ordinary)
    return lambda question: (*both.ask(question), quoting.ask(question))

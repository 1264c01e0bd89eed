"""A run of the command `eval`: what it is to do, looked at before it begins; then the run and its reports."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eval.choosing import choose, parse_bounds
from eval.comparing import compare
from eval.prices import parse_prices
from eval.report import show
from eval.reports.files import check_writable, write_whole
from eval.reports.html import write_page
from eval.reports.json import load_record, write_record
from eval.reports.junit import write_junit
from eval.reports.recording import record, ways_of
from rag.console import output, progress_bar
from rag.errors import SettingsError
from rag.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from eval.facts import FactSet
    from eval.mine import Stale
    from eval.record import Judged, Record, Way
    from eval.results import EvalReport
    from rag.library.library import Library
    from rag.models.llm import LanguageModel


@dataclass(frozen=True, slots=True)
class Wishes:
    """Hold what the command line asks for, as it was written."""

    tags: Sequence[str] = ()
    limit: int | None = None
    fail_under: Sequence[str] = ()
    prices: str | None = None
    ablate: bool = False
    judge: bool = False
    html: Path | None = None
    json: Path | None = None
    junit: Path | None = None
    compare: Path | None = None


class Evaluation:
    """Run facts and report on them."""

    def __init__(self, wishes: Wishes) -> None:
        """Look at everything that could stop the run at its end, before it begins.

        Raises:
            SettingsError: an option has a value that it cannot have, or wants a language model that is not set.
            ReportError: a report cannot be written, or the one to compare with cannot be read.
        """
        self._wishes = wishes
        self._settings = Settings.from_environment()
        self._bounds = parse_bounds(wishes.fail_under)
        self._prices = parse_prices(wishes.prices) if wishes.prices else None
        self._outputs = [path for path in (wishes.html, wishes.json, wishes.junit) if path]
        for number, path in enumerate(self._outputs):
            check_writable(path)
            _check_apart(path, self._outputs[:number])
        self._earlier = load_record(wishes.compare) if wishes.compare else None
        self._judge = self._load_judge() if wishes.judge else None

    def choose(self, facts: FactSet) -> tuple[FactSet, str]:
        """Keep the facts that are to be asked, with what is asked of the figures; say which part that is.

        Raises:
            SettingsError: no fact has a tag that was named, or a report would take the place of the facts.
        """
        _check_apart(facts.path, self._outputs)
        chosen, part = choose(facts, self._wishes.tags, self._wishes.limit)
        return replace(chosen, thresholds=(*chosen.thresholds, *self._bounds)), part

    def run(self, facts: FactSet, library: Library, part: str = "", stale: Sequence[Stale] = ()) -> Record:
        """Ask every fact and write down what came back."""
        report = self._ask(facts, library)
        model = self._settings.llm or ""
        found = record(report, facts, library, model=model, part=part, stale=stale)
        ways = self._ablate(facts, library) if self._wishes.ablate else ()
        return replace(found, ways=ways, judged=self._opinions(report))

    def deliver(self, found: Record) -> None:
        """Write the reports that are wanted, then show it in the terminal.

        Raises:
            ReportError: a report cannot be written.
        """
        comparison = compare(self._earlier, found) if self._earlier else None
        show(found, output, comparison)
        if self._wishes.json:
            self._keep(self._wishes.json, write_record(found))
        if self._wishes.html:
            self._keep(self._wishes.html, write_page(found, comparison))
        if self._wishes.junit:
            self._keep(self._wishes.junit, write_junit(found))

    def _keep(self, path: Path, text: str) -> None:
        write_whole(path, text)
        output.print(f"wrote {path}", markup=False)

    def _ask(self, facts: FactSet, library: Library) -> EvalReport:
        from eval.runner import run
        from rag.assistant import Assistant

        with progress_bar() as bar:
            task = bar.add_task("Asking", total=len(facts.facts))
            assistant = Assistant(library, self._settings)
            return run(facts, assistant, library, lambda: bar.advance(task), self._prices)

    def _ablate(self, facts: FactSet, library: Library) -> tuple[Way, ...]:
        from eval.ablation import WAYS, run

        with progress_bar() as bar:
            task = bar.add_task("Asking with less", total=len(facts.facts) * len(WAYS))
            return ways_of(run(facts, library, on_progress=lambda: bar.advance(task), settings=self._settings))

    def _load_judge(self) -> LanguageModel:
        from rag.models.llm import load_language_model

        model = load_language_model(self._settings)
        if model is None:
            message = "--judge: expected a language model to ask: set CITEBACK_LLM, or leave --judge out"
            raise SettingsError(message)
        return model

    def _opinions(self, report: EvalReport) -> Judged | None:
        if self._judge is None:
            return None
        from eval.judges import judge

        with progress_bar() as bar:
            task = bar.add_task("Judging", total=len(report.results))
            return judge(report.results, self._judge, lambda: bar.advance(task))


def _check_apart(path: Path, outputs: Sequence[Path]) -> None:
    """Refuse to write two things into one file.

    Raises:
        SettingsError: with its name.
    """
    if path.resolve() in [output.resolve() for output in outputs]:
        message = f"{path} is named twice, and one would be written over the other: name another file for the report"
        raise SettingsError(message)

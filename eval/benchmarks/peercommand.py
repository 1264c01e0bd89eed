"""The command `peers` of python -m eval.benchmarks."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import platformdirs
import typer

from eval.benchmarks.datasets import conversation_names, load_corpus, load_questions, set_names
from eval.benchmarks.peers.roster import PEERS, systems
from rag.console import clear_errors, output
from rag.errors import FactsError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from eval.benchmarks.peers.corpus import Corpus
    from eval.benchmarks.peers.roster import System

NAMES = ", ".join(peer.name for peer in PEERS)
CACHE = Path(platformdirs.user_cache_dir("citeback", appauthor=False)) / "peers"
WORDS = 80_000
"""Of a set: eight sets and four peers take about 20 minutes on two idle cores."""
QUESTIONS = 150
"""Of a set."""
TORCH = "torch==2.13.0"


DataOption = Annotated[
    Path, typer.Option("--data", metavar="FOLDER", help="NAME.corpus.jsonl.gz and NAME.questions.jsonl.gz.")
]
SetOption = Annotated[list[str] | None, typer.Option("--set", metavar="NAME", help="Only this set; may be repeated.")]
PeerOption = Annotated[
    list[str] | None, typer.Option("--peer", metavar="NAME", help=f"Only this peer, of {NAMES}; may be repeated.")
]
LimitOption = Annotated[int, typer.Option(min=0, help="Questions of a set; 0 is all.")]
WordsOption = Annotated[
    int, typer.Option(min=0, help="Words of a set: documents asked about first, then others; 0 is all.")
]
CoresOption = Annotated[int, typer.Option(min=1, help="Cores that each system may use.")]
VenvsOption = Annotated[
    Path, typer.Option(metavar="FOLDER", help="The peers' virtual environments; made where they are not.")
]
TorchOption = Annotated[str, typer.Option(metavar="REQUIREMENT", help="What pip installs in them first.")]
IndexOption = Annotated[
    str | None,
    typer.Option(metavar="URL", help="A further index for pip; https://download.pytorch.org/whl/cpu saves CUDA."),
]
ResultsOption = Annotated[
    Path | None,
    typer.Option("--results", metavar="FILE", help="Where results are kept as they come. Default: in --venvs."),
]
FreshOption = Annotated[bool, typer.Option("--fresh", help="Measure again what is kept.")]
TableOption = Annotated[
    Path | None, typer.Option(metavar="FILE.md", help="Write the tables into this file, between two marks.")
]
PlotOption = Annotated[Path | None, typer.Option(metavar="FILE.svg", help="Draw the figures.")]


def peers_command(
    data: DataOption,
    sets: SetOption = None,
    peers: PeerOption = None,
    limit: LimitOption = QUESTIONS,
    words: WordsOption = WORDS,
    cores: CoresOption = 2,
    venvs: VenvsOption = CACHE,
    torch: TorchOption = TORCH,
    index: IndexOption = None,
    kept: ResultsOption = None,
    fresh: FreshOption = False,
    table: TableOption = None,
    plot: PlotOption = None,
) -> None:
    """Compare Citeback with what people would pick instead: the same files, questions, weights and cores.

    What is found is kept; a run that was stopped goes on where it was. Nothing else should run meanwhile.

    Example: python -m eval.benchmarks peers --data datasets --index https://download.pytorch.org/whl/cpu
    """
    from eval.benchmarks.peers.environments import Environments
    from eval.benchmarks.peers.kept import Kept
    from eval.benchmarks.peers.measuring import Measuring
    from eval.benchmarks.peers.plot import draw
    from eval.benchmarks.peers.summary import columns
    from eval.benchmarks.peers.tables import put, report

    with clear_errors(), tempfile.TemporaryDirectory(prefix="citeback-peers-") as work:
        chosen = _chosen(peers)
        corpora = _corpora(data, sets or _usual(data), words or None, limit or None)
        environments = Environments(venvs, torch, index)
        pythons = {system: environments.python(system, _tell) for system in chosen}
        results = Kept(kept or venvs / "results.jsonl")
        measuring = Measuring(pythons, cores, Path(work), results, fresh, _tell)
        found = columns(chosen, measuring.run(corpora))
        named: dict[str, Sequence[object]] = {
            "--set": sets or [],
            "--peer": peers or [],
            "--limit": [limit],
            "--words": [words],
            "--cores": [cores],
        }
        text = report(found, command_line(named))
        if table is not None:
            put(text, table)
        if plot is not None:
            plot.write_text(draw(found), encoding="utf-8")
        output.print(text, markup=False)
        if measuring.failed:
            raise typer.Exit(1)


def _chosen(names: Sequence[str] | None) -> tuple[System, ...]:
    try:
        return systems(names)
    except KeyError as error:
        msg = f"--peer {error.args[0]}: expected one of {NAMES}"
        raise SettingsError(msg) from error


def command_line(named: Mapping[str, Sequence[object]]) -> str:
    """Write the command whose figures these are; folders go by what they hold.

    >>> command_line({"--set": ["one", "two"], "--limit": [9]})
    'python -m eval.benchmarks peers --data DATA --set one --set two --limit 9'
    """
    options = [f"{option} {value}" for option, values in named.items() for value in values]
    return " ".join(["python -m eval.benchmarks peers --data DATA", *options])


def _usual(data: Path) -> list[str]:
    """Name the sets whose questions stand alone."""
    try:
        spoken = conversation_names(data)
    except FactsError:
        spoken = []
    return [name for name in set_names(data) if name not in spoken]


def _corpora(data: Path, names: Sequence[str], words: int | None, limit: int | None) -> Iterator[Corpus]:
    """Read one set after the other; those without an answerable question are passed over."""
    from eval.benchmarks.peers.corpus import choose

    for name in names:
        corpus = choose(name, load_corpus(data, name), load_questions(data, name), words, limit)
        if corpus.questions:
            yield corpus
        else:
            _tell(f"{name}: no question that its paragraphs answer by itself; left out")


def _tell(text: str) -> None:
    output.print(text, markup=False)

"""The files of a BEIR folder, and the lines of its judgements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.importers.jsonfiles import read_lines
from eval.nodes import fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rag.errors import FactsError

SPLITS = ("test", "dev", "train")
"""The one that figures are published of first."""
PACKED = ("", ".gz")


@dataclass(frozen=True, slots=True)
class BeirFiles:
    """Name the three files of a set."""

    corpus: Path
    queries: Path
    qrels: Path

    @classmethod
    def of(cls, path: Path) -> BeirFiles:
        """Find them in a folder, or beside the judgements that are named.

        Raises:
            FactsError: FILE:1: one of them is not there.
        """
        named = path.is_file()
        folder = path.parent.parent if named else path
        if not folder.is_dir() or (named and path.parent.name != "qrels"):
            problem = "expected a folder with corpus.jsonl, queries.jsonl and qrels/, or a file in its qrels"
            cure = "unpack it first" if path.suffix == ".zip" else "check the path"
            raise fault(path, 1, "folder", f"{problem}; {cure}")
        return cls(_file(folder, "corpus.jsonl"), _file(folder, "queries.jsonl"), path if named else _qrels(folder))


@dataclass(frozen=True, slots=True)
class Judgement:
    """Say how relevant a document is to a query."""

    query: str
    document: str
    score: int
    path: Path
    line: int

    def fault(self, field: str, problem: str) -> FactsError:
        """Say what is wrong with it."""
        return fault(self.path, self.line, field, problem)


def judgements(path: Path) -> Iterator[Judgement]:
    """Read query, document and score from each line; TREC's own form has one more column in between.

    Raises:
        FactsError: FILE:LINE: field: expected ...
    """
    for number, line in enumerate(read_lines(path), start=1):
        cells = line.rstrip("\r\n").split("\t") if "\t" in line else line.split()
        if not line.strip() or (number == 1 and not _is_score(cells[-1])):
            continue  # the header
        if len(cells) not in (3, 4):
            raise fault(
                path, number, "row", f"expected query, document and score with tabs between, found {len(cells)}"
            )
        if not _is_score(cells[-1]):
            raise fault(path, number, "score", f"expected a whole number, found {cells[-1][:60]!a}")
        yield Judgement(cells[0].strip(), cells[-2].strip(), int(cells[-1]), path, number)


def _is_score(cell: str) -> bool:
    return cell.strip().removeprefix("-").isdecimal() and len(cell) < 9


def _file(folder: Path, name: str) -> Path:
    found = next((folder / f"{name}{suffix}" for suffix in PACKED if (folder / f"{name}{suffix}").is_file()), None)
    if found is None:
        raise fault(folder / name, 1, "file", "expected a file of a BEIR folder, found nothing there")
    return found


def _qrels(folder: Path) -> Path:
    names = [f"{split}.tsv{suffix}" for split in SPLITS for suffix in PACKED]
    found = next((folder / "qrels" / name for name in names if (folder / "qrels" / name).is_file()), None)
    others = sorted((folder / "qrels").glob("*.tsv*"))
    if found is None and len(others) != 1:
        problem = (
            f"expected test.tsv, dev.tsv or train.tsv, found {', '.join(one.name for one in others[:5]) or 'nothing'}"
        )
        raise fault(folder / "qrels", 1, "folder", problem)
    return found or others[0]

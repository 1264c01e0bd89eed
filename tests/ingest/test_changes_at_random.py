"""Many steps at random in two folders, ingested now and then: the library against a model that knows the rules."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from folders import write
from hash_embedder import HashEmbedder

from ingest import IngestReport, ingest
from rag.library.library import Library

TEXTS = [f"Ferry number {number} leaves the harbour at nine." for number in range(9)]
NAMES = ("a.txt", "b.txt", "c.md")
PLACES = ("", "deep", "deep/deeper", "wide")
STEPS = 60


@dataclass
class Model:
    """Hold what the library must have: of every path the text, and an id as soon as it is known."""

    texts: dict[Path, str] = field(default_factory=dict)
    """In order of first addition, also after a move."""
    ids: dict[Path, str] = field(default_factory=dict)

    def ingest(self, named: list[Path], agreed: bool) -> tuple[set[Path], set[Path]]:
        """Follow the rules; give the new paths of what moved, and what was removed."""
        before = dict(self.texts)
        found = [path for folder in named for path in _walked(folder)]
        new = [path for path in found if path not in before]
        missing = [path for path in before if not path.exists()]
        moved = self._moves(new, missing)
        gone, kept = set[Path](), set[Path]()
        for folder in named:
            below = [path for path in before if folder in path.parents]
            lost = {path for path in below if path in missing and path not in moved}
            (kept if 2 * len(lost) > len(below) and not agreed else gone).update(lost)
        self.texts = {moved.get(path, path): text for path, text in before.items() if path not in gone - kept}
        self.ids = {moved.get(path, path): one for path, one in self.ids.items() if path not in gone - kept}
        self.texts.update((path, path.read_text()) for path in found)
        return set(moved.values()), gone - kept

    def _moves(self, new: list[Path], missing: list[Path]) -> dict[Path, Path]:
        moved: dict[Path, Path] = {}
        for same_name in (True, False):
            for path in new:
                fitting = [
                    old
                    for old in missing
                    if old not in moved
                    and self.texts[old] == path.read_text()
                    and old.suffix == path.suffix
                    and (old.name == path.name or not same_name)
                ]
                if fitting and path not in moved.values():
                    moved[fitting[0]] = path
        return moved


def _walked(folder: Path) -> list[Path]:
    """List the files below a folder as a walk comes by them: those of a folder before those of its folders."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(files, key=lambda path: [*((1, part) for part in path.parts[:-1]), (0, path.name)])


def _step(chance: random.Random, folders: list[Path]) -> None:
    """Do to the folders what their owner might."""
    files = [path for folder in folders for path in _walked(folder)]
    target = chance.choice(folders) / chance.choice(PLACES) / chance.choice(NAMES)
    kind = chance.choices(("write", "move", "copy", "delete", "clear", "move all"), (6, 5, 2, 3, 0.4, 0.6))[0]
    if kind == "write" or not files:
        write(target, chance.choice(TEXTS))
        return
    one = chance.choice(files)
    target.parent.mkdir(parents=True, exist_ok=True)
    if kind == "move":
        one.replace(target)
    elif kind == "copy" and one != target:
        shutil.copy(one, target)
    elif kind == "delete":
        one.unlink()
    elif kind == "clear":
        for path in _walked(chance.choice(folders)):
            path.unlink()
    elif kind == "move all":
        _rename_folder(one.parent, target.parent / "all", folders)


def _rename_folder(folder: Path, target: Path, named: list[Path]) -> None:
    if folder not in named and folder not in target.parents and not target.exists():
        folder.rename(target)


def _check(library: Library, model: Model, report: IngestReport, moved: set[Path], removed: set[Path]) -> None:
    documents = {Path(document.path): document for document in library.documents()}
    assert {path: document.paragraphs[0].text for path, document in documents.items()} == model.texts
    assert {path: documents[path].id for path in model.ids} == model.ids
    assert {Path(document.path) for document in report.moved} == moved
    assert set(map(Path, report.removed)) == removed
    assert all(reason == "is a folder without files to read" for _, reason in report.failed)
    model.ids = {path: document.id for path, document in documents.items()}


@pytest.mark.parametrize("seed", range(5))
def test_after_any_steps_the_library_is_what_the_rules_say(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        write(folder / "stays.txt", f"The pier {folder.name} never moves.")
    model, seen = Model(), {"moved": 0, "removed": 0, "held back": 0}
    with Library(tmp_path / "library", embedder=HashEmbedder()) as library:
        for _ in range(STEPS):
            for _ in range(chance.randint(1, 4)):
                _step(chance, folders)
            named, agreed = chance.choice(([folders[0]], [folders[1]], folders)), chance.random() < 0.2
            moved, removed = model.ingest(named, agreed)
            report = ingest(named, library, allow_removal=agreed)
            _check(library, model, report, moved, removed)
            seen["moved"] += len(moved)
            seen["removed"] += len(removed)
            seen["held back"] += len(report.held_back)
        answering = library.read(library.search_words("ferry pier", 1000))
        assert sorted(passage.document.id for passage in answering) == sorted(model.ids.values())
    assert all(seen.values()), seen

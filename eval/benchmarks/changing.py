"""A folder of files that changes as people's folders do, and what each version of each file says."""

from __future__ import annotations

import hashlib
import json
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    Write = Callable[[str, Sequence[str]], str]

SYLLABLES = "ar bel cor dun el fen gar hol is jen kar lun mor nes ost pel quen ros sten tor ul ven wes yar".split()
SENTENCES = (
    "In the year {year} the harbour of {place} took in {count} boats, and its ledger names all of them.",
    "The ferry to {place} sails at {hour} every morning from the first of April until the end of September.",
    "The mole of {place} was lengthened by {count} metres in {year}, and the work took two summers.",
    "The council of {place} has set aside {count} thousand crowns for the repair of the quay.",
    "The water off {place} is {hour} metres deep at low tide, which is why larger ships wait for the flood.",
    "The school of {place} had {count} pupils in {year}, most of them children of the pilots.",
)
SECTIONS = 6
"""Of a file; each is a paragraph of its own."""


@dataclass(frozen=True, slots=True)
class Version:
    """Hold what one version of a file says that can be asked for."""

    place: str
    keeper: str

    @property
    def question(self) -> str:
        """Ask for the keeper."""
        return f"Who is the keeper of the lighthouse at {self.place}?"

    @property
    def fact(self) -> str:
        """Give the sentence that answers."""
        return f"The keeper of the lighthouse at {self.place} is called {self.keeper}."


class ChangingFolder:
    """Make files, and add, change, move and delete some of them; the same seed does the same."""

    def __init__(self, path: Path, seed: int, files: int) -> None:
        """Make the folder with so many files."""
        self.path = path
        self._dice = random.Random(seed)
        self._names: set[str] = set()
        self._made = 0
        self.places: dict[Path, str] = {}
        """The place that each file tells of, by the file's present path."""
        self.versions: dict[str, Version] = {}
        """What every version that ever was says, by the digest of its bytes."""
        path.mkdir(parents=True)
        for _ in range(files):
            self._add()

    def change(self) -> None:
        """Do what may happen in a day: some files come, more are written anew, a few move or go."""
        for action, times in ((self._add, 3), (self._rewrite, 20), (self._move, 3), (self._delete, 3)):
            for _ in range(self._dice.randint(0, times)):
                action()

    def present(self) -> dict[str, Version]:
        """Give what each file says now, by path."""
        return {str(path): self.versions[_digest(path.read_bytes())] for path in self.places}

    def _add(self) -> None:
        self._made += 1
        suffix = self._dice.choice(list(WRITERS))
        folder = self.path / self._dice.choice(("", "reports", "mail/2024"))
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"file-{self._made}{suffix}"
        self.places[path] = self._name()
        self._write(path)

    def _rewrite(self) -> None:
        self._write(self._any())

    def _move(self) -> None:
        old = self._any()
        new = self.path / f"moved-{self._made}-{len(self.versions)}{old.suffix}"
        if not new.exists():
            old.rename(new)
            self.places[new] = self.places.pop(old)

    def _delete(self) -> None:
        if len(self.places) > SECTIONS:
            path = self._any()
            path.unlink()
            del self.places[path]

    def _any(self) -> Path:
        return self._dice.choice(sorted(self.places))

    def _write(self, path: Path) -> None:
        """Write a new version beside the old one and put it in its place, as good editors do."""
        version = Version(self.places[path], self._name())
        texts = [self._sentence(version.place) for _ in range(SECTIONS)]
        texts.insert(self._dice.randrange(len(texts)), version.fact)
        data = WRITERS[path.suffix](version.place, texts).encode()
        self.versions[_digest(data)] = version
        new = path.with_name(f".{path.name}.new")
        new.write_bytes(data)
        new.replace(path)

    def _sentence(self, place: str) -> str:
        values = {"year": self._dice.randint(1850, 2020), "count": self._dice.randint(11, 999)}
        return self._dice.choice(SENTENCES).format(place=place, hour=self._dice.randint(2, 11), **values)

    def _name(self) -> str:
        """Make up a name that nothing else has."""
        name = ""
        while not name or name in self._names:
            name = "".join(self._dice.choice(SYLLABLES) for _ in range(3)).capitalize()
        self._names.add(name)
        return name


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _plain(place: str, texts: Sequence[str]) -> str:
    return "\n\n".join([f"Notes on {place}", *texts]) + "\n"


def _markdown(place: str, texts: Sequence[str]) -> str:
    return f"# Notes on {place}\n\n" + "\n\n".join(texts) + "\n"


def _page(place: str, texts: Sequence[str]) -> str:
    body = "".join(f"<p>{text}</p>" for text in texts)
    return f"<!doctype html><html><head><title>{place}</title></head><body><h1>{place}</h1>{body}</body></html>"


def _table(_place: str, texts: Sequence[str]) -> str:
    return "number,what it says\n" + "".join(f'{number},"{text}"\n' for number, text in enumerate(texts, 1))


def _records(_place: str, texts: Sequence[str]) -> str:
    return json.dumps([{"number": number, "text": text} for number, text in enumerate(texts, 1)], indent=1)


def _message(place: str, texts: Sequence[str]) -> str:
    head = f"From: office@harbour.example\nTo: pilots@harbour.example\nSubject: News of {place}\n"
    return f"{head}Date: Mon, 06 May 2024 10:00:00 +0200\n\n" + "\n\n".join(texts) + "\n"


WRITERS: dict[str, Write] = {
    ".txt": _plain,
    ".md": _markdown,
    ".html": _page,
    ".csv": _table,
    ".json": _records,
    ".eml": _message,
}

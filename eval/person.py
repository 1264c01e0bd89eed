"""Talk with the person at the terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

import typer

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 400
"""Characters of a paragraph that are shown."""
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class Person(Protocol):
    """Show lines and ask for answers; `Terminal` does."""

    def say(self, text: str = "") -> None:
        """Show text of one or more lines."""
        ...

    def ask(self, prompt: str, suggested: str = "") -> str:
        """Ask for one line, which may be empty; `suggested` stands there to be changed.

        Raises:
            EOFError: the person has ended the input.
        """
        ...


class Terminal:
    """Talk on stdin and stdout; a suggested line is there to be edited where the system has readline."""

    def __init__(self) -> None:
        """Look whether the line can be edited."""
        try:
            import readline
        except ImportError:  # Windows
            self._readline = None
        else:
            self._readline = readline

    def say(self, text: str = "") -> None:
        """Show text of one or more lines."""
        typer.echo(text)

    def ask(self, prompt: str, suggested: str = "") -> str:
        """Ask for one line; without readline an empty one means the suggested."""
        if self._readline is None:
            return input(f"{prompt} [{suggested}] " if suggested else f"{prompt} ").strip() or suggested
        self._readline.set_startup_hook(lambda: self._readline and self._readline.insert_text(suggested))
        try:
            return input(f"{prompt} ").strip()
        finally:
            self._readline.set_startup_hook()


def choose(person: Person, prompt: str, choices: Mapping[str, str]) -> str:
    """Ask for one of some letters until one is given; words that begin with it will do."""
    listed = " · ".join(f"{letter} {meaning}" for letter, meaning in choices.items())
    while True:
        given = person.ask(f"{prompt} ({listed})").casefold()[:1]
        if given in choices:
            return given
        person.say(f"Type one of: {', '.join(choices)}")


def plain(text: str) -> str:
    """Put a text on one line and replace what a terminal would obey by a visible sign."""
    return _OBEYED.sub("\ufffd", " ".join(text.split()))


def clipped(text: str, around: str = "") -> str:
    """Put a text on one line, cut around the words that matter."""
    line, wanted = plain(text), plain(around)
    at = max(line.casefold().find(wanted.casefold()), 0) if wanted else 0
    first = max(0, min(at - LONGEST // 3, len(line) - LONGEST))
    cut = line[first : first + LONGEST]
    return f"{'… ' if first else ''}{cut.strip()}{' …' if first + LONGEST < len(line) else ''}"

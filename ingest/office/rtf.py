r"""The words of a rich text (RTF) document: what belongs to which group, in which code page, and what is not seen.

A group's state ends with the group, so the reader keeps a stack of them. What no reader of the page sees (fonts,
pictures, the instructions of fields) stands in groups of known or starred names.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ingest.office.rtfpage import AROUND, BEHIND, Page, Paragraph
from ingest.office.rtftokens import tokens
from ingest.office.rtfwords import CHARACTERS, CODE_PAGES, LABELS, STAMP, STARRED, SYMBOLS, UNSEEN
from rag.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.office.rtftokens import Token

DEEPEST_NESTING = 1_000
MOST_TOKENS = 8_000_000


@dataclass(frozen=True, slots=True)
class State:
    """Hold what ends with a group."""

    destination: str = ""
    """Where its text goes: a note, a header, the file's title; empty for the body."""
    skipped: bool = False
    starred: bool = False
    hidden: bool = False
    deleted: bool = False
    encoding: str = "cp1252"
    stand_ins: int = 1
    """Characters behind a Unicode one that stand for it where a program does not know it."""


@dataclass
class RtfReader:
    """Read a document's tokens once."""

    page: Page = field(default_factory=Page)
    info: dict[str, str] = field(default_factory=dict)
    """What the file says of itself: title, author, creatim, revtim."""
    _state: State = field(default_factory=State)
    _stack: list[tuple[State, Paragraph]] = field(default_factory=list)
    _fonts: dict[int, str] = field(default_factory=dict)
    _font: int = 0
    _code_page: str = "cp1252"
    _pending: bytearray = field(default_factory=bytearray)
    _pass_over: int = 0
    _opened: bool = False
    """A group has just begun: its first word says what it is."""

    def read(self, data: bytes) -> None:
        """Read a whole document.

        Raises:
            LoadError: its groups are nested too deeply, or it is too long.
        """
        for count, token in enumerate(tokens(data)):
            if count > MOST_TOKENS:
                raise LoadError(f"is too long: it has more than {MOST_TOKENS:,} words of control and text; split it")
            if token.kind == "bytes":
                self._take(token.data)
            else:
                self._flush()
                self._dispatch(token)
        self._flush()
        while self._stack:  # cut short: what was open ends here
            self._close()
        self.page.end()

    def _dispatch(self, token: Token) -> None:
        opened, self._opened = self._opened, False
        self._pass_over = 0
        if token.kind == "open":
            self._open()
        elif token.kind == "close":
            self._close()
        elif token.kind == "symbol":
            self._symbol(token.text, opened)
        elif not (opened and self._names_group(token.text)):
            self._word(token.text, token.number)

    def _open(self) -> None:
        if len(self._stack) >= DEEPEST_NESTING:
            raise LoadError(f"is nested too deeply: its groups go below {DEEPEST_NESTING:,} levels")
        self._stack.append((self._state, self.page.paragraph))
        if self._state.destination == "stylesheet":
            self._enter("style")
        self._state = replace(self._state, starred=False)
        self._opened = True

    def _close(self) -> None:
        if not self._stack:
            return
        ended = self._state
        self._state, around = self._stack.pop()
        if ended.destination != self._state.destination:
            self._end(ended)
            inside, self.page.paragraph = self.page.paragraph, around
            if ended.destination in LABELS:
                self.page.label(inside.text)

    def _end(self, ended: State) -> None:
        """Put what a note, a style or the file's data said where it belongs."""
        done = self.page.paragraph
        if ended.skipped:
            return
        if ended.destination in BEHIND or ended.destination in AROUND:
            self.page.end_paragraph(ended.destination)
        elif ended.destination.startswith("info "):
            self.info[ended.destination[5:]] = done.text
        elif ended.destination == "style":
            self.page.style_names[done.style] = done.text.rstrip(";").lower()
            self.page.style_levels[done.style] = done.level

    def _names_group(self, word: str) -> bool:
        """Take the word that says what a group is; False where it is a word like any other."""
        if word in UNSEEN or (self._state.starred and word not in STARRED):
            self._state = replace(self._state, skipped=True, destination=word)
        elif word in ("info", "stylesheet", "fonttbl"):
            self._enter(word)
        elif self._state.destination == "info" and word in ("title", "author", "creatim", "revtim"):
            self._enter(f"info {word}")
        elif word in BEHIND or word in AROUND or word in LABELS:
            self._enter(word)
        else:
            return False
        return True

    def _enter(self, destination: str) -> None:
        self._state = replace(self._state, destination=destination, hidden=False)
        self.page.paragraph = Paragraph()

    def _symbol(self, symbol: str, opened: bool) -> None:
        if symbol == "*":
            self._state = replace(self._state, starred=True)
            self._opened = opened
        elif symbol in "\r\n":
            self._end_paragraph(None)
        else:
            self._text(SYMBOLS.get(symbol, ""))

    def _word(self, word: str, number: int | None) -> None:
        if word in CHARACTERS:
            self._text(CHARACTERS[word])
        elif word in STAMP and self._state.destination.startswith("info "):
            self._text(STAMP[word].format(number or 0))
        elif word in ACTIONS:
            ACTIONS[word](self, number)

    def _take(self, data: bytes) -> None:
        self._opened = False
        passed = min(self._pass_over, len(data))
        self._pass_over -= passed
        if not self._state.skipped:
            self._pending += data[passed:]

    def _flush(self) -> None:
        """Decode the bytes that have come: a character of two bytes may come in two pieces."""
        if self._pending:
            self._text(self._pending.decode(self._state.encoding, "replace"))
            self._pending.clear()

    def _text(self, text: str) -> None:
        state = self._state
        if not (state.skipped or state.hidden or state.deleted):
            self.page.paragraph.parts.append(text)

    def _unicode(self, number: int | None) -> None:
        self._text(chr((number or 0) % 0x10000))
        self._pass_over = self._state.stand_ins

    def _end_paragraph(self, _: int | None) -> None:
        if not self._state.skipped:
            self.page.end_paragraph(self._state.destination)

    def _end_cell(self, _: int | None) -> None:
        if not self._state.skipped and not self._state.destination:
            self.page.end_cell()

    def _end_row(self, _: int | None) -> None:
        if not self._state.skipped and not self._state.destination:
            self.page.end_row()

    def _begin_row(self, _: int | None) -> None:
        self.page.row_is_marked = False

    def _mark_row(self, _: int | None) -> None:
        self.page.row_is_marked = True

    def _reset(self, _: int | None) -> None:
        self.page.reset()

    def _in_table(self, _: int | None) -> None:
        self.page.paragraph.in_table = True

    def _style(self, number: int | None) -> None:
        self.page.paragraph.style = number or 0

    def _item(self, number: int | None) -> None:
        self.page.paragraph.is_item = bool(number)

    def _level(self, number: int | None) -> None:
        self.page.paragraph.level = number + 1 if number is not None and 0 <= number < 9 else 0

    def _plain(self, _: int | None) -> None:
        self._state = replace(self._state, hidden=False)

    def _hidden(self, number: int | None) -> None:
        self._state = replace(self._state, hidden=number != 0)

    def _deleted(self, number: int | None) -> None:
        self._state = replace(self._state, deleted=number != 0)

    def _stand_ins(self, number: int | None) -> None:
        self._state = replace(self._state, stand_ins=min(10, max(0, number or 0)))

    def _set_font(self, number: int | None) -> None:
        self._font = number or 0
        if self._state.destination != "fonttbl":
            self._state = replace(self._state, encoding=self._fonts.get(self._font, self._code_page))

    def _set_character_set(self, number: int | None) -> None:
        if self._state.destination == "fonttbl" and number in CODE_PAGES:
            self._fonts[self._font] = CODE_PAGES[number]

    def _set_code_page(self, number: int | None) -> None:
        try:
            self._code_page = codecs.lookup(f"cp{number}").name
        except LookupError:
            self._code_page = "cp1252"
        self._state = replace(self._state, encoding=self._code_page)


ACTIONS: dict[str, Callable[[RtfReader, int | None], None]] = {
    "u": RtfReader._unicode,
    "uc": RtfReader._stand_ins,
    "par": RtfReader._end_paragraph,
    "sect": RtfReader._end_paragraph,
    "page": RtfReader._end_paragraph,
    "pard": RtfReader._reset,
    "plain": RtfReader._plain,
    "v": RtfReader._hidden,
    "deleted": RtfReader._deleted,
    "s": RtfReader._style,
    "ls": RtfReader._item,
    "outlinelevel": RtfReader._level,
    "intbl": RtfReader._in_table,
    "trowd": RtfReader._begin_row,
    "trhdr": RtfReader._mark_row,
    "cell": RtfReader._end_cell,
    "row": RtfReader._end_row,
    "f": RtfReader._set_font,
    "fcharset": RtfReader._set_character_set,
    "ansicpg": RtfReader._set_code_page,
}
"""What each control word does; the others say how the page looks."""

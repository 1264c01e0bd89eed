"""An outline as Markdown; whatever comes from documents, questions or models is text there and never markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ui.exports.outline import Cited, Line, Outline, Part

_MARKUP = re.compile(
    r"[\\`*_{}\[\]<>#|~!$]|^[-+=](?=\s|$|[-+=])|(?<=:)(?=//)|(?<=www)(?=\.)|@|^\d+(?=[.)])", re.IGNORECASE
)


def markdown(outlined: Outline) -> str:
    """Write a conversation as Markdown (CommonMark)."""
    lines = [f"# {plain(outlined.title)}", "", f"{plain(outlined.dates)}, written by Citeback"]
    for part in outlined.parts:
        lines += ["", *_part(part)]
    return "\n".join(lines) + "\n"


def plain(text: str) -> str:
    """Escape what Markdown would read as markup, as HTML, as a link or as an address."""
    return _MARKUP.sub(_escaped, text.replace("&", "&amp;"))


def _escaped(found: re.Match[str]) -> str:
    sign = found[0]
    return f"{sign}\\" if not sign or sign.isdigit() else f"\\{sign}"


def _part(part: Part) -> Iterator[str]:
    yield f"## {plain(part.question)}"
    yield ""
    yield f"*{plain(part.asked)}*"
    for note in part.notes:
        yield ""
        yield f"*{plain(note)}*"
    if part.short:
        yield ""
        yield f"**{plain(part.short)}**"
    yield ""
    if part.kind == "list":
        yield from (f"- {_line(line)}" for line in part.lines)
    else:
        yield " ".join(_line(line) for line in part.lines)
    yield from _others(part)
    if part.verdict:
        yield ""
        yield f"*{plain(part.verdict)}*"
    yield from _list("Sources", part.sources)
    yield from _list("What came nearest", part.nearest)


def _line(line: Line) -> str:
    text = f"~~{plain(line.text)}~~" if line.struck else plain(line.text)
    marks = "".join(f" \\[{number}\\]" for number in line.numbers)
    return text + marks + (f" *({plain(line.doubt)})*" if line.doubt else "")


def _others(part: Part) -> Iterator[str]:
    if part.difference:
        yield ""
        yield plain(part.difference)
    if part.others:
        yield ""
        yield "The documents differ; others say:"
        yield ""
        yield from (f"- {_line(line)}" for line in part.others)


def _list(name: str, sources: tuple[Cited, ...]) -> Iterator[str]:
    if not sources:
        return
    yield ""
    yield f"### {name}"
    for cited in sources:
        number = f"\\[{cited.number}\\] " if cited.number else ""
        yield ""
        yield f"{number}**{plain(cited.label)}**" + (f" *({plain(cited.note)})*" if cited.note else "")
        yield ""
        yield from (f"> {plain(line)}  " for line in cited.quote.split("\n"))
        yield ""
        yield f"`{cited.link}`"

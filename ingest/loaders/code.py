"""Source code -> blocks: a definition with its comment, its docstring and its body; whitespace is kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.block import Block, Loaded
from ingest.decode import decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MOST_LINES = 60
"""Lines from which a block (a class, a long list of settings) is read as the parts inside it."""
DEEPEST_SPLIT = 6
CLOSER = re.compile(r"\s*([}\])]|end\b|else\b|elif\b|except\b|finally\b|catch\b|fi\b|done\b|esac\b|EOF\b|</)")
"""Begins a line that belongs to what stands before it, whatever its indentation."""
DEFINITION = re.compile(
    r"\s*((export|default|declare|public|private|protected|internal|static|final|abstract|async|inline|extern|virtual|"
    r"override|open|sealed|partial|unsafe|pub(\([\w:]{1,20}\))?) ){0,6}"
    r"(def|class|function|func|fun|fn|struct|enum|union|trait|impl|interface|module|namespace|mod|object|record|"
    r"create|alter|insert|select|delete|drop|grant|message|service|sub|resource)\b"
    r"|\s*\[{1,2}[\w.\"' :-]{1,80}\]{1,2}\s*$",
    re.IGNORECASE,
)
"""Begins a definition in most languages, a statement of SQL, or a section of an INI or TOML file."""
LEAD_IN = re.compile(r"\s*(#(?!!)|//|/\*|\*|--|;|@|\"\"\"|'''|\[\w|%)")
"""Begins a line that may belong to the definition below it: a comment, a decorator, an attribute."""
FENCES = ('"""', "'''", "`")
"""Open a text of several lines, whose lines begin nothing."""
FENCED = {"py": FENCES[:2], "pyi": FENCES[:2], "toml": FENCES[:2], "js": FENCES[2:], "ts": FENCES[2:], "go": FENCES[2:]}
LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")


def load(path: Path) -> Loaded:
    """Read a source file block by block; its title is its name.

    Raises:
        LoadError: it is not text.
    """
    lines = [line.rstrip() for line in LINE_ENDS.sub("\n", decode(path.read_bytes()).lstrip("\ufeff")).split("\n")]
    inside = _inside(lines, FENCED.get(path.suffix.lower()[1:], ()))
    blocks = [Block("\n".join(part), "code") for part in _parts(lines, inside, 0, 0)]
    return Loaded(blocks, path.name)


def _parts(lines: Sequence[str], inside: Sequence[bool], indent: int, level: int) -> Iterator[list[str]]:
    """Cut at what begins at an indentation; a part too long is cut again at the next indentation inside it."""
    starts = _starts(lines, inside, indent)
    for first, last in zip([0, *starts], [*starts, len(lines)], strict=True):
        part, part_inside = lines[first:last], inside[first:last]
        deeper = min((at for line in part if (at := _indent(line)) > indent), default=None)
        if len(part) <= MOST_LINES or level >= DEEPEST_SPLIT:
            yield from _trimmed(part)
        elif deeper is not None:
            yield from _parts(part, part_inside, deeper, level + 1)
        else:
            yield from _trimmed(part)


def _trimmed(part: Sequence[str]) -> Iterator[list[str]]:
    """Give a part without the blank lines around it; nothing where it has no others."""
    full = [index for index, line in enumerate(part) if line]
    if full:
        yield list(part[full[0] : full[-1] + 1])


def _starts(lines: Sequence[str], inside: Sequence[bool], indent: int) -> list[int]:
    """Find the lines that begin a block: after a blank line or an end, and definitions with what leads in to them."""
    starts = set()
    for index in range(1, len(lines)):
        line, before = lines[index], lines[index - 1]
        if inside[index] or not line or _indent(line) != indent or CLOSER.match(line):
            continue
        ended = _indent(before) == indent and CLOSER.match(before) is not None
        if not before or ended:
            starts.add(index)
        elif DEFINITION.match(line):
            starts.add(_with_lead_in(lines, index))
    return sorted(starts - {0})


def _with_lead_in(lines: Sequence[str], index: int) -> int:
    """Go up from a definition over the comments and decorators right above it."""
    while index > 0 and LEAD_IN.match(lines[index - 1]) and not CLOSER.match(lines[index - 1]):
        index -= 1
    return index


def _inside(lines: Sequence[str], fences: Sequence[str]) -> list[bool]:
    """Tell which lines begin inside a comment or a text that an earlier line opened."""
    inside: list[bool] = []
    open_fence = ""
    for line in lines:
        inside.append(bool(open_fence))
        for fence in (open_fence,) if open_fence else fences:
            if line.count(fence) % 2:
                open_fence = "" if open_fence else fence
                break
    return inside


def _indent(line: str) -> int:
    """Count the columns before a line's text; 0 for an empty one, a tab as four."""
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())

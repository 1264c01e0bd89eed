"""An outline as one HTML file: nothing is loaded, nothing runs, and whatever it quotes is text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.escaping import escape
from ui.exports.scripts import runs_right_to_left

if TYPE_CHECKING:
    from ui.exports.outline import Cited, Line, Outline, Part

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
:root { color-scheme: light dark; --ink: #1c1f24; --paper: #ffffff; --soft: #5a6270; --line: #d5d9e0; --tint: #f4f6f9;
  --doubt: #8a4b00; --accent: #1d4ed8 }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaee; --paper: #15181d; --soft: #a2abb9; --line: #363c47;
  --tint: #1e2229; --doubt: #f2b266; --accent: #9ab8ff } }
body { font: 1rem/1.6 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 46rem;
  margin: 0 auto; padding: 2rem 1rem 4rem; overflow-wrap: anywhere }
h1 { font-size: 1.6rem; line-height: 1.25 } h2 { font-size: 1.2rem; margin: 0 } h3 { font-size: 1rem }
section { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: 1.5rem }
.note, .dates, .tally, .place { color: var(--soft); font-size: .9rem; margin: .25rem 0 }
.short { font-size: 1.2rem; font-weight: 600; margin: 1rem 0 0 }
.doubt { color: var(--doubt); font-size: .9rem }
a { color: var(--accent); text-decoration: none } a:hover, a:focus { text-decoration: underline }
ol, ul.near { list-style: none; padding: 0 }
li.cited { background: var(--tint); border-radius: .5rem; padding: .75rem 1rem; margin: .5rem 0 }
li.cited:target { outline: 2px solid var(--accent) }
blockquote { margin: .5rem 0; white-space: pre-line } code { font-size: .8rem; color: var(--soft) }
@media print { :root { color-scheme: light; --ink: #000; --paper: #fff; --soft: #444; --line: #999; --tint: #fff;
  --doubt: #444; --accent: #000 } body { max-width: none; padding: 0 } li.cited { border: 1px solid var(--line);
  break-inside: avoid } h2 { break-after: avoid } }
"""


def page(outlined: Outline) -> str:
    """Write a conversation as HTML."""
    parts = "".join(_part(part, number) for number, part in enumerate(outlined.parts, start=1))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{escape(outlined.title)}</title><style>{_STYLE}</style></head><body><main>"
        f'<h1 dir="auto">{escape(outlined.title)}</h1>'
        f'<p class="dates">{escape(outlined.dates)}, written by Citeback</p>{parts}</main></body></html>\n'
    )


def _part(part: Part, turn: int) -> str:
    notes = "".join(f'<p class="note" dir="auto">{escape(note)}</p>' for note in (part.asked, *part.notes))
    short = f'<p class="short" dir="auto">{escape(part.short)}</p>' if part.short else ""
    difference = f'<p dir="auto">{escape(part.difference)}</p>' if part.difference else ""
    tally = f'<p class="tally">{escape(part.verdict)}</p>' if part.verdict else ""
    return (
        f'<section><h2 dir="auto">{escape(part.question)}</h2>{notes}{short}{_said(part, turn)}{difference}'
        f"{_others(part, turn)}{tally}{_sources(part, turn)}{_nearest(part)}</section>"
    )


def _said(part: Part, turn: int) -> str:
    lines = [_line(line, turn) for line in part.lines]
    side = "rtl" if runs_right_to_left(part.lines[0].text if part.lines else "") else "ltr"
    if part.kind == "list":
        return f'<ul dir="{side}">' + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"
    return f'<p dir="{side}">{" ".join(lines)}</p>'


def _line(line: Line, turn: int) -> str:
    text = f"<bdi>{escape(line.text)}</bdi>"
    marks = "".join(f' <a href="#s{turn}-{number}">[{number}]</a>' for number in line.numbers)
    doubt = f' <span class="doubt">({escape(line.doubt)})</span>' if line.doubt else ""
    return (f"<s>{text}</s>" if line.struck else text) + marks + doubt


def _others(part: Part, turn: int) -> str:
    items = "".join(f"<li>{_line(line, turn)}</li>" for line in part.others)
    return f"<p>The documents differ; others say:</p><ul>{items}</ul>" if items else ""


def _sources(part: Part, turn: int) -> str:
    items, named = "", set[int]()
    for cited in part.sources:
        name = "" if cited.number in named else f' id="s{turn}-{cited.number}"'
        named.add(cited.number)
        items += f'<li class="cited"{name}>[{cited.number}] {_cited(cited)}</li>'
    return f"<h3>Sources</h3><ol>{items}</ol>" if items else ""


def _nearest(part: Part) -> str:
    items = "".join(f'<li class="cited">{_cited(cited)}</li>' for cited in part.nearest)
    return f'<h3>What came nearest</h3><ul class="near">{items}</ul>' if items else ""


def _cited(cited: Cited) -> str:
    where = ", ".join(part for part in (cited.place, cited.date) if part)
    note = f' <span class="doubt">({escape(cited.note)})</span>' if cited.note else ""
    return (
        f'<strong><bdi>{escape(cited.title)}</bdi></strong> <span class="place">{escape(where)}</span>{note}'
        f'<blockquote dir="auto">{escape(cited.quote)}</blockquote><code>{escape(cited.link)}</code>'
    )

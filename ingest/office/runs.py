"""A paragraph of a Word document -> the text that its reader sees, tracked changes accepted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.office.folding import fold
from ingest.office.markup import attribute, child, children, local
from ingest.office.wordstyles import is_on

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from ingest.office.wordstyles import Style

UNSEEN = frozenset(
    "del moveFrom pPr rPr sectPr instrText delText delInstrText fldData commentReference annotationRef rt "
    "proofErr bookmarkStart bookmarkEnd sdtPr sdtEndPr oMathParaPr ctrlPr binData footnotePr endnotePr Fallback".split()
)
"""Elements without text for a reader; what was deleted among them, and the second way to draw a shape."""
SPACES = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


@dataclass
class Runs:
    """Hold a paragraph's text, and what hangs on it: notes, text boxes."""

    text: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Part ("footnotes", "endnotes") and id of each note, in order."""
    boxes: list[_Element] = field(default_factory=list)
    """The content of text boxes anchored in the paragraph, in order."""

    @property
    def folded(self) -> str:
        """Give the text with its whitespace folded."""
        return fold(self.text)


def read_runs(paragraph: _Element, styles: Mapping[str, Style]) -> Runs:
    """Read a paragraph's runs in order, links and fields by the text that they show."""
    runs = Runs()
    _collect(paragraph, styles, runs)
    return runs


def is_deleted_mark(paragraph: _Element) -> bool:
    """Tell a paragraph whose end was deleted: accepted, it runs on into the next one."""
    mark = child(paragraph, "pPr", "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None


def _collect(element: _Element, styles: Mapping[str, Style], runs: Runs) -> None:
    for one in element:
        name = local(one)
        if name == "t":
            runs.text.append(one.text or "")
        elif name in SPACES:
            runs.text.append(SPACES[name])
        elif name in NOTES:
            runs.notes.append((NOTES[name], attribute(one, "id")))
        elif name in ("txbxContent", "textbox"):
            runs.boxes += [one] if name == "txbxContent" else children(one, "txbxContent")
        elif name == "AlternateContent":
            fallback = child(one, "Fallback")
            _collect(one if fallback is None or child(one, "Choice") is not None else fallback, styles, runs)
        elif name not in UNSEEN and not (name == "r" and _is_hidden(one, styles)):
            _collect(one, styles, runs)


def _is_hidden(run: _Element, styles: Mapping[str, Style]) -> bool:
    properties = child(run, "rPr")
    if properties is None:
        return False
    own = child(properties, "vanish")
    if own is not None:
        return is_on(own)
    style = styles.get(attribute(child(properties, "rStyle"), "val"))
    return style is not None and style.hidden

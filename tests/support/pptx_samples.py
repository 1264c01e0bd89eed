"""Presentations as people make them, by python-pptx."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pptx
from pptx.enum.text import PP_ALIGN
from pptx.util import Inches

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from pptx.presentation import Presentation
    from pptx.slide import Slide

TITLE, CONTENT, TWO, BLANK = 0, 1, 3, 6


def new(title: str = "", modified: datetime = datetime(2024, 5, 6)) -> Presentation:
    presentation = pptx.Presentation()
    presentation.core_properties.title = title
    presentation.core_properties.modified = modified
    return presentation


def add(presentation: Presentation, layout: int, title: str = "", *bodies: str) -> Slide:
    slide = presentation.slides.add_slide(presentation.slide_layouts[layout])
    if title:
        slide.shapes.title.text = title
    for body, place in zip(bodies, list(slide.placeholders)[1:], strict=False):
        place.text = body
    return slide


def write(slide: Slide, text: str, left: float, top: float, width: float = 3, height: float = 1) -> None:
    box = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height))
    box.text_frame.text = text


def fill(slide: Slide, rows: Sequence[Sequence[str]], top: float = 2) -> object:
    table = slide.shapes.add_table(len(rows), len(rows[0]), Inches(1), Inches(top), Inches(6), Inches(1)).table
    for y, values in enumerate(rows):
        for x, value in enumerate(values):
            table.cell(y, x).text = value
    return table


def review(path: Path) -> None:
    """Title slide, bullets at two levels, speaker's notes."""
    presentation = new("Harbour review", datetime(2024, 3, 1))
    add(presentation, TITLE, "Harbour review 2023", "Port of Arn, annual meeting")
    slide = add(presentation, CONTENT, "What we did", "Dredged the north basin\nNew lights on the mole")
    nested = slide.placeholders[1].text_frame.add_paragraph()
    nested.text, nested.level = "eleven lamps", 1
    slide.notes_slide.notes_text_frame.text = "Thank the divers.\nMention the storm of 12 March."
    add(presentation, CONTENT, "Next year", "Repair the slipway")
    presentation.save(str(path))


def columns(path: Path) -> None:
    """Two columns of boxes of unlike height, drawn in no order; a row of boxes below them."""
    presentation = new()
    slide = add(presentation, BLANK)
    write(slide, "Right column, second", 5, 2.7)
    write(slide, "Left column, second", 1, 3.4)
    write(slide, "Right column, first", 5, 1)
    write(slide, "Left column, first", 1, 1, height=2)
    write(slide, "Foot, right", 6, 6)
    write(slide, "Foot, left", 1, 6)
    add(presentation, TWO, "Two halves", "Left half", "Right half")
    presentation.save(str(path))


def figures(path: Path) -> None:
    """A table with names, one without, merged cells."""
    presentation = new("Figures")
    slide = add(presentation, 5, "Ships a year")
    fill(slide, [("Year", "Ships"), ("1870", "412"), ("1890", "1,205")])
    slide = add(presentation, 5, "Berths")
    table = fill(slide, [("Quay", "Berth", "Metres"), ("North", "N1", "40"), ("", "N2", "35")])
    table.cell(1, 0).merge(table.cell(2, 0))  # type: ignore[attr-defined]
    slide = add(presentation, 5, "Office")
    pairs = fill(slide, [("Phone", "112"), ("Room", "4")])
    pairs.first_row = False  # type: ignore[attr-defined]
    presentation.save(str(path))


def groups(path: Path) -> None:
    """Grouped shapes stay together; a hidden slide; a slide without text between two others; shapes with bullets."""
    presentation = new("Groups")
    slide = add(presentation, 5, "Cranes")
    group = slide.shapes.add_group_shape()
    for text, left, top in (("lower left", 1, 3), ("upper left", 1, 2)):
        box = group.shapes.add_textbox(Inches(left), Inches(top), Inches(2), Inches(0.5))
        box.text_frame.text = text
    write(slide, "upper right", 5, 2)
    write(slide, "below all", 1, 5)
    add(presentation, BLANK)
    hidden = add(presentation, CONTENT, "Draft", "not shown")
    hidden._element.set("show", "0")
    slide = add(presentation, BLANK)
    write(slide, "A slide without a title", 1, 1)
    presentation.save(str(path))


def words(path: Path) -> None:
    """Line breaks, runs in pieces, links, a footer, other scripts."""
    presentation = new("Wörter", datetime(2022, 2, 2))
    slide = add(presentation, CONTENT, "Line\vbreak in a title", "")
    paragraph = slide.placeholders[1].text_frame.paragraphs[0]
    for text in ("The ", "rope", " holds 4\u00a0t."):
        paragraph.add_run().text = text
    paragraph.runs[1].hyperlink.address = "https://example.invalid/rope"
    paragraph.alignment = PP_ALIGN.CENTER
    slide.placeholders[1].text_frame.add_paragraph().text = "Das Tau hält."
    slide = add(presentation, CONTENT, "канаты 和绳索", "Швартовы\n系泊缆")
    layout = presentation.slide_layouts[CONTENT]
    footer = next(
        place for place in layout.placeholders if place.placeholder_format.type is not None and "Footer" in place.name
    )
    slide.shapes.clone_placeholder(footer)
    slide.placeholders[11].text = "Port of Arn"
    presentation.save(str(path))


SAMPLES: dict[str, Callable[[Path], None]] = {
    f"{build.__name__}.pptx": build for build in (review, columns, figures, groups, words)
}

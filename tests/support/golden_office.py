"""Office documents and a book, each with the paragraphs that its reader counts."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import odt_samples as odt
import openpyxl
import pptx
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx_samples import add_notes
from epub_samples import Book
from golden import Golden
from openpyxl.styles import Font
from pptx.util import Inches

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def thesis() -> Golden:
    """A chapter in Word: fonts, a footnote, a table with a bold head, a caption, a list in a list, a page break."""
    document = docx.Document()
    document.add_heading("Salt and the northern fisheries", 0)
    document.add_heading("2 Sources", 1)
    add_notes(document, "footnotes", ["State Archive, box 14."])
    paragraph = document.add_paragraph("The customs rolls of Arn")
    paragraph.add_run(" (1702–1740)").italic = True
    note = f'<w:r {W}><w:footnoteReference w:id="1"/></w:r>'
    paragraph._p.append(parse_xml(note))
    paragraph.add_run(" name every ship that brought salt.").font.name = "Garamond"
    document.add_paragraph("Three things are missing in them:")
    document.add_paragraph("ships that came by night", style="List Bullet")
    document.add_paragraph("above all those from Holm", style="List Bullet 2")
    document.add_paragraph("salt for the king’s own table", style="List Bullet")
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_heading("2.1 What the rolls say", 2)
    document.add_paragraph("Table 1: Barrels of salt", style="Caption")
    table = document.add_table(rows=3, cols=3)
    cells = [("Year", "Barrels", "From"), ("1702", "310", "Lüneburg"), ("1703", "", "Setúbal")]
    for row, values in zip(table.rows, cells, strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    document.add_paragraph("The second year has no number, since the roll is burnt.")
    golden = Golden("thesis.docx", _saved(document.save))
    golden.under("2 Sources")
    golden.says(
        "The customs rolls of Arn (1702–1740) name every ship that brought salt.",
        "State Archive, box 14.",
        "Three things are missing in them:",
    )
    golden.says("ships that came by night", "above all those from Holm", "salt for the king’s own table", kind="item")
    golden.under("2 Sources", "2.1 What the rolls say")
    golden.says("Table 1: Barrels of salt")
    golden.says("Year: 1702; Barrels: 310; From: Lüneburg", "Year: 1703; From: Setúbal", kind="row")
    golden.says("The second year has no number, since the roll is burnt.")
    return golden


def letter() -> Golden:
    """A letter in Word without any style: address lines by line breaks, bold in place of headings."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Pilots of Arn · Quay 1 · 4400 Arn"
    document.sections[0].footer.paragraphs[0].text = "Bank 1234 · Reg. 998 877"
    document.add_paragraph("Holm Ferries A/S\nQuay 3\n4410 Holm")
    document.add_paragraph("Arn, 6 May 2024")
    document.add_paragraph("Dear Ms Lund,")
    document.add_paragraph("")
    document.add_paragraph("thank you for your question about the pilot’s fee. From June on it is 4,150 kr a voyage.")
    document.add_paragraph("Yours sincerely,\nIda Aune")
    golden = Golden("letter.docx", _saved(document.save))
    golden.says(
        "Holm Ferries A/S Quay 3 4410 Holm",
        "Arn, 6 May 2024",
        "Dear Ms Lund,",
        "thank you for your question about the pilot’s fee. From June on it is 4,150 kr a voyage.",
        "Yours sincerely, Ida Aune",
    )
    return golden


def budget() -> Golden:
    """A workbook: formulas with their values gone, dates, percent, a sheet of notes, an empty sheet."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Budget 2024"
    rows = [
        ("Post", "Planned", "Share", "Decided on"),
        ("Dredging", 120000, 0.5, date(2023, 3, 14)),
        ("Lamps", 36000, 0.15, date(2023, 4, 11)),
    ]
    for values in rows:
        sheet.append(values)
    for cell in sheet[1]:
        cell.font = Font(bold=True, name="Arial", size=12)
    for row in (2, 3):
        sheet.cell(row, 2).number_format = '#,##0 "kr"'
        sheet.cell(row, 3).number_format = "0%"
        sheet.cell(row, 4).number_format = "yyyy-mm-dd"
    notes = workbook.create_sheet("Notes")
    notes["A1"] = "All sums are without tax."
    notes["A3"] = "The board decides on changes above 10,000 kr."
    workbook.create_sheet("Empty")
    golden = Golden("budget.xlsx", _saved(workbook.save))
    golden.under("Budget 2024")
    golden.says(
        "Post: Dredging; Planned: 120,000 kr; Share: 50%; Decided on: 2023-03-14",
        "Post: Lamps; Planned: 36,000 kr; Share: 15%; Decided on: 2023-04-11",
        kind="row",
        rows=(2, 3),
    )
    golden.under("Notes")
    golden.says("All sums are without tax.", "The board decides on changes above 10,000 kr.", rows=(1, 3))
    return golden


def pitch() -> Golden:
    """A presentation: a title slide, a list with levels, a table, two text boxes side by side, notes."""
    deck = pptx.Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[0])
    first.shapes.title.text, first.placeholders[1].text = "A ferry for Holm", "Harbour board, 14 March 2023"
    second = deck.slides.add_slide(deck.slide_layouts[1])
    second.shapes.title.text = "Why now"
    frame = second.placeholders[1].text_frame
    frame.text = "The old ferry is forty years old"
    for text, level in (("its engine is from 1983", 1), ("Holm grows by 3% a year", 0)):
        paragraph = frame.add_paragraph()
        paragraph.text, paragraph.level = text, level
    second.notes_slide.notes_text_frame.text = "Show the photograph of the engine."
    third = deck.slides.add_slide(deck.slide_layouts[5])
    third.shapes.title.text = "Two offers"
    table = third.shapes.add_table(3, 2, Inches(1), Inches(2), Inches(6), Inches(1.5)).table
    for row, values in enumerate((("Yard", "Price"), ("Arn", "41 million"), ("Skag", "38 million"))):
        for column, value in enumerate(values):
            table.cell(row, column).text = value
    for left, text in ((1, "Arn delivers in 2025."), (5, "Skag delivers in 2026.")):
        third.shapes.add_textbox(Inches(left), Inches(5), Inches(3), Inches(1)).text_frame.text = text
    golden = Golden("pitch.pptx", _saved(deck.save), page=1)
    golden.under("A ferry for Holm")
    golden.says("Harbour board, 14 March 2023")
    golden.page = 2
    golden.under("Why now")
    golden.says("The old ferry is forty years old", "its engine is from 1983", "Holm grows by 3% a year", kind="item")
    golden.under("Why now", "Notes")
    golden.says("Show the photograph of the engine.")
    golden.page = 3
    golden.under("Two offers")
    golden.says("Yard: Arn; Price: 41 million", "Yard: Skag; Price: 38 million", kind="row")
    golden.says("Arn delivers in 2025.", "Skag delivers in 2026.")
    return golden


def log_book() -> Golden:
    """An OpenDocument text: a heading inside a list's section, a table, a note, spaces and tabs as elements."""
    body = (
        odt.heading("Log of the Havørn", 1)
        + odt.paragraph("Left Arn at six<text:s text:c='1'/>in the morning; wind SW 5.")
        + odt.paragraph(f"Passed the mole{odt.note('The lamp was out.')} at half past.")
        + odt.heading("Catch", 2)
        + odt.table(odt.row("Fish", "Boxes"), odt.row("cod", "14"), odt.row("haddock", "3"))
        + odt.bullets(odt.paragraph("two nets torn"), odt.paragraph("one buoy lost"))
    )
    with tempfile.TemporaryDirectory() as folder:
        odt.write(Path(folder) / "a.odt", body)
        golden = Golden("log-book.odt", (Path(folder) / "a.odt").read_bytes())
    golden.under("Log of the Havørn")
    golden.says("Left Arn at six in the morning; wind SW 5.", "Passed the mole at half past.", "The lamp was out.")
    golden.under("Log of the Havørn", "Catch")
    golden.says("Fish: cod; Boxes: 14", "Fish: haddock; Boxes: 3", kind="row")
    golden.says("two nets torn", "one buoy lost", kind="item")
    return golden


def notice() -> Golden:
    """A notice in rich text: fonts, colours, letters by code page and by number, a list by bullets, a table."""
    golden = Golden(
        "notice.rtf",
        rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}{\f1\froman "
        rb"Times;}}{\colortbl;\red255\green0\blue0;}"
        rb"\pard\qc\b\fs36 Low water\b0\fs22\par\pard\f1 The quay at \'d8stby is closed from 3 to 9 "
        rb"June\u8212?the basin "
        rb"is {\cf1 dry}.\par\pard Boats must be moved to {\i berth} 7.\par"
        rb"\trowd\cellx2000\cellx4000 \intbl\b Day\cell Depth\b0\cell\row\trowd\cellx2000\cellx4000 \intbl 3 "
        rb"June\cell 0.4 m"
        rb"\cell\row\pard The harbour master\par}",
    )
    golden.says(
        "Low water",
        "The quay at Østby is closed from 3 to 9 June—the basin is dry.",
        "Boats must be moved to berth 7.",
    )
    golden.says("Day: 3 June; Depth: 0.4 m", kind="row")
    golden.says("The harbour master")
    return golden


def novel() -> Golden:
    """A book of two chapters: a title page, verse by line breaks, a scene's break, a note behind its chapter."""
    pages = {
        "title.xhtml": "<h1>The wreck</h1><p>Tilda Brun</p>",
        "one.xhtml": "<h2>The gale</h2><p>It blew for three days, and on the fourth the mast of the brig stood in "
        "the surf.</p><hr/><p>Nobody slept.</p>",
        "two.xhtml": "<h2>The song</h2><blockquote><p>The sea gives nothing,<br/>it only lends.</p></blockquote>"
        "<p>They sang it<sup>*</sup> until the lamp went out.</p>",
    }
    golden = Golden("novel.epub", Book("<dc:title>The wreck</dc:title>", dict(pages)).bytes())
    golden.under("The wreck")
    golden.says("Tilda Brun")
    golden.under("The wreck", "The gale")
    golden.says("It blew for three days, and on the fourth the mast of the brig stood in the surf.", "Nobody slept.")
    golden.under("The wreck", "The song")
    golden.says("The sea gives nothing, it only lends.", kind="quote")
    golden.says("They sang it* until the lamp went out.")
    return golden


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()


FILES = (thesis, letter, budget, pitch, log_book, notice, novel)

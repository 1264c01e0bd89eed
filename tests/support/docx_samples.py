"""Word documents as people write them, made by python-docx and by hand where it has no word for a thing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from docx.document import Document
    from docx.table import Table

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
ENDNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
NUMBERED_HEADINGS = f"""<w:abstractNum {W} w:abstractNumId="77"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>
</w:abstractNum>"""


def new(title: str = "", author: str = "", modified: datetime | None = None) -> Document:
    document = docx.Document()
    said = document.core_properties
    if title:
        said.title = title
    if author:
        said.author = author
    if modified:
        said.modified = modified
    return document


def xml(text: str) -> object:
    return parse_xml(text.replace("<w:p>", f"<w:p {W}>", 1) if text.startswith("<w:p>") else text)


def fill(table: Table, rows: Sequence[Sequence[str]]) -> None:
    for row, values in zip(table.rows, rows, strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value


def add_notes(document: Document, kind: str, notes: Sequence[str]) -> None:
    element = kind[:-1]
    separators = f'<w:{element} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{element}>'
    body = "".join(
        f'<w:{element} w:id="{index}"><w:p><w:r><w:{element}Ref/></w:r><w:r><w:t xml:space="preserve"> {note}</w:t>'
        f"</w:r></w:p></w:{element}>"
        for index, note in enumerate(notes, start=1)
    )
    content = f"<w:{kind} {W}>{separators}{body}</w:{kind}>".encode()
    part = Part(
        PackURI(f"/word/{kind}.xml"), FOOTNOTES if kind == "footnotes" else ENDNOTES, content, document.part.package
    )
    document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, kind.upper()))


def lighthouse(path: Path) -> None:
    """Title, headings, both kinds of list, a quote, a table whose first row is bold, header and footer."""
    document = new("The lighthouse of Arn", "Tilda Brun", datetime(2021, 8, 2, 9, 30))
    document.add_heading("The lighthouse of Arn", 0)
    document.add_paragraph("The lighthouse was built in 1868 on a rock that the sea covers twice a day.")
    document.add_heading("Keepers", 1)
    document.add_paragraph("Three families kept the light:", style="Normal")
    for name in ("Holt", "Brandt"):
        document.add_paragraph(name, style="List Bullet")
    document.add_heading("How the lamp is lit", 2)
    for step in ("Open the valve.", "Wait for the hiss.", "Strike the match."):
        document.add_paragraph(step, style="List Number")
    document.add_paragraph("The sea asks, the lamp answers.", style="Quote")
    document.add_heading("Ships", 1)
    table = document.add_table(rows=3, cols=3, style="Table Grid")
    fill(table, [("Year", "Ships", "Note"), ("1870", "412", ""), ("1890", "1,205", "fog in spring")])
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    document.sections[0].header.paragraphs[0].text = "Coast board"
    document.sections[0].footer.paragraphs[0].text = "Confidential – page 1"
    document.save(str(path))


def contract(path: Path) -> None:
    """Headings numbered by Word, clauses by letters, a table of contents, non-breaking spaces, a page break."""
    document = new(modified=datetime(2024, 1, 15))
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(NUMBERED_HEADINGS))
    numbering.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    document.add_paragraph("Lease of the boathouse", style="Title")
    for line in ("1. Rent\t2", "1.1 Amount\t2"):
        paragraph = document.add_paragraph(line)
        paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:pStyle {W} w:val="TOC1"/>'))
    document.styles.element.append(
        parse_xml(f'<w:style {W} w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>')
    )

    def numbered(text: str, level: int, style: str) -> None:
        paragraph = document.add_paragraph(text, style=style)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
        )

    numbered("Rent", 0, "Heading 1")
    numbered("Amount", 1, "Heading 2")
    document.add_paragraph("The rent is 1\u00a0200\u00a0kr a month, due on the first.")
    numbered("in cash, or", 2, "Normal")
    numbered("by transfer.", 2, "Normal")
    document.add_page_break()
    numbered("Notice", 0, "Heading 1")
    numbered("Form", 1, "Heading 2")
    document.add_paragraph("Notice is given in writing, three months before the term ends.")
    document.save(str(path))


def tracked(path: Path) -> None:
    """Insertions, deletions, a paragraph joined to the next, a deleted row, a move, a comment, hidden words."""
    document = new(modified=datetime(2023, 5, 1))
    document.add_heading("Minutes", 1)
    body = document.element.body
    for text in (
        '<w:p><w:r><w:t xml:space="preserve">The board met on </w:t></w:r><w:del w:id="1" w:author="a"><w:r><w:delText>'
        'Monday</w:delText></w:r></w:del><w:ins w:id="2" w:author="a"><w:r><w:t>Tuesday</w:t></w:r></w:ins>'
        "<w:r><w:t>.</w:t></w:r></w:p>",
        '<w:p><w:pPr><w:rPr><w:del w:id="3" w:author="a"/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">It approved '
        "the </w:t></w:r></w:p>",
        "<w:p><w:r><w:t>budget of 4,200 kr.</w:t></w:r></w:p>",
        '<w:p><w:moveFrom w:id="4" w:author="a"><w:r><w:t>The meeting closed at nine.</w:t></w:r></w:moveFrom></w:p>',
        '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>Ms Brandt kept the</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr>'
        '<w:t> secret</w:t></w:r><w:r><w:t xml:space="preserve"> minutes.</w:t></w:r>'
        '<w:commentRangeEnd w:id="0"/></w:p>',
        '<w:p><w:moveTo w:id="5" w:author="a"><w:r><w:t>The meeting closed at nine.</w:t></w:r></w:moveTo></w:p>',
        f"<w:tbl {W}><w:tblPr/><w:tr><w:tc><w:p><w:r><w:t>Vote</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Number"
        "</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>For</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>7"
        '</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:trPr><w:del w:id="6" w:author="a"/></w:trPr><w:tc><w:p><w:r><w:t>'
        "Lost</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>0</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    ):
        body.insert(len(body) - 1, xml(text))
    document.save(str(path))


def notes(path: Path) -> None:
    """Footnotes, an endnote, a note called from a table, a link, a field, a text box drawn in two ways."""
    document = new(modified=datetime(2022, 3, 4))
    document.add_heading("On salt", 1)
    add_notes(document, "footnotes", ["See the tax roll of 1712.", "Weighed wet."])
    add_notes(document, "endnotes", ["Holt, p. 14."])
    body = document.element.body
    for text in (
        '<w:p><w:r><w:t>Salt was taxed</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r><w:r>'
        '<w:t xml:space="preserve"> by the barrel</w:t></w:r><w:r><w:endnoteReference w:id="1"/></w:r>'
        "<w:r><w:t>.</w:t></w:r></w:p>",
        '<w:p><w:r><w:t xml:space="preserve">The roll is </w:t></w:r><w:hyperlink w:anchor="x"><w:r><w:t>online</w:t>'
        '</w:r></w:hyperlink><w:r><w:t xml:space="preserve"> since </w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText>DATE \\@ yyyy</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r>'
        '<w:t>2019</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>.</w:t></w:r></w:p>',
        f"<w:tbl {W}><w:tblPr/><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p><w:r><w:t>Port</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>Barrels</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>Arn</w:t></w:r></w:p></w:tc>"
        '<w:tc><w:p><w:r><w:t>30</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p></w:tc></w:tr></w:tbl>',
        f'<w:p {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsof'
        't.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml">'
        "<w:r><w:t>Beside it stands a "
        'box.</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        "<w:drawing><wps:wsp><wps:txbx><w:txbxContent>"
        "<w:p><w:r><w:t>Salt keeps.</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>Salt keeps.</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
    ):
        body.insert(len(body) - 1, xml(text))
    document.save(str(path))


def tables(path: Path) -> None:
    """Merged cells, a table without names, a frame of one cell, a table inside a cell."""
    document = new(modified=datetime(2020, 2, 29))
    document.add_heading("Timetable", 1)
    table = document.add_table(rows=4, cols=3)
    fill(table, [("Day", "From", "To"), ("Monday", "9", "12"), ("", "14", "17"), ("Sunday", "closed", "")])
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 1).merge(table.cell(3, 2))
    document.add_paragraph("The harbour master:")
    pairs = document.add_table(rows=2, cols=2)
    fill(pairs, [("Name", "Ada Holt"), ("Office", "North quay")])
    frame = document.add_table(rows=1, cols=1)
    frame.cell(0, 0).text = "Dogs are kept on a lead."
    frame.cell(0, 0).add_paragraph("Bicycles are pushed.")
    outer = document.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "Fees"
    inner = outer.cell(0, 1).add_table(1, 2)
    fill(inner, [("boat", "40")])
    document.save(str(path))


def languages(path: Path) -> None:
    """German, Russian, Arabic and Chinese headings and text, soft and hard hyphens, tabs, line breaks."""
    document = new("Hafenordnung", modified=datetime(2019, 6, 30))
    document.add_heading("Hafenordnung", 1)
    document.add_paragraph("Das An\u00adlegen ist\tgebührenpflichtig;\nHunde sind an der Leine zu führen.")
    document.add_heading("Правила", 2)
    document.add_paragraph("Швартовка платная с 1 мая.")
    document.add_heading("القواعد", 2)
    document.add_paragraph("الرسو مدفوع الأجر.")
    document.add_heading("规则", 2)
    document.add_paragraph("停泊需要付费。")
    document.save(str(path))


SAMPLES: dict[str, Callable[[Path], None]] = {
    f"{build.__name__}.docx": build for build in (lighthouse, contract, tracked, notes, tables, languages)
}

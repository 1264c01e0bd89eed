"""OpenDocument texts as LibreOffice writes them, put together by hand: no library writes all of this."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}"'
    for short, long in {
        "office": "office:1.0",
        "style": "style:1.0",
        "text": "text:1.0",
        "table": "table:1.0",
        "draw": "drawing:1.0",
        "meta": "meta:1.0",
        "fo": "xsl-fo-compatible:1.0",
        "svg": "svg-compatible:1.0",
    }.items()
)
NAMESPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
MIMETYPE = "application/vnd.oasis.opendocument.text"
STYLES = '<style:style style:name="Title" style:family="paragraph"/>'


def write(path: Path, body: str, *, meta: str = "", automatic: str = "", masters: str = "") -> None:
    """Pack a text of that body."""
    parts = {
        "content.xml": f"<office:document-content {NAMESPACES}>"
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {NAMESPACES}><office:styles>{STYLES}</office:styles>"
        f"<office:master-styles>{masters}</office:master-styles></office:document-styles>",
        "meta.xml": f"<office:document-meta {NAMESPACES}><office:meta>{meta}</office:meta></office:document-meta>",
        "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIMETYPE, zipfile.ZIP_STORED)
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>\n{text}')


def paragraph(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>' if style else f"<text:p>{text}</text:p>"


def heading(text: str, level: int) -> str:
    return f'<text:h text:outline-level="{level}">{text}</text:h>'


def bullets(*items: str) -> str:
    return "<text:list>" + "".join(f"<text:list-item>{item}</text:list-item>" for item in items) + "</text:list>"


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}>{paragraph(text) if text else ''}</table:table-cell>"


def row(*cells: str) -> str:
    return (
        "<table:table-row>" + "".join(one if one.startswith("<") else cell(one) for one in cells) + "</table:table-row>"
    )


def table(*rows: str) -> str:
    return f'<table:table table:name="T"><table:table-column/>{"".join(rows)}</table:table>'


def note(text: str, kind: str = "footnote") -> str:
    return (
        f'<text:note text:note-class="{kind}"><text:note-citation>1</text:note-citation><text:note-body>'
        f"{paragraph(text)}</text:note-body></text:note>"
    )


def lighthouse(path: Path) -> None:
    """Title, headings, nested lists, a quotation, properties, a header and a footer."""
    body = (
        paragraph("The lighthouse of Arn", "P1")
        + paragraph("The lighthouse was built in 1868<text:s/>on a rock.")
        + heading("Keepers", 1)
        + bullets(paragraph("Holt") + bullets(paragraph("Anders"), paragraph("Mette")), paragraph("Brandt"))
        + heading("What they said", 2)
        + paragraph("The sea asks,<text:line-break/>the lamp answers.", "Quotations")
    )
    write(
        path,
        body,
        meta="<dc:title>The lighthouse of Arn</dc:title><dc:creator>Tilda Brun</dc:creator>"
        "<dc:date>2021-08-02T10:11:12</dc:date>",
        automatic='<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>',
        masters=f'<style:master-page style:name="Standard"><style:header>{paragraph("Coast board")}</style:header>'
        f"<style:footer>{paragraph('Page <text:page-number>1</text:page-number>')}</style:footer></style:master-page>",
    )


def notes(path: Path) -> None:
    """A footnote, an endnote, a link, a text box, a comment, words deleted and hidden, a marked span."""
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        + heading("On salt", 1)
        + paragraph(f"Salt was taxed{note('See the roll of 1712.')} by the barrel{note('Holt, p. 14.', 'endnote')}.")
        + paragraph(
            'The <text:span>roll</text:span> is <text:a xlink:href="http://example.invalid/">online</text:a>.'
            "<office:annotation><dc:creator>Eva</dc:creator><text:p>Is it?</text:p></office:annotation>"
        )
        + paragraph(
            "Beside it stands a box."
            "<draw:frame><draw:text-box><text:p>Salt keeps.</text:p></draw:text-box></draw:frame>"
        )
        + paragraph(
            "Not <text:hidden-text text:string-value='x'>secret</text:hidden-text>hidden.<text:bookmark text:name='b'/>"
        )
    )
    write(path, body, meta="<meta:creation-date>2020-01-02T00:00:00</meta:creation-date>")


def tables(path: Path) -> None:
    """Marked names, names by their look, merged cells, repeated ones, a frame of one cell."""
    body = (
        heading("Timetable", 1)
        + table(
            f"<table:table-header-rows>{row('Day', 'From', 'To')}</table:table-header-rows>",
            row(cell("Monday", 'table:number-rows-spanned="2"'), "9", "12"),
            row("<table:covered-table-cell/>", "14", "17"),
            row("Sunday", cell("closed", 'table:number-columns-spanned="2"'), "<table:covered-table-cell/>"),
        )
        + paragraph("Ships a year:")
        + table(
            row("Year", "Ships"), row("1870", "412"), row("1890", cell("", 'table:number-columns-repeated="900000"'))
        )
        + table(
            row(
                "<table:table-cell>"
                f"{paragraph('Dogs are kept on a lead.')}{paragraph('Bicycles are pushed.')}</table:table-cell>"
            )
        )
    )
    write(path, body)


def report(path: Path) -> None:
    """A table of contents, sections, headings down to the seventh level, empty paragraphs."""
    body = (
        f"<text:table-of-content><text:index-body><text:index-title>{paragraph('Contents')}</text:index-title>"
        f"{paragraph('1 Nets<text:tab/>2')}</text:index-body></text:table-of-content>"
        + f"<text:section>{heading('Nets', 1)}{paragraph('Nets are mended in May.')}</text:section>"
        + paragraph("")
        + heading("Mesh", 7)
        + paragraph("Forty millimetres at least.")
    )
    write(path, body, meta="<dc:title>Untitled</dc:title><dc:date>2023-04-05</dc:date>")


def languages(path: Path) -> None:
    """German, Russian, Arabic, Chinese, with a reading aid; soft hyphens."""
    body = (
        heading("Hafenordnung", 1)
        + paragraph("Das An\u00adlegen ist gebührenpflichtig.")
        + heading("Правила", 2)
        + paragraph("Швартовка платная.")
        + heading("القواعد", 2)
        + paragraph("الرسو مدفوع الأجر.")
        + heading("规则", 2)
        + paragraph(
            "<text:ruby><text:ruby-base>停泊</text:ruby-base>"
            "<text:ruby-text>ting bo</text:ruby-text></text:ruby>需要付费。"
        )
    )
    write(path, body)


SAMPLES: dict[str, Callable[[Path], None]] = {
    f"{build.__name__}.odt": build for build in (lighthouse, notes, tables, report, languages)
}

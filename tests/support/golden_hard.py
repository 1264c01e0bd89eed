"""Files in which formats are used as people use them rather than as they were meant, with the paragraphs of each."""

from __future__ import annotations

import io

import docx
import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from golden import Golden
from openpyxl.styles import Font


def news_page() -> Golden:
    """An article with a summary, a box beside it, a list of terms, a quote with its speaker, related links."""
    golden = Golden(
        "news.html",
        b"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Ferry stays | Sound Daily</title></head><body>"
        b'<header><a href="/">Sound Daily</a></header><main><article><h1>Ferry stays in the north</h1>'
        b'<p class="lead"><strong>The council has kept the ferry to Holm for another ten years.</strong></p>'
        b"<p>After four hours of debate the council of Arn voted by nine to six for the ferry, which sails "
        b"eleven times "
        b"a day and carries 310 cars. A bridge would have cost 1.2&nbsp;billion crowns.</p>"
        b"<blockquote>We are an island, and we like it. <cite>Ida Aune, mayor</cite></blockquote>"
        b"<h2>What was voted on</h2><dl><dt>Ferry</dt><dd>nine votes</dd><dt>Bridge</dt><dd>six votes</dd></dl>"
        b"<p>The old ship is sold in 2027. Its successor runs on batteries, says the yard in Skag, and needs a crew of "
        b"five.</p></article><aside><h3>Related</h3><ul><li><a href=/a>Bridge dreams</a></li><li><a href=/b>Ferry "
        b"history</a></li></ul></aside></main><footer>Imprint</footer></body></html>",
    )
    golden.under("Ferry stays in the north")
    golden.says(
        "The council has kept the ferry to Holm for another ten years.",
        "After four hours of debate the council of Arn voted by nine to six for the ferry, which sails "
        "eleven times a day "
        "and carries 310 cars. A bridge would have cost 1.2 billion crowns.",
    )
    golden.says("We are an island, and we like it. Ida Aune, mayor", kind="quote")
    golden.under("Ferry stays in the north", "What was voted on")
    golden.says("Ferry", "nine votes", "Bridge", "six votes", kind="item")
    golden.says(
        "The old ship is sold in 2027. Its successor runs on batteries, says the yard in Skag, and needs a "
        "crew of five."
    )
    return golden


def form() -> Golden:
    """A form in Word: merged cells, a table in a cell, a link, a line break, a tab, a soft hyphen."""
    document = docx.Document()
    document.add_heading("Damage report", 1)
    table = document.add_table(rows=3, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "To be filled in by the harbour office"
    for row, (name, value) in enumerate((("Ship", "Havørn"), ("Seen on", "3 May 2024\nat low water")), start=1):
        table.cell(row, 0).text, table.cell(row, 1).text = name, value
    document.add_paragraph("The bow\tis dented;\u00a0the pro\u00adpeller is whole.")
    link = parse_xml(f'<w:hyperlink {nsdecls("w")} w:anchor="x"><w:r><w:t>the office</w:t></w:r></w:hyperlink>')
    paragraph = document.add_paragraph("Send it to ")
    paragraph._p.append(link)
    paragraph.add_run(" within a week.")
    golden = Golden("form.docx", _saved(document))
    golden.under("Damage report")
    golden.says("To be filled in by the harbour office", "Ship; Havørn", "Seen on; 3 May 2024 at low water", kind="row")
    golden.says("The bow is dented; the propeller is whole.", "Send it to the office within a week.")
    return golden


def two_tables() -> Golden:
    """A sheet with a title, two tables below each other, a sum, a date, a negative amount, a true, an error."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Accounts"
    rows = [
        ("Accounts of the boathouse",),
        (),
        ("Month", "In", "Out"),
        ("May", 1200, -340.5),
        ("June", 900, 0),
        (),
        ("Member", "Since", "Paid"),
        ("Aune", 2019, True),
        ("Dahl", 2021, False),
    ]
    for number, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            sheet.cell(number, column, value)
    for cell in (*sheet[3], *sheet[7]):
        cell.font = Font(bold=True)
    for number in (4, 5):
        for column in (2, 3):
            sheet.cell(number, column).number_format = "#,##0.00"
    golden = Golden("accounts.xlsx", _saved(workbook))
    golden.under("Accounts")
    golden.says("Accounts of the boathouse", rows=(1,))
    golden.says("Month: May; In: 1,200.00; Out: -340.50", "Month: June; In: 900.00; Out: 0.00", kind="row", rows=(4, 5))
    golden.says(
        "Member: Aune; Since: 2019; Paid: TRUE", "Member: Dahl; Since: 2021; Paid: FALSE", kind="row", rows=(8, 9)
    )
    return golden


def forwarded_thread() -> Golden:
    """A page as Outlook writes it: paragraphs of a class, empty ones between, a quoted message under a rule."""
    golden = Golden(
        "thread.eml",
        b"From: Ida Aune <ida@arn.example>\r\nTo: board@arn.example\r\nDate: Mon, 06 May 2024 09:00:00 +0200\r\n"
        b"Subject: Re: Dredging\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        b'<html><body><div class="WordSection1"><p class="MsoNormal">Dear all,<o:p></o:p></p><p class="MsoNormal">'
        b"<o:p>&nbsp;</o:p></p><p class=MsoNormal>the dredger comes on <b>14 May</b> and stays for three "
        b"weeks; berth 4 is "
        b"closed.<o:p></o:p></p><p class=MsoNormal>Ida</p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt'>"
        b"<p class=MsoNormal><b>From:</b> Per Dahl &lt;per@skag.example&gt;<br><b>Sent:</b> Friday, 3 May "
        b"2024 10:00<br>"
        b"<b>To:</b> Ida Aune<br><b>Subject:</b> Dredging</p></div></div><p class=MsoNormal>When does it "
        b"come?</p></div>"
        b"</body></html>\r\n",
    )
    golden.under("Re: Dredging")
    golden.says(
        "From: Ida Aune <ida@arn.example>; To: board@arn.example; Date: Mon, 06 May 2024 09:00:00 +0200", kind="row"
    )
    golden.says("Dear all,", "the dredger comes on 14 May and stays for three weeks; berth 4 is closed.", "Ida")
    return golden


def manual_text() -> Golden:
    """A manual without empty lines between its paragraphs: first lines are indented, headings are numbered."""
    golden = Golden(
        "manual.txt",
        b"The Fog Signal\n\n1. The bell\n\n   The bell hangs on the seaward side and is struck by a clockwork,\n"
        b"which must be wound every four hours as long as the fog lasts, and also\nwhen it thins.\n"
        b"   Its weight is 340 kilograms. It was cast in Skag in 1871 from the\nbronze of two older ones.\n\n"
        b"2. The horn\n\n   The horn replaced the bell in 1932. It sounds for three seconds in\nevery half "
        b"minute, and it is "
        b"heard over seven miles.\n",
    )
    golden.under("The Fog Signal")
    golden.says("1. The bell", kind="item")
    golden.says(
        "The bell hangs on the seaward side and is struck by a clockwork, which must be wound every four "
        "hours as long as "
        "the fog lasts, and also when it thins.",
        "Its weight is 340 kilograms. It was cast in Skag in 1871 from the bronze of two older ones.",
    )
    golden.says("2. The horn", kind="item")
    golden.says(
        "The horn replaced the bell in 1932. It sounds for three seconds in every half minute, and it is "
        "heard over seven "
        "miles."
    )
    return golden


def changes() -> Golden:
    """A list of changes: tasks, a quote in a quote, a table with bars in code, a comment that nobody sees."""
    golden = Golden(
        "CHANGES.md",
        b"# Changes\n\n<!-- newest first -->\n\n## 2.1 (2024-05-06)\n\n- [x] Tides of `Holm | North` are read "
        b"([#12](x))\n"
        b"- [ ] Moon phases\n\n> Thanks to all\n>\n> > who wrote to us.\n\n| Key | Old | New |\n|-----|:---:|-----|\n"
        b"| `a\\|b` | 1 | **2** |\n\nSee <https://tides.example> or write to me\\@tides.\n\nTerm  \nwith a line end.\n",
    )
    golden.under("Changes", "2.1 (2024-05-06)")
    golden.says("[x] Tides of Holm | North are read (#12)", "[ ] Moon phases", kind="item")
    golden.says("Thanks to all", "who wrote to us.", kind="quote")
    golden.says("Key: a|b; Old: 1; New: 2", kind="row")
    golden.says("See https://tides.example or write to me@tides.", "Term with a line end.")
    return golden


def response() -> Golden:
    """An answer of a service: a page of records in an object, numbers as words, an address in each."""
    golden = Golden(
        "response.json",
        b'{"count": 2, "next": null, "results": [{"id": "A-1", "name": "Aune & Co", "address": {"street": "Quay 1", '
        b'"zip": "04400"}, "rating": 4.50}, {"id": "B-2", "name": "Skag Yard", "address": {"street": "Dock 9"}, '
        b'"open": true}]}',
    )
    golden.says("count: 2", kind="item")
    golden.under("results")
    golden.says(
        "id: A-1; name: Aune & Co; address.street: Quay 1; address.zip: 04400; rating: 4.50",
        "id: B-2; name: Skag Yard; address.street: Dock 9; open: true",
        kind="row",
    )
    return golden


def letter_rtf() -> Golden:
    """A text of a word processor: a heading by its style, a numbered list, a field, a note at the foot."""
    golden = Golden(
        "report.rtf",
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Calibri;}}{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}}"
        rb"{\info{\title The north quay}{\author Ida Aune}}\pard\s1\outlinelevel0\b North quay\b0\par\pard\s0 "
        rb"The quay was built in 1931{\super\chftn{\footnote\pard Archive of Arn, box 7.\par}} of oak.\par"
        rb"{\listtext 1.\tab}Look at the piles.\par{\listtext 2.\tab}Measure the gap.\par\pard "
        rb"See {\field{\*\fldinst HYPERLINK \"https://arn.example\"}{\fldrslt the plan}}.\par}",
    )
    golden.under("North quay")
    golden.says("The quay was built in 1931 of oak.", "Archive of Arn, box 7.")
    golden.says("1. Look at the piles.", "2. Measure the gap.", kind="item")
    golden.says("See the plan.")
    return golden


def server() -> Golden:
    """A program in Go: an import block, a type, two functions, comments above them."""
    parts = (
        "// Package tides serves tide tables.\npackage tides",
        'import (\n\t"fmt"\n\t"math"\n)',
        "// Gauge is one place of measurement.\ntype Gauge struct {\n\tName string\n\tMean float64\n}",
        "// Height gives the water's height at an hour.\nfunc (g Gauge) Height(hour float64) float64 {\n"
        "\treturn g.Mean + math.Sin(hour/2)\n}",
        'func main() {\n\tg := Gauge{"Holm", 0.6}\n\n\tfmt.Println(g.Height(3))\n}',
    )
    golden = Golden("tides.go", ("\n\n".join(parts) + "\n").encode())
    golden.says(*parts, kind="code")
    return golden


def _saved(made: object) -> bytes:
    out = io.BytesIO()
    made.save(out)  # type: ignore[attr-defined]  # documents of two libraries, saved alike
    return out.getvalue()


FILES = (
    news_page,
    form,
    two_tables,
    forwarded_thread,
    manual_text,
    changes,
    response,
    letter_rtf,
    server,
)

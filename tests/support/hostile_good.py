"""One small good file of every format: these go in, and hostile ones are made of them."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable
from email.message import EmailMessage
from functools import cache
from pathlib import Path

import docx
import odt_samples
import openpyxl
import pptx
from epub_samples import Book
from pdf_writer import Column, Writer

SENTENCES = (
    "The lighthouse of Arn was built in 1868 on a rock that the sea covers twice a day.",
    "Its lamp burned rape oil at first and paraffin later, and since 1954 it has been electric.",
    "The council has set aside 2.4 million crowns for the repair of its gallery.",
)
FROM_FILE = ("docx", "pptx", "xlsx", "odt")


@cache
def good(kind: str) -> bytes:
    """Make the good file of a suffix."""
    return MAKERS[kind]()


def _pdf() -> bytes:
    writer = Writer(title="The lighthouse of Arn")
    writer.fill([Column(72, 60, 450)], SENTENCES)
    return writer.done()


def _docx() -> bytes:
    document = docx.Document()
    for sentence in SENTENCES:
        document.add_paragraph(sentence)
    return _saved(document.save)


def _pptx() -> bytes:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "The lighthouse of Arn"
    slide.placeholders[1].text = "\n".join(SENTENCES)
    return _saved(presentation.save)


def _xlsx() -> bytes:
    workbook = openpyxl.Workbook()
    for number, sentence in enumerate(SENTENCES):
        workbook.worksheets[0].append([number, sentence])
    return _saved(workbook.save)


def _odt() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        odt_samples.write(Path(folder) / "a.odt", "".join(map(odt_samples.paragraph, SENTENCES)))
        return (Path(folder) / "a.odt").read_bytes()


def _epub() -> bytes:
    page = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    return Book("<dc:title>The lighthouse of Arn</dc:title>", {"1.xhtml": page}).bytes()


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()


def _html() -> bytes:
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    return f"<!doctype html><html><head><title>Arn</title></head><body>{body}</body></html>".encode()


def _mail() -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "Mette Holt <mette@example.org>", "Per Brun <per@example.org>"
    message["Subject"], message["Date"] = "The lighthouse of Arn", "Mon, 06 May 2024 10:00:00 +0200"
    message.set_content("\n\n".join(SENTENCES))
    return bytes(message)


def _mhtml() -> bytes:
    return (
        b"From: <Saved by Blink>\r\nSubject: Arn\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="edge"\r\n\r\n'
        b"--edge\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + _html()
        + b"\r\n--edge--\r\n"
    )


def _rtf() -> bytes:
    return b"{\\rtf1\\ansi " + b"".join(b"%s\\par\n" % sentence.encode() for sentence in SENTENCES) + b"}"


def _rows(delimiter: str) -> bytes:
    rows = [["year", "text"], *([str(1900 + number), sentence] for number, sentence in enumerate(SENTENCES))]
    return "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows).encode()


def _code() -> bytes:
    return "\n\n".join(f"def part_{number}():\n    return {text!r}\n" for number, text in enumerate(SENTENCES)).encode()


MAKERS: dict[str, Callable[[], bytes]] = {
    "pdf": _pdf,
    "docx": _docx,
    "pptx": _pptx,
    "xlsx": _xlsx,
    "odt": _odt,
    "epub": _epub,
    "rtf": _rtf,
    "html": _html,
    "mhtml": _mhtml,
    "eml": _mail,
    "mbox": lambda: b"From mette@example.org Mon May  6 10:00:00 2024\n" + _mail() + b"\n",
    "json": lambda: json.dumps([{"number": number, "text": text} for number, text in enumerate(SENTENCES)]).encode(),
    "jsonl": lambda: "\n".join(json.dumps({"text": text}) for text in SENTENCES).encode(),
    "csv": lambda: _rows(","),
    "tsv": lambda: _rows("\t"),
    "md": lambda: ("# The lighthouse of Arn\n\n" + "\n\n".join(SENTENCES)).encode(),
    "txt": lambda: "\n\n".join(SENTENCES).encode(),
    "py": _code,
}

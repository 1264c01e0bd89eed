from __future__ import annotations

import io
import re
import shutil
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from own_loader import load_by_suffix
from pdf_samples import CLEAN, LONG, SAMPLES, over_pages, two_columns
from pdf_writer import Column, Look, Writer
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from ingest import ingest
from ingest.block import Loaded
from ingest.loaders import load
from ingest.pdf.joining import Words, joined
from ingest.pdf.metadata import created, stated_title
from ingest.pdf.pdfium import draw
from ingest.pdf.scans import have_no_text
from ingest.workers.pool import _workers_of
from rag.errors import LoadError
from rag.library.library import Library
from rag.models.embedder import BundledEmbedder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pdf_samples import Sample

PRINTED = Path(__file__).parent / "printed"
"""Web pages, and the PDFs that Chromium printed of them (--headless --no-pdf-header-footer --print-to-pdf)."""
HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def read(folder: Path, data: bytes) -> Loaded:
    path = folder / "document.pdf"
    path.write_bytes(data)
    return load_by_suffix(path)


def texts(loaded: Loaded) -> list[str]:
    return [block.text for block in loaded.blocks if not block.furniture and block.kind != "heading"]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: str(sample.__name__))
def test_a_pdf_yields_the_paragraphs_that_its_reader_counts(tmp_path: Path, sample: Callable[[], Sample]) -> None:
    made = sample()
    found = read(tmp_path, made.data)
    assert texts(found) == made.text
    assert [block.text for block in found.blocks if block.kind == "heading"] == made.headings
    assert sorted(block.text for block in found.blocks if block.furniture) == sorted(made.furniture)


@pytest.mark.parametrize("page", sorted(PRINTED.glob("*.html")), ids=lambda page: str(page.stem))
def test_a_printed_page_has_the_paragraphs_of_the_page(page: Path) -> None:
    printed = [re.sub(r"^\d\. ", "", block.text) for block in load(page.with_suffix(".pdf")).blocks]
    assert printed == [block.text for block in load(page).blocks]


def test_each_block_has_its_page_and_a_box_on_it(tmp_path: Path) -> None:
    for block in read(tmp_path, over_pages().data).blocks:
        assert block.page is not None
        assert block.box is not None
        assert 0 <= block.box.left < block.box.right <= A4[0]
        assert 0 <= block.box.top < block.box.bottom <= A4[1]


def test_the_box_of_mirrored_text_is_no_less_a_box(tmp_path: Path) -> None:
    box = (
        read(tmp_path, one_page(b"BT /F1 10 Tf -1 0 0 1 300 700 Tm (A line that is looked at in a mirror) Tj ET"))
        .blocks[0]
        .box
    )
    assert box is not None
    assert 0 <= box.left < box.right <= 612
    assert 0 <= box.top < box.bottom <= 792


def test_a_paragraph_over_two_columns_has_the_box_of_its_first_part(tmp_path: Path) -> None:
    blocks = read(tmp_path, two_columns().data).blocks
    parted = [block for block in blocks if block.box and block.kind == "text" and block.box.bottom > 400]
    over = [block for block in parted if block.box and block.box.right < 300]
    assert over
    assert all(block.box and block.box.bottom < 460 for block in over)


def test_a_box_counts_from_the_top_left_of_the_page_as_it_is_seen(tmp_path: Path) -> None:
    writer = Writer()
    writer.words(72, 100, "A line whose baseline lies a hundred points below the upper edge.")
    box = read(tmp_path, writer.done()).blocks[0].box
    assert box is not None
    assert 70 < box.left < 74
    assert 88 < box.top < 100 < box.bottom < 106


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["the ma-", "sons worked"], "the masons worked"),
        (["a well-", "known lens"], "a well-known lens"),
        (["a self-regu-", "lating pump"], "a self-regulating pump"),
        (["the state-of-the-", "art lens"], "the state-of-the-art lens"),
        (["the Anglo-", "Saxon king"], "the Anglo-Saxon king"),
        (["soft\u00ad", "ware"], "software"),
        (["pages 12-", "14 tell"], "pages 12-14 tell"),
        (["a dash –", "and more"], "a dash – and more"),
        (["灯塔建于一八", "六八年"], "灯塔建于一八六八年"),
    ],
)
def test_line_ends_are_joined_as_they_are_read(lines: list[str], text: str) -> None:
    assert joined(lines, Words([])) == text


def test_a_hyphen_stays_where_the_document_writes_it_elsewhere() -> None:
    assert joined(["by re-", "entry"], Words(["the re-entry of 1956"])) == "by re-entry"
    assert joined(["by re-", "entry"], Words(["the reentry of 1956"])) == "by reentry"


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("A History of the Coast", True),
        ("Microsoft Word - x.doc", False),
        ("untitled", False),
        ("report_final.docx", False),
        ("", False),
        ("\x00\x01", False),
        ("2019 in figures", True),
    ],
)
def test_a_title_is_taken_from_the_file_only_where_a_person_wrote_it(title: str, kept: bool) -> None:
    assert stated_title(title) == (title if kept else "")


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("D:20190103120000Z", "2019-01-03"),
        ("D:19700101000000Z", None),
        ("D:29991231000000Z", None),
        ("D:20190231", None),
        ("yesterday", None),
    ],
)
def test_a_date_that_no_pdf_can_have_is_none(stated: str, day: str | None) -> None:
    assert created(stated) == day


def test_the_title_is_the_largest_heading_where_the_file_states_none(tmp_path: Path) -> None:
    assert read(tmp_path, two_columns().data).title == "A History of the Lighthouse of Arn"


def pdf(*objects: bytes) -> bytes:
    """Write a PDF of raw objects, the first of them the catalog."""
    data, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return (
        data
        + head
        + table
        + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(data))
    )


def one_page(content: bytes, box: bytes = b"0 0 612 792") -> bytes:
    packed = zlib.compress(content)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>" % box
    stream = b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream, HELVETICA)


PAGES = b"<</Type/Catalog/Pages 2 0 R>>"
LINE = b"(abcde fghi abcde fghi abcde fghi) Tj 0 -.06 Td "
HOSTILE = {
    "empty": (b"", "is not a PDF"),
    "another format": (b"PK\x03\x04 hello", "is not a PDF"),
    "a head alone": (b"%PDF-1.7 blah", "is broken or cut off"),
    "null bytes": (b"%PDF-1.4" + bytes(100_000), "is broken or cut off"),
    "cut in the middle": (over_pages().data[: len(over_pages().data) // 2], "is broken"),
    "no pages": (pdf(PAGES, b"<</Type/Pages/Kids[]/Count 0>>"), "is broken or cut off|has no pages"),
    "a tree of pages that holds itself": (pdf(PAGES, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"), "is broken"),
    "pages that are not there": (pdf(PAGES, b"<</Type/Pages/Kids[3 0 R]/Count 9999>>", b"<</Type/Page>>"), "is broken"),
    "too many pages": (
        pdf(PAGES, b"<</Type/Pages/Kids[%s]/Count 30000>>" % (b"3 0 R " * 30_000), b"<</Type/Page/Parent 2 0 R>>"),
        "says it has 30,000 pages",
    ),
    "a page of half a million letters": (
        one_page(b"BT /F1 .05 Tf 10 700 Td " + LINE * 15_000 + b"ET"),
        "characters on page 1",
    ),
    "an empty page": (one_page(b""), "is empty"),
    "brackets without end": (one_page(b"[" * 100_000), "is empty"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    data, reason = HOSTILE[name]
    with pytest.raises(LoadError, match=reason) as refused:
        read(tmp_path, data)
    assert "\n" not in str(refused.value)


def test_a_page_of_countless_labels_is_read_all_the_same(tmp_path: Path) -> None:
    labels = b"".join(b"1 0 0 1 %d %d Tm (ab) Tj " % (index * 37 % 600, index * 91 % 780) for index in range(6000))
    found = read(tmp_path, one_page(b"BT /F1 3 Tf " + labels + b" ET"))
    assert sum(text.count("ab") for text in texts(found)) > 5000


def test_pages_without_measure_have_no_text_beyond_their_edges(tmp_path: Path) -> None:
    data = one_page(b"BT /F1 10 Tf 10 70 Td (hello there) Tj ET", box=b"0 0 9999999 9999999")
    with pytest.raises(LoadError):
        read(tmp_path, data)


def test_text_painted_without_ink_is_not_read(tmp_path: Path) -> None:
    data = one_page(b"BT /F1 10 Tf 10 70 Td (Seen by all.) Tj 3 Tr 0 -30 Td (Seen by none.) Tj ET")
    assert texts(read(tmp_path, data)) == ["Seen by all."]


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_a_drawing_on_which_ocr_finds_nothing_is_named(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=r"page 1 has no text.*OCR found none"):
        read(tmp_path, one_page(b"100 100 m 400 400 l S"))


def encrypted(password: str) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption(password, "owner", strength=128))
    canvas.drawString(72, 700, "The lamp burned rape oil at first.")
    canvas.save()
    return buffer.getvalue()


def test_a_password_is_asked_for_by_name(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="needs a password"):
        read(tmp_path, encrypted("secret"))


def test_a_protected_file_that_opens_without_a_password_is_read(tmp_path: Path) -> None:
    assert texts(read(tmp_path, encrypted(""))) == ["The lamp burned rape oil at first."]


def test_threads_read_at_once_and_all_read_the_same(tmp_path: Path) -> None:
    path = tmp_path / "document.pdf"
    path.write_bytes(two_columns().data)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(load, [path] * 8))
    assert all(one == found[0] for one in found)


def scanned(folder: Path, scans: set[int]) -> bytes:
    """Make three pages with one paragraph each, of which some are pictures."""
    source = folder / "source.pdf"
    pages = Writer()
    for number in range(3):
        pages.fill([Column(72, 60, 450)], [LONG[number]], Look(size=13, leading=17))
        if number < 2:
            pages.page()
    source.write_bytes(pages.done())
    writer = Writer()
    for number in range(3):
        if number + 1 in scans:
            picture = Image.open(io.BytesIO(draw(source, number + 1, 200).data))
            writer.canvas.drawImage(ImageReader(picture), 0, 0, *A4)
        else:
            writer.fill([Column(72, 60, 450)], [LONG[number]], Look(size=13, leading=17))
        if number < 2:
            writer.page()
    return writer.done()


def test_a_document_of_scans_is_refused_with_the_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = scanned(tmp_path, {1, 2, 3})
    monkeypatch.setenv("PATH", str(tmp_path))  # where no tesseract is
    with pytest.raises(LoadError, match=r"pages 1 to 3 have no text: they are scans .*apt install tesseract-ocr"):
        read(tmp_path, data)


def test_scans_among_pages_of_text_are_named_and_the_text_goes_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = scanned(tmp_path, {2})
    monkeypatch.setenv("PATH", str(tmp_path))
    found = read(tmp_path, data)
    assert texts(found) == [f"{CLEAN[0]} {CLEAN[1]}", f"{CLEAN[2]} {CLEAN[3]}"]
    assert [warning.split(",")[0] for warning in found.warnings] == ["page 2 has no text: it is a scan or a picture"]


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_scans_are_read_by_ocr_in_their_places(tmp_path: Path) -> None:
    found = read(tmp_path, scanned(tmp_path, {2}))
    assert texts(found) == [f"{CLEAN[number]} {CLEAN[number + 1]}" for number in range(3)]
    assert found.warnings == ()
    box = found.blocks[1].box
    assert [block.page for block in found.blocks] == [1, 2, 3]
    assert box is not None
    assert (round(box.left, -1), round(box.top, -1)) == (70, 70)


@pytest.fixture
def new_workers() -> Iterator[None]:
    """Let processes that start now read the files: those of earlier tests keep the environment of their start."""
    _workers_of.cache_clear()
    yield
    _workers_of.cache_clear()


@pytest.mark.usefixtures("new_workers")
def test_a_gap_in_a_file_is_reported_and_the_file_goes_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "part.pdf").write_bytes(scanned(tmp_path, {2}))
    (folder / "whole.pdf").write_bytes(two_columns().data)
    monkeypatch.setenv("PATH", str(tmp_path))
    with Library(tmp_path / "library", embedder=BundledEmbedder(threads=1)) as library:
        report = ingest(folder, library)
        places = [paragraph.place for paragraph in report.added[0].paragraphs]
    assert report.summary == "2 added, 0 updated, 0 unchanged, 1 incomplete"
    assert [str(gap).split(",")[0] for gap in report.gaps] == [
        f"{folder / 'part.pdf'}: page 2 has no text: it is a scan or a picture"
    ]
    assert places == ["p. 1 ¶1", "p. 3 ¶2"]


def test_pages_are_named_as_a_person_would() -> None:
    assert have_no_text([4]) == "page 4 has no text: it is a scan or a picture"
    assert have_no_text([3, 4, 5, 9]) == "pages 3 to 5 and 9 have no text: they are scans or pictures"

from __future__ import annotations

from pathlib import Path

import pytest
from docx_samples import SAMPLES, W, new
from layouts import layout_lines
from office_files import part, repack

from ingest.loaders import load

FIXTURES = Path(__file__).parent / "fixtures"
BODY = b"<w:body>"


def with_body(folder: Path, added: str) -> Path:
    """Make a document that begins with some XML of its body."""
    plain = folder / "plain.docx"
    new().save(str(plain))
    document = part(plain, "word/document.xml")
    return repack(plain, folder / "made.docx", {"word/document.xml": document.replace(BODY, BODY + added.encode(), 1)})


def texts(path: Path) -> list[str]:
    return [block.text for block in load(path).blocks if not block.furniture]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_word_document_yields_the_paragraphs_that_its_reader_counts(tmp_path: Path, name: str) -> None:
    SAMPLES[name](tmp_path / name)
    assert layout_lines(tmp_path / name) == (FIXTURES / f"{name}.expected").read_text(encoding="utf-8")


def test_the_author_is_what_the_file_says_and_no_program_s_default(tmp_path: Path) -> None:
    SAMPLES["lighthouse.docx"](tmp_path / "a.docx")
    SAMPLES["tracked.docx"](tmp_path / "b.docx")
    assert load(tmp_path / "a.docx").author == "Tilda Brun"
    assert load(tmp_path / "b.docx").author == ""


def test_a_date_in_the_first_lines_is_the_document_s_rather_than_that_of_its_last_change(tmp_path: Path) -> None:
    path = with_body(tmp_path, "<w:p><w:r><w:t>Dated: 3 March 1999</w:t></w:r></w:p>")
    assert load(path).date == "1999-03-03"


def test_the_times_of_a_library_s_own_template_are_no_date(tmp_path: Path) -> None:
    assert load(with_body(tmp_path, "<w:p><w:r><w:t>Text.</w:t></w:r></w:p>")).date is None


def test_a_note_that_is_called_twice_stands_once(tmp_path: Path) -> None:
    SAMPLES["notes.docx"](tmp_path / "notes.docx")
    document = part(tmp_path / "notes.docx", "word/document.xml")
    call = b'<w:footnoteReference w:id="1"/>'
    path = repack(
        tmp_path / "notes.docx", tmp_path / "many.docx", {"word/document.xml": document.replace(call, call * 1000)}
    )
    assert texts(path).count("See the tax roll of 1712.") == 1


def test_styles_based_on_each_other_in_a_ring_end(tmp_path: Path) -> None:
    path = with_body(tmp_path, '<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>Text.</w:t></w:r></w:p>')
    ring = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:name w:val="{one}"/><w:basedOn w:val="{other}"/></w:style>'
        for one, other in (("A", "B"), ("B", "A"))
    )
    made = repack(path, tmp_path / "ring.docx", {"word/styles.xml": f"<w:styles {W}>{ring}</w:styles>".encode()})
    assert texts(made) == ["Text."]


def test_long_text_in_a_merged_cell_is_not_repeated_in_each_place(tmp_path: Path) -> None:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="60"/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>'
    row = f"<w:tr>{cell.format('x' * 50_000)}<w:tc><w:p><w:r><w:t>y</w:t></w:r></w:p></w:tc></w:tr>"
    path = with_body(tmp_path, f"<w:tbl>{row}</w:tbl>")
    assert sum(map(len, texts(path))) < 51_000


@pytest.mark.parametrize(
    "attributes", ['w:val="-5"', 'w:val="99999999999999999999"', 'w:val="٣"', 'w:val=""', "", 'w:val="x"']
)
def test_numbers_that_are_none_do_no_harm(tmp_path: Path, attributes: str) -> None:
    path = with_body(
        tmp_path,
        f'<w:p><w:pPr><w:outlineLvl {attributes}/><w:numPr><w:ilvl {attributes}/><w:numId w:val="1"/></w:numPr></w:pPr>'
        f"<w:r><w:t>Text.</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan {attributes}/></w:tcPr><w:p><w:r>"
        "<w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    )
    assert "Text." in texts(path)[0]


def test_documents_of_the_strict_kind_read_alike(tmp_path: Path) -> None:
    SAMPLES["lighthouse.docx"](tmp_path / "lighthouse.docx")
    names = ("word/document.xml", "word/styles.xml", "_rels/.rels", "word/_rels/document.xml.rels")
    strict = {
        name: part(tmp_path / "lighthouse.docx", name)
        .replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        .replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name in names
    }
    (tmp_path / "strict").mkdir()
    path = repack(tmp_path / "lighthouse.docx", tmp_path / "strict" / "lighthouse.docx", strict)
    assert layout_lines(path) == layout_lines(tmp_path / "lighthouse.docx")

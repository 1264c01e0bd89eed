from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hash_embedder import HashEmbedder
from layouts import layout_lines
from office_files import part, repack
from xlsx_samples import SAMPLES, new, save

from ingest import ingest
from ingest.loaders import load
from ingest.office.numberformat import shown
from ingest.paragraphs import number
from rag.errors import LoadError
from rag.library.library import Library

FIXTURES = Path(__file__).parent / "fixtures"
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def with_sheet(folder: Path, content: str, method: int = zipfile.ZIP_DEFLATED) -> Path:
    """Make a workbook of one sheet with that XML."""
    workbook, _ = new("Sheet")
    save(workbook, folder / "plain.xlsx")
    sheet = f'<worksheet xmlns="{MAIN}">{content}</worksheet>'.encode()
    return repack(folder / "plain.xlsx", folder / "made.xlsx", {SHEET: sheet}, method)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_workbook_yields_the_rows_that_its_reader_counts(tmp_path: Path, name: str) -> None:
    SAMPLES[name](tmp_path / name)
    assert layout_lines(tmp_path / name) == (FIXTURES / f"{name}.expected").read_text(encoding="utf-8")


def test_the_place_of_a_row_is_its_sheet_and_the_number_that_the_sheet_shows(tmp_path: Path) -> None:
    SAMPLES["prices.xlsx"](tmp_path / "prices.xlsx")
    paragraphs = number(load(tmp_path / "prices.xlsx").blocks).paragraphs
    assert [one.place for one in paragraphs] == ["Prices, row 1", "Prices, row 3", "Prices, row 4"]


@pytest.mark.parametrize(
    ("value", "pattern", "text"),
    [
        (0.1 + 0.2, "General", "0.3"),
        (1234.5, "#,##0.00", "1,234.50"),
        (-5, "#,##0;(#,##0)", "(5)"),
        (-5.5, "0.00", "-5.50"),
        (-3, '"$"#,##0.00', "-$3.00"),
        (7, "00000", "00007"),
        (1.005, "0.00", "1.01"),
        (2.5, "0", "3"),
        (12_345_678, '#,##0.0,," M"', "12.3 M"),
        (12_345_678, '#,##0,," M"', "12 M"),
        (0.000012, "0.00E+00", "1.20E-05"),
        (0.0525, "0.0%", "5.3%"),
        (2.5, "# ?/?", "2.5"),
        (0, '0;-0;"none"', "none"),
        (3, "0.##", "3"),
        (1.5, "0.0#", "1.5"),
        (1e20, "", "1E+20"),
        (5, '0 "m²"', "5 m²"),
        (1200, "[$€-407] #,##0", "€ 1,200"),
        (45385, "mmm-yy", "Apr-24"),
        (45385, "dd.mm.yyyy", "2024-04-03"),
        (45385, "dddd, d mmmm yyyy", "Wednesday, 3 April 2024"),
        (45385.604, "d.m.yyyy h:mm", "2024-04-03 14:29"),
        (0.604, "h:mm AM/PM", "2:29 PM"),
        (1.5, "[h]:mm", "36:00"),
        (0.5, "mm:ss", "00:00"),
        (60, "yyyy-mm-dd", "1900-02-28"),
        (-1, "yyyy-mm-dd", "-1"),
        (1e300, "yyyy-mm-dd", "1E+300"),
        (1e300, "#,##0.00", f"{1e300:,.2f}"),
        (1, "[", "1"),
        (1, '"unclosed', "1"),
        (1, "0" * 10_000, f"{1:0255d}"),
    ],
)
def test_a_number_is_written_as_the_sheet_shows_it(value: float, pattern: str, text: str) -> None:
    assert shown(value, pattern) == text


def test_dates_are_counted_from_1904_where_the_workbook_says_so() -> None:
    assert shown(0, "yyyy-mm-dd", since_1904=True) == "1904-01-01"
    assert shown(43923, "yyyy-mm-dd", since_1904=True) == "2024-04-03"


@pytest.mark.parametrize(
    "content",
    [
        '<sheetData><row r="1"><c r="A1" t="s"><v>-1</v></c><c r="B1"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1" t="s"><v>999999</v></c><c r="B1" s="99999"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="x"><c r="B99999999999"><v>1</v></c></row></sheetData>',
        '<sheetData><row><c><v>1</v></c><c r="ZZZ9"><v>2</v></c></row></sheetData>',
        '<sheetData><row><c><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        '<sheetData><row><c><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="nonsense"/></mergeCells>',
    ],
    ids=["text -1", "text and style beyond", "row x", "column beyond", "all merged", "merge of nothing"],
)
def test_places_and_numbers_that_are_none_do_no_harm(tmp_path: Path, content: str) -> None:
    assert "1" in " ".join(block.text for block in load(with_sheet(tmp_path, content)).blocks)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<sheetData><row>" + "<c/>" * 4_100_000 + "</row></sheetData>", "without a row"),
        ("<sheetData/><mergeCells>" + '<mergeCell ref="A1:B2"/>' * 100_001 + "</mergeCells>", "100,000 merged cells"),
        (
            "<sheetData><row><c><v>1</v></c></row></sheetData><mergeCells>"
            + "".join(f'<mergeCell ref="A1:AX{row}"/>' for row in range(1, 40_000))
            + "</mergeCells>",
            "",
        ),
    ],
    ids=["a row without end", "merged cells", "merged over each other"],
)
def test_a_sheet_beyond_all_measure_is_refused_or_read_within_bounds(tmp_path: Path, content: str, reason: str) -> None:
    path = with_sheet(tmp_path, content, zipfile.ZIP_STORED)
    if not reason:
        assert len(load(path).blocks) == 2
        return
    with pytest.raises(LoadError, match=reason):
        load(path)


def test_the_row_of_a_sheet_comes_back_from_the_library(tmp_path: Path) -> None:
    SAMPLES["prices.xlsx"](tmp_path / "prices.xlsx")
    with Library(tmp_path / "library", embedder=HashEmbedder()) as library:
        report = ingest([tmp_path / "prices.xlsx"], library)
        assert not report.failed
        (document,) = library.documents()
        assert [one.place for one in document.paragraphs][-1] == "Prices, row 4"


def test_a_part_that_is_not_there_is_named(tmp_path: Path) -> None:
    SAMPLES["prices.xlsx"](tmp_path / "a.xlsx")
    with pytest.raises(LoadError, match=r"part xl/worksheets/sheet1.xml is missing"):
        load(repack(tmp_path / "a.xlsx", tmp_path / "b.xlsx", {SHEET: None}))
    assert part(tmp_path / "a.xlsx", SHEET)

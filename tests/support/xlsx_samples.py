"""Workbooks as people keep them, by openpyxl."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import openpyxl
from office_files import part, repack
from openpyxl.styles import Font

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


def new(sheet: str) -> tuple[Workbook, Worksheet]:
    workbook = openpyxl.Workbook()
    first = workbook.active
    assert first is not None
    first.title = sheet
    return workbook, first


def save(workbook: Workbook, path: Path, modified: str = "2024-05-06T10:00:00Z") -> None:
    """Save with that time of the last change; openpyxl writes the present one."""
    own = path.with_name(f"of today {path.name}")
    workbook.save(own)
    said = part(own, "docProps/core.xml").decode()
    repack(own, path, {"docProps/core.xml": re.sub(r"\d{4}-\d\d-\d\dT[\d:]+Z", modified, said).encode()})
    own.unlink()


def prices(path: Path) -> None:
    """A title over the table, currency, percent, dates in several formats, a gap in a row."""
    workbook, sheet = new("Prices")
    sheet.append(["Price list 2024"])
    sheet.merge_cells("A1:E1")
    sheet.append(["Item", "Price", "Discount", "Since", "Stock"])
    sheet.append(["Rope, 10 mm", 12.5, 0.125, date(2024, 4, 3), 1200])
    sheet.append(["Anchor", 1399, None, date(2023, 12, 31), 7])
    for row, form in ((3, '#,##0.00 "kr"'), (4, "[$€-407] #,##0.00")):
        sheet.cell(row, 2).number_format = form
    sheet["C3"].number_format = "0.0%"
    sheet["D3"].number_format = "dd/mm/yyyy"
    sheet["D4"].number_format = "d mmmm yyyy"
    sheet["E3"].number_format = "#,##0"
    save(workbook, path)


def several(path: Path) -> None:
    """Tables below and beside each other, a group without names of its own, a note between, two sheets."""
    workbook, sheet = new("Staff")
    for row in (["Name", "Born"], ["Ada Holt", 1950], ["Per Brandt", 1961]):
        sheet.append(row)
    sheet.append([])
    sheet.append(["Eva Lind", 1970])
    sheet.append([])
    sheet.append(["Figures are of last year."])
    for row, (name, value) in enumerate((("Boat", "Length"), ("Tern", 9.5), ("Gull", 12)), start=1):
        sheet.cell(row, 5, name)
        sheet.cell(row, 6, value)
    other = workbook.create_sheet("Öffnung & Zeiten")
    for row in (["Day", "Opens", "Closes"], ["Monday", time(9, 0), time(17, 30)], ["Total", "", timedelta(hours=32)]):
        other.append(row)
    other["C3"].number_format = "[h]:mm"
    save(workbook, path)


def merged(path: Path) -> None:
    """Names in two rows, merged over columns; a cell merged over rows; an empty sheet; a hidden one."""
    workbook, sheet = new("Quarters")
    sheet.append(["Port", "2023", None, "2024", None])
    sheet.append([None, "Q1", "Q2", "Q1", "Q2"])
    for reference in ("A1:A2", "B1:C1", "D1:E1"):
        sheet.merge_cells(reference)
    sheet.append(["Arn", 10, 12, 14, 16])
    sheet.append(["Holm", 1, 2, 3, 4])
    sheet.append([None, 5, 6, 7, 8])
    sheet.merge_cells("A4:A5")
    workbook.create_sheet("Empty")
    hidden = workbook.create_sheet("Wages")
    hidden.append(["Name", "Wage"])
    hidden.append(["Ada", 4000])
    hidden.sheet_state = "hidden"
    save(workbook, path)


def formulas(path: Path) -> None:
    """Results kept with formulas, one without a result, errors, truth values, rich text, numbers at their limits."""
    workbook, sheet = new("Sums")
    sheet.append(["Name", "Value", "Fine"])
    sheet.append(["Sum", "=1+2", True])
    sheet.append(["Lost", "=A1", False])
    sheet.append(["Third", 1 / 3, True])
    sheet.append(["Tenths", 0.1 + 0.2, True])
    sheet.append(["Big", 123456789012, False])
    sheet.append(["Broken", "#DIV/0!", False])
    sheet.append(["Code", "007", True])
    sheet.append(["Loss", -1234.5, True])
    sheet["B9"].number_format = "#,##0.00;[Red](#,##0.00)"
    plain = path.with_name(f"plain {path.name}")
    save(workbook, plain)
    name = "xl/worksheets/sheet1.xml"
    sums = re.sub(rb"<f>1\+2</f><v ?/?>(</v>)?", b"<f>1+2</f><v>3</v>", part(plain, name))
    repack(plain, path, {name: sums})


def words(path: Path) -> None:
    """Tables of words alone: three columns, two whose names are bold, addresses, a formula over a filter."""
    workbook, sheet = new("Contacts")
    for row in (["Name", "Role", "Town"], ["Ada Holt", "master", "Arn"], ["Per Brandt", "pilot", "Holm"]):
        sheet.append(row)
    sheet.append([])
    for row in (["Eva Lind", "cook", "Arn"], ["Tom Berg", "mate", "Holm"]):
        sheet.append(row)
    sheet.append([])
    for row in (["Term", "Meaning"], ["boom", "a spar"], ["sheet", "a rope"]):
        sheet.append(row)
    for cell in sheet[8]:
        cell.font = Font(bold=True)
    sheet.append([])
    sheet.append(["Who", "Address"])
    sheet.append(["Harbour office", "office@arn.example"])
    save(workbook, path)


def facts(path: Path) -> None:
    """No table at all: names and values in two columns, long text in a cell, other scripts, line breaks."""
    workbook, sheet = new("About")
    sheet["B2"], sheet["C2"] = "Harbour", "Arn"
    sheet["B3"], sheet["C3"] = "Master", "Ada Holt"
    sheet["B4"], sheet["C4"] = "Opened", "1 June 1868"
    sheet["B6"] = "The harbour is open all year.\nIn winter ice may close the north basin."
    other = workbook.create_sheet("数据")
    other.append(["港口", "吨位", "Город"])
    other.append(["阿恩", 40000, "Арн"])
    save(workbook, path)


SAMPLES: dict[str, Callable[[Path], None]] = {
    f"{build.__name__}.xlsx": build for build in (prices, several, merged, formulas, words, facts)
}

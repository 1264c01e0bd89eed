from __future__ import annotations

from collections.abc import Sequence

import pytest

from ingest.headers import is_value, named_rows
from ingest.sheet import Row, sheet_blocks


def rows(*lines: str) -> list[Row]:
    """Read lines of cells parted by bars as the rows of a sheet, from 1."""
    found = []
    for number, line in enumerate(lines, start=1):
        cells = {column: text.strip() for column, text in enumerate(line.split("|"), start=1) if text.strip()}
        if cells:
            found.append(Row(number, cells))
    return found


def texts(lines: Sequence[str], when_all_words: bool = False) -> list[str]:
    return [block.text for block in sheet_blocks(rows(*lines), when_all_words)]


def test_each_row_names_its_columns_and_empty_cells_are_left_out() -> None:
    assert texts(["Port|Berths|Note", "Arn|40|", "Holm|12|ice"]) == [
        "Port: Arn; Berths: 40",
        "Port: Holm; Berths: 12; Note: ice",
    ]


def test_names_with_an_empty_row_below_them_still_name_the_rows() -> None:
    assert texts(["Port|Berths", "", "Arn|40", "Holm|12"]) == ["Port: Arn; Berths: 40", "Port: Holm; Berths: 12"]


def test_lines_over_a_table_are_paragraphs_of_their_own() -> None:
    assert texts(["Harbours", "as of May", "Port|Berths", "Arn|40"]) == [
        "Harbours",
        "as of May",
        "Port: Arn; Berths: 40",
    ]


def test_two_columns_of_words_have_no_names_unless_the_format_says_so() -> None:
    assert texts(["Master|Ada Holt", "Office|North quay"]) == ["Master; Ada Holt", "Office; North quay"]
    assert texts(["term|meaning", "boom|a spar"], when_all_words=True) == ["term: boom; meaning: a spar"]


def test_years_name_columns_but_other_numbers_do_not() -> None:
    assert texts(["Port|2022|2023", "Arn|40|41", "Holm|12|13"])[0] == "Port: Arn; 2022: 40; 2023: 41"
    assert texts(["Port|17|18", "Arn|40|41"])[0] == "Port; 17; 18"


def test_names_that_are_alike_name_nothing() -> None:
    assert texts(["Sum|Sum", "1|2"]) == ["Sum; Sum", "1; 2"]


def test_a_column_with_a_gap_in_it_belongs_to_its_table() -> None:
    assert texts(["Port||Berths", "Arn||40"]) == ["Port: Arn; Berths: 40"]


def test_tables_beside_each_other_are_read_one_after_the_other() -> None:
    found = [
        (block.text, block.row) for block in sheet_blocks(rows("Port|Berths||Boat|Metres", "Arn|40||Tern|9"), False)
    ]
    assert found == [("Port: Arn; Berths: 40", 2), ("Boat: Tern; Metres: 9", 2)]


def test_a_sheet_of_one_column_is_paragraphs() -> None:
    assert [block.kind for block in sheet_blocks(rows("One line.", "Another."))] == ["text", "text"]


@pytest.mark.parametrize(
    "text",
    "12|-1.200,00|12 %|€ 1,399.00|12.50 kr|(1,234.50)|2024-05-01|3 April 2024|TRUE|#DIV/0!|a@b.example|9:30".split("|"),
)
def test_a_value_is_told_from_a_name(text: str) -> None:
    assert is_value(text)


@pytest.mark.parametrize("text", ["Port", "Tiefe (m)", "Q1", "Total", "Item no.", "住所", "№"])
def test_a_name_is_told_from_a_value(text: str) -> None:
    assert not is_value(text)


def test_marked_rows_name_the_columns_together_and_are_not_repeated() -> None:
    table = [["", "2023", "2023"], ["Port", "Q1", "Q2"], ["Arn", "1", "2"]]
    assert named_rows(table, marked=2) == ["", "", "Port: Arn; 2023 Q1: 1; 2023 Q2: 2"]


def test_a_table_of_names_alone_keeps_them() -> None:
    assert named_rows([["Port", "Berths"]], marked=1) == ["Port; Berths"]


def test_a_name_without_end_is_cut_where_it_would_be_repeated() -> None:
    assert len(named_rows([["x" * 10_000, "y"], ["1", "2"]], marked=1)[1]) < 200

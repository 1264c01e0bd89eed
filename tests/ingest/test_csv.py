from __future__ import annotations

from pathlib import Path

import pytest
from own_loader import load_by_suffix as load

from ingest.paragraphs import number
from rag.errors import LoadError


def texts(folder: Path, content: str | bytes, name: str = "a.csv") -> list[str]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return [block.text for block in load(path).blocks]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(tmp_path: Path, delimiter: str) -> None:
    rows = [["Port", "Berths"], ["Arn", "40"], ["Holm", "12"]]
    content = "\n".join(delimiter.join(row) for row in rows)
    assert texts(tmp_path, content) == ["Port: Arn; Berths: 40", "Port: Holm; Berths: 12"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_ends_a_row(tmp_path: Path, end: str) -> None:
    assert texts(tmp_path, end.join(["Port,Berths", "Arn,40"])) == ["Port: Arn; Berths: 40"]


def test_line_ends_of_several_systems_stand_beside_each_other(tmp_path: Path) -> None:
    content = "Port,Berths\nArn,40\rHolm,12\r\n"
    assert texts(tmp_path, content) == ["Port: Arn; Berths: 40", "Port: Holm; Berths: 12"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_encoding_is_found_out(tmp_path: Path, encoding: str) -> None:
    content = "Stadt;Plätze\nMünchen;40\nKöln;12\n".encode(encoding)
    assert texts(tmp_path, content) == ["Stadt: München; Plätze: 40", "Stadt: Köln; Plätze: 12"]


def test_a_comma_in_numbers_is_no_delimiter_where_semicolons_part(tmp_path: Path) -> None:
    assert texts(tmp_path, "Port;Depth\nArn;3,5\nHolm;2,8\n")[0] == "Port: Arn; Depth: 3,5"


def test_a_tsv_with_commas_is_parted_at_its_tabs(tmp_path: Path) -> None:
    assert texts(tmp_path, "Port\tIn\nArn, old\tDenmark, west\n", "a.tsv") == ["Port: Arn, old; In: Denmark, west"]


def test_rows_without_names_stand_alone(tmp_path: Path) -> None:
    assert texts(tmp_path, "2024-05-01,12.5\n2024-05-02,13.1\n") == ["2024-05-01; 12.5", "2024-05-02; 13.1"]


def test_rows_of_unlike_length_are_read_whole(tmp_path: Path) -> None:
    assert texts(tmp_path, "a,b\n1\n1,2,3\n") == ["a: 1", "a: 1; b: 2; 3"]


def test_a_row_is_numbered_as_a_spreadsheet_shows_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Port,Note\nArn,"two\nlines"\n\nHolm,x\n')
    assert [one.place for one in number(load(path).blocks).paragraphs] == ["row 2", "row 4"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b",,,\n,,\n", "is empty"),
        (b'a,b\n"' + b"x" * 200_000, "a quote may not be closed"),
        (b"PK\x03\x04 and so on", "it begins like a ZIP"),
        (b"a,b\x00,c\n", "is not text"),
        (b",".join([b"x"] * 6_000), "columns in row 1"),
        (b"a," * 4_000 + b"\n" + (b"x," * 4_000 + b"\n") * 380, "cells with text"),
    ],
)
def test_what_is_no_table_of_text_is_refused_with_its_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(LoadError, match=reason):
        texts(tmp_path, content)

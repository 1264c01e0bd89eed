from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from graded import WHO, recorded, refused, right, wrong

from eval.facts import Threshold
from eval.record import SCHEMA
from eval.reports.json import load_record, write_record
from rag.errors import ReportError

if TYPE_CHECKING:
    from pathlib import Path


def kept(folder: Path, text: str) -> Path:
    path = folder / "old.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_record_is_read_back_as_it_was(tmp_path: Path) -> None:
    found = recorded(right(), wrong(), refused(), thresholds=(Threshold("answer_match", 0.5),), part="3 of 9 facts")
    assert load_record(kept(tmp_path, write_record(found))) == found


def test_the_same_record_is_written_the_same_way_twice_and_names_no_folder() -> None:
    found = recorded(right(), wrong())
    assert write_record(found) == write_record(found)
    assert "/private" not in write_record(found)
    assert json.loads(write_record(found))["schema"] == SCHEMA


def test_half_a_character_and_control_characters_survive_the_way(tmp_path: Path) -> None:
    found = recorded(wrong(text="half \ud800 and \x00\x1b\u2028"))
    again = load_record(kept(tmp_path, write_record(found)))
    assert again == found
    assert again.questions[0].answered.startswith("half ? and \x00\x1b")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("facts: []", "found no JSON"),
        ("[" * 100_000, "found no JSON"),
        ('{"schema": NaN}', "found no JSON"),
        ("[1]", "found JSON of another kind"),
        ('{"schema": true}', "found JSON of another kind"),
        (f'{{"schema": {SCHEMA + 1}}}', "written by a newer release"),
        (f'{{"schema": {SCHEMA - 1}}}', "written by an older release"),
        (f'{{"schema": {SCHEMA}}}', "setup: field required"),
    ],
)
def test_another_file_is_refused_in_one_line_that_names_it(tmp_path: Path, text: str, message: str) -> None:
    path = kept(tmp_path, text)
    with pytest.raises(ReportError) as refusal:
        load_record(path)
    assert str(refusal.value).startswith(f"{path}: ")
    assert message in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_wrong_field_is_named_with_its_place(tmp_path: Path) -> None:
    fields = json.loads(write_record(recorded(right(), wrong())))
    fields["questions"][1]["line"] = "seven"
    with pytest.raises(ReportError, match=r"questions\.1\.line: .*integer"):
        load_record(kept(tmp_path, json.dumps(fields)))


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="cannot be read: No such file"):
        load_record(tmp_path / "none.json")


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_bytes(b"\xff\xfe{}")
    with pytest.raises(ReportError, match="found no text"):
        load_record(path)


def test_fields_of_a_later_release_with_the_same_schema_are_passed_over(tmp_path: Path) -> None:
    found = recorded(right(WHO))
    fields = json.loads(write_record(found)) | {"more": 1}
    assert load_record(kept(tmp_path, json.dumps(fields))) == found

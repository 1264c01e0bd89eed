from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.importers.jsonfiles import Document, read_json, read_json_lines
from eval.importers.values import Value
from rag.errors import FactsError

if TYPE_CHECKING:
    from pathlib import Path

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
)


@given(JSON, st.data())
def test_every_value_is_found_on_its_line(
    tmp_path_factory: pytest.TempPathFactory, tree: object, data: st.DataObject
) -> None:
    trail = data.draw(st.sampled_from([trail for trail, _ in walked(tree, ())]))
    marked = with_mark(tree, trail)
    text = json.dumps(marked, indent=1)
    expected = next(number for number, line in enumerate(text.splitlines(), start=1) if MARK in line)
    assert Document(tmp_path_factory.getbasetemp(), text).line(trail) == expected


MARK = "here it stands"


def walked(tree: object, trail: tuple[str | int, ...]) -> list[tuple[tuple[str | int, ...], object]]:
    found = [(trail, tree)]
    steps = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, inner in steps:
        found += walked(inner, (*trail, step))
    return found


def with_mark(tree: object, trail: tuple[str | int, ...]) -> object:
    if not trail:
        return MARK
    step, *rest = trail
    if isinstance(tree, dict):
        return {name: with_mark(inner, tuple(rest)) if name == step else inner for name, inner in tree.items()}
    assert isinstance(tree, list)
    return [with_mark(inner, tuple(rest)) if index == step else inner for index, inner in enumerate(tree)]


def test_of_a_field_that_stands_twice_the_last_counts(tmp_path: Path) -> None:
    path = tmp_path / "twice.json"
    path.write_text('{"a": "x",\n"a":\n3}', encoding="utf-8")
    with pytest.raises(FactsError, match=r"twice\.json:3: a: expected text, found the number 3"):
        read_json(path).field("a").text()


def test_a_missing_field_is_reported_on_the_line_of_what_lacks_it(tmp_path: Path) -> None:
    path = tmp_path / "lacks.json"
    path.write_text('[{"a": 1},\n{}]', encoding="utf-8")
    with pytest.raises(FactsError, match=r"lacks\.json:2: \[1\]\.a: expected a, found no such field"):
        list(read_json(path).items())[1].field("a")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "1: JSON: expected valid JSON: Expecting value"),
        (b'{"a": 1,\n}', "2: JSON: expected valid JSON"),
        (b"[" * 200_000, "1: JSON: expected"),
        (b'{"a":\n"\xff"}', "2: text: expected UTF-8, found the byte 0xff"),
        (b"\x1f\x8b\x08", "1: file: expected a whole gzip file"),
    ],
)
def test_what_is_no_json_is_said_with_its_line(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    with pytest.raises(FactsError) as error:
        read_json(path)
    assert str(error.value).startswith(f"{path}:{said}")


def test_a_number_of_many_digits_is_a_number(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(f'{{"a": {"9" * 6000}, "b": -Infinity}}', encoding="utf-8")
    with pytest.raises(FactsError, match="1: a: expected text, found the number inf"):
        read_json(path).field("a").text()


def test_a_byte_order_mark_and_packing_make_no_difference(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress('\ufeff{"a": "x"}\r\n\r\n{"a": "y"}'.encode()))
    assert [(value.field("a").text(), value.line) for value in read_json_lines(path)] == [("x", 1), ("y", 3)]


def test_control_characters_and_white_space_are_folded(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"a": " one\x00two\n\n\tthree\u2028"}), encoding="utf-8")
    assert read_json(path).field("a").text() == "one two three"


def test_names_and_values_of_a_hostile_file_do_not_reach_the_terminal_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    value = Value({"\x1b[31m": ["\x1b[2J" + "x" * 1000]}, Document(path, '{"\\u001b[31m": ["x"]}'))
    with pytest.raises(FactsError) as error:
        next(value.field("\x1b[31m").items()).flag()
    assert "\x1b" not in str(error.value)
    assert len(str(error.value)) < 300

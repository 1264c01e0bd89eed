from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.block import Loaded
from ingest.loaders import load
from rag.errors import LoadError


def read(folder: Path, text: str | bytes, name: str = "data.json") -> Loaded:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load(path)


def texts(loaded: Loaded) -> list[str]:
    return [block.text for block in loaded.blocks]


def test_numbers_stay_as_they_are_written(tmp_path: Path) -> None:
    big = "9" * 6000
    assert texts(read(tmp_path, f'[{{"a": 1.10, "b": 1e-7, "c": {big}, "d": -0}}]')) == [
        f"a: 1.10; b: 1e-7; c: {big}; d: -0"
    ]


def test_a_large_record_with_lists_of_records_is_a_section_under_its_name(tmp_path: Path) -> None:
    items = [{"sku": f"A{number}", "text": "word " * 20} for number in range(40)]
    loaded = read(tmp_path, json.dumps([{"items": items, "name": "Order 7"}, {"name": "Order 8"}]))
    assert [(block.kind, block.text) for block in loaded.blocks[:3]] == [
        ("heading", "Order 7"),
        ("item", "name: Order 7"),
        ("heading", "items"),
    ]
    assert sum(block.kind == "row" for block in loaded.blocks) == 41


def test_one_value_a_line_is_read_under_the_suffix_of_one_value_a_file(tmp_path: Path) -> None:
    assert texts(read(tmp_path, '{"a": 1}\n{"a": 2}\n')) == ["a: 1", "a: 2"]


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ('{"a": 1,}', "d.json", r"is not JSON: line 1, column [89]"),
        ('{"a": 1,\n "b" 2}', "d.json", "is not JSON: line 2, column 6"),
        ("words", "d.json", "is not JSON: line 1"),
        ('{"a": 1}\n{"a": \n', "d.jsonl", "is not JSON Lines: line 2"),
        ('{"a": 1}\nwords', "d.ndjson", "is not JSON Lines: line 2"),
        ('{"a": "' + "x" * 2_000_000, "d.json", "is not JSON"),
        ("[" * 10_000 + "]" * 10_000, "d.json", "nested too deeply"),
        ('{"a":' * 10_000 + "1" + "}" * 10_000, "d.json", "nested too deeply"),
        ('{"a":' * 500 + "1" + "}" * 500, "d.json", "nested too deeply"),
        ("[" * 200_000, "d.jsonl", "nested too deeply|is not JSON"),
        ("{}", "d.json", "is empty"),
        ('[{}, [], null, "", {"a": null}]', "d.json", "is empty"),
        ("", "d.json", "is empty|is not JSON"),
        ('{"a": "b\0c"}', "d.json", "NUL"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_cannot_be_read_says_where(tmp_path: Path, text: str, name: str, reason: str) -> None:
    with pytest.raises(LoadError, match=reason) as raised:
        read(tmp_path, text, name)
    assert len(str(raised.value)) < 300


def test_a_string_of_a_megabyte_and_broken_surrogates_are_read(tmp_path: Path) -> None:
    assert len(texts(read(tmp_path, json.dumps([{"a": "word " * 200_000}])))[0]) > 900_000
    assert texts(read(tmp_path, '["\\ud800 lone"]')) == ["\ufffd lone"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    text = '[{"Straße": "Größe und Höhe über dem Fluß"}]'
    assert texts(read(tmp_path, text.encode(encoding))) == ["Straße: Größe und Höhe über dem Fluß"]


VALUES = st.recursive(
    st.text(min_size=1, max_size=8) | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def scalars(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for one in value.values() for text in scalars(one)]
    if isinstance(value, list):
        return [text for one in value for text in scalars(one)]
    if isinstance(value, bool):
        return [str(value).lower()]
    if value is None:
        return []
    return ["".join(str(value).split())]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(value=VALUES)
def test_no_value_is_lost_whatever_the_shape(value: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.getbasetemp()
    wanted = [text for text in scalars(value) if text]
    try:
        written = "".join("".join(texts(read(folder, json.dumps(value)))).split())
    except LoadError as error:
        assert "empty" in str(error)
        assert not wanted
    else:
        assert all(text in written for text in wanted)

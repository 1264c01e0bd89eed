from __future__ import annotations

from pathlib import Path

import pytest

from eval.importers.naming import FileNames, set_name


def test_names_differ_also_where_capitals_do_not_count() -> None:
    names = FileNames()
    assert [names.take(title) for title in ("Oil", "oil", "OIL", "oil (2)", "Oil")] == [
        "Oil.txt",
        "oil (2).txt",
        "OIL (3).txt",
        "oil (2) (2).txt",
        "Oil (4).txt",
    ]


@pytest.mark.parametrize(
    "title", ["AC/DC", "../../etc/passwd", "con", "a:b?", "x" * 400, "", "…", "a\nb", "C:\\x", ".hidden"]
)
def test_a_name_is_one_file_on_every_system(title: str) -> None:
    name = FileNames().take(title)
    assert Path(name).name == name
    assert "\\" not in name
    assert name.endswith(".txt")
    assert not name.startswith(".")
    assert len(name.encode()) <= 130


def test_long_titles_that_begin_alike_get_names_of_their_own() -> None:
    names = FileNames()
    assert len({names.take("x" * 200 + ending).casefold() for ending in "abc"}) == 3


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("dev-v2.0.json", "dev-v2.0"),
        ("a/rag_dataset.json.gz", "rag_dataset"),
        ("a/scifact", "scifact"),
        ("a/scifact/qrels/dev.tsv", "scifact"),
    ],
)
def test_a_set_is_named_after_its_file_without_its_format(path: str, name: str) -> None:
    assert set_name(Path(path)) == name

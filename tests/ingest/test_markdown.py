from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ingest.loaders import load
from rag.errors import LoadError

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.block import Loaded


def read(folder: Path, text: str) -> Loaded:
    path = folder / "notes.md"
    path.write_text(text, encoding="utf-8")
    return load(path)


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("a [link](https://example.org 'title')", "a link"),
        ("an ![old map](map.png)", "an old map"),
        ("**bold**, *slanted*, ~~struck~~, `code`", "bold, slanted, struck, code"),
        (r"3 \* 4 \_ 5", "3 * 4 _ 5"),
        ("caf&eacute; &amp; bar", "café & bar"),
        ("one<br>two <span class='x'>three</span><!-- four -->", "one two three"),
        ("<https://example.org>", "https://example.org"),
        ("soft\nbreak", "soft break"),
    ],
)
def test_inline_marks_become_what_a_reader_sees(tmp_path: Path, written: str, seen: str) -> None:
    assert [block.text for block in read(tmp_path, written).blocks] == [seen]


def test_a_table_of_a_head_alone_is_one_row(tmp_path: Path) -> None:
    assert [(b.kind, b.text) for b in read(tmp_path, "| a | b |\n|---|---|\n").blocks] == [("row", "a; b")]


def test_the_title_is_the_front_matter_s_then_the_first_highest_heading(tmp_path: Path) -> None:
    assert read(tmp_path, "---\ntitle: From the head\n---\n# Heading\n\ntext").title == "From the head"
    assert read(tmp_path, "## Small\n\ntext\n\n# Large\n\ntext").title == "Large"
    assert read(tmp_path, "text").title == "notes"


@pytest.mark.parametrize(
    "head", ["title: [", "- a\n- b", "title: {a: b}\ndate: 2024-13-45", "&a [*a, *a]", "x" * 30_000]
)
def test_a_broken_head_does_not_stop_the_text(tmp_path: Path, head: str) -> None:
    loaded = read(tmp_path, f"---\n{head}\n---\n\nThe text stays.")
    assert [block.text for block in loaded.blocks] == ["The text stays."]
    assert loaded.date is None


@pytest.mark.parametrize("mark", [">", "- "])
def test_nesting_beyond_all_measure_is_refused_and_not_dropped(tmp_path: Path, mark: str) -> None:
    with pytest.raises(LoadError, match="nested too deeply"):
        read(tmp_path, mark * 3000 + "text")


def test_nested_lists_keep_their_innermost_line(tmp_path: Path) -> None:
    text = "".join(f"{'  ' * depth}- level {depth}\n" for depth in range(20))
    assert [block.text for block in read(tmp_path, text).blocks] == [f"level {depth}" for depth in range(20)]


def test_many_brackets_are_text(tmp_path: Path) -> None:
    assert read(tmp_path, "[" * 2000 + "text").blocks[0].text.endswith("text")

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ingest.boilerplate import mark
from ingest.loaders import load
from ingest.paragraphs import number
from rag.errors import LoadError

if TYPE_CHECKING:
    from pathlib import Path

SENTENCES = (
    "The ferry leaves at nine and comes back at noon, unless the wind is stronger than eight.",
    "Its captain has worked on the sound for thirty years and knows every stone of it.",
)


def read(folder: Path, text: str) -> list[str]:
    path = folder / "file.txt"
    path.write_bytes(text.encode())
    return [block.text for block in load(path).blocks]


def test_blank_lines_part_paragraphs_and_lines_within_are_joined(tmp_path: Path) -> None:
    assert read(tmp_path, "first line of it\nsecond line of it.\n\n\nanother one.\n") == [
        "first line of it second line of it.",
        "another one.",
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\u2028"])
def test_all_line_ends_are_read(tmp_path: Path, end: str) -> None:
    assert read(tmp_path, f"{SENTENCES[0]}{end}{end}{SENTENCES[1]}{end}") == list(SENTENCES)


def test_a_line_is_a_paragraph_where_no_blank_line_stands(tmp_path: Path) -> None:
    lines = [f"Paragraph number {n} says that {'the sea is wide and ' * n}the boat is small." for n in range(1, 9)]
    assert read(tmp_path, "\n".join(lines)) == lines


def test_short_facts_one_a_line_are_paragraphs_each(tmp_path: Path) -> None:
    lines = ["The museum opens at nine.", "It closes at five.", "Tickets cost 4 crowns."]
    assert read(tmp_path, "\n".join(lines)) == lines


def test_keys_and_values_are_paragraphs_each(tmp_path: Path) -> None:
    lines = ["Name: Dorte Vang", "Born: 3 May 1880", "Trade: baker"]
    assert read(tmp_path, "\n".join(lines) + "\n\nShe lived on Quay Street.") == [*lines, "She lived on Quay Street."]


def test_the_title_and_capitals_are_headings_and_not_counted(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_text(f"The ferry to Holm\n\n{SENTENCES[0]}\n\nTHE CAPTAIN\n\n{SENTENCES[1]}\n")
    loaded = load(path)
    layout = number(mark(loaded.blocks))
    assert loaded.title == "The ferry to Holm"
    assert [(one.number, one.heading) for one in layout.paragraphs] == [
        (1, "The ferry to Holm"),
        (2, "The ferry to Holm > THE CAPTAIN"),
    ]


def test_a_file_of_one_line_is_a_paragraph_and_not_a_title(tmp_path: Path) -> None:
    assert [block.kind for block in load(write(tmp_path, "Bring milk")).blocks] == ["text"]


def test_a_file_without_a_title_is_named_by_its_name(tmp_path: Path) -> None:
    assert load(write(tmp_path, "\n".join(SENTENCES))).title == "file"


def test_a_stack_of_furniture_is_split_and_marked(tmp_path: Path) -> None:
    text = f"{SENTENCES[0]}\n\n{SENTENCES[1]}\n\n- Advertisement -\nShare This Article\nLeave a Comment"
    marked = mark(load(write(tmp_path, text)).blocks)
    assert [bool(block.furniture) for block in marked] == [False, False, True, True, True]


@pytest.mark.parametrize(
    "line", ["A. Vang baked the bread.", "12. Mai was the day.", "-5 degrees it was.", "(b) Rent is due."]
)
def test_a_beginning_that_resembles_a_mark_is_kept(tmp_path: Path, line: str) -> None:
    assert read(tmp_path, f"{SENTENCES[0]}\n\n{line}\n\n{SENTENCES[1]}") == [SENTENCES[0], line, SENTENCES[1]]


def test_rules_are_dropped(tmp_path: Path) -> None:
    assert read(tmp_path, f"{SENTENCES[0]}\n\n* * *\n\n{SENTENCES[1]}\n\n----------\n") == list(SENTENCES)


def test_running_heads_and_feet_of_pages_are_furniture(tmp_path: Path) -> None:
    pages = [
        f"Port Rules        Harbour Note 12        May 2024\n\n\n{SENTENCES[number % 2]} So says rule {number}.\n\n\n"
        f"Berg, et al.            Informational             [Page {number}]\n"
        for number in range(1, 5)
    ]
    blocks = load(write(tmp_path, "\f".join(pages))).blocks
    assert [block.text for block in blocks if not block.furniture] == [
        f"{SENTENCES[number % 2]} So says rule {number}." for number in range(1, 5)
    ]
    assert {block.furniture for block in blocks} == {
        "",
        "running head: it repeats on several pages",
        "running foot: it repeats on several pages",
    }
    assert blocks[-1].text == "Berg, et al. Informational [Page 4]"


def test_pages_of_nothing_but_one_line_keep_it(tmp_path: Path) -> None:
    assert read(tmp_path, "\f".join(["The ferry leaves at nine.\n"] * 4)) == ["The ferry leaves at nine."] * 4


def test_lines_that_differ_in_more_than_the_page_number_are_no_running_heads(tmp_path: Path) -> None:
    pages = [f"Rule {number + 20}\n\nBerth {number} is free." for number in range(1, 6)]
    assert not any(block.furniture for block in load(write(tmp_path, "\f".join(pages))).blocks)


def test_five_megabytes_of_text_are_read_whole(tmp_path: Path) -> None:
    line = "Every word of this line is counted, the last one too, since nothing may be lost.\n\n"
    assert len(read(tmp_path, line * (5_000_000 // len(line)))) == 5_000_000 // len(line)


def test_one_line_of_five_megabytes_is_numbered_as_paragraphs_that_can_be_shown(tmp_path: Path) -> None:
    sentence = "Every word of this line is counted, the last one too, since nothing may be lost. "
    layout = number(load(write(tmp_path, sentence * 60_000)).blocks)
    assert max(len(one.text) for one in layout.paragraphs) <= 20_000
    assert sum(one.text.count("lost.") for one in layout.paragraphs) == 60_000


@pytest.mark.parametrize("text", ["", "  \n\t\n", "\ufeff"])
def test_a_file_without_text_is_refused_as_empty(tmp_path: Path, text: str) -> None:
    with pytest.raises(LoadError, match="is empty"):
        load(write(tmp_path, text))


def test_an_unknown_suffix_names_those_that_can_be_read(tmp_path: Path) -> None:
    unknown = tmp_path / "file.xyz"
    unknown.write_bytes(bytes(range(0x80, 0x100)) * 4)
    with pytest.raises(LoadError, match=r"^\.xyz files cannot be read; \.txt"):
        load(unknown)


def write(folder: Path, text: str) -> Path:
    path = folder / "file.txt"
    path.write_text(text, encoding="utf-8")
    return path

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.block import Loaded
from ingest.loaders import load
from rag.errors import LoadError

FROM = "From a@example.org Tue May 14 09:12:41 2024\n"


def read(folder: Path, text: str | bytes, name: str = "letters.mbox") -> Loaded:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load(path)


def message(subject: str, body: str) -> str:
    return f"{FROM}From: a@example.org\nSubject: {subject}\n\n{body}\n\n"


def headings(loaded: Loaded) -> list[str]:
    return [block.text for block in loaded.blocks if block.kind == "heading" and block.level == 1]


def test_every_message_is_a_section_under_its_subject(tmp_path: Path) -> None:
    loaded = read(tmp_path, "".join(message(f"Letter {number}", f"Body {number}.") for number in range(300)))
    assert headings(loaded) == [f"Letter {number}" for number in range(300)]
    assert [block.text for block in loaded.blocks if block.kind == "text"] == [f"Body {n}." for n in range(300)]


@pytest.mark.parametrize(
    "line",
    ["From the pier one sees the lamp.", "From Monday 9:00 the crane works.\nIt is new.", ">From Monday on it works."],
)
def test_a_sentence_that_begins_with_from_begins_no_message(tmp_path: Path, line: str) -> None:
    loaded = read(tmp_path, message("One", f"Text.\n\n{line}"))
    assert headings(loaded) == ["One"]
    assert loaded.blocks[-1].text.startswith("From")


def test_a_message_that_cannot_be_read_is_named_and_the_others_go_in(tmp_path: Path) -> None:
    broken = f"{FROM}just words\n\n"
    loaded = read(tmp_path, message("One", "First.") + broken + message("Three", "Third."))
    assert headings(loaded) == ["One", "Three"]
    assert len(loaded.warnings) == 1
    assert loaded.warnings[0].startswith("message 2 ")


def test_a_mailbox_of_nothing_readable_is_refused_with_the_first_reason(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="holds no message that can be read: message 1 is not mail"):
        read(tmp_path, f"{FROM}\njust words\n")


@pytest.mark.parametrize("text", ["Just words, and no mailbox.", "Subject: one\n\nno separator"])
def test_what_is_no_mailbox_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(LoadError, match="is not a mailbox"):
        read(tmp_path, text)


def test_an_empty_mailbox_is_refused_as_empty(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="is empty"):
        read(tmp_path, "\n\n")


def test_lines_of_a_megabyte_and_thousands_of_messages_are_read(tmp_path: Path) -> None:
    assert headings(read(tmp_path, message("Long", "word " * 200_000) * 3)) == ["Long"] * 3


def test_a_message_of_too_many_parts_does_not_stop_the_mailbox(tmp_path: Path) -> None:
    parts = "--b\n\nA part.\n" * 5000
    hostile = f"{FROM}Subject: Bad\nContent-Type: multipart/mixed; boundary=b\n\n{parts}\n\n"
    loaded = read(tmp_path, hostile + message("Good", "Text."))
    assert headings(loaded) == ["Good"]
    assert "more than 1,000 parts" in loaded.warnings[0]


def test_null_bytes_in_one_message_do_not_stop_the_others(tmp_path: Path) -> None:
    loaded = read(tmp_path, message("Bad", "a\0\0\0b\x01") + message("Good", "Text."))
    assert headings(loaded) == ["Good"]
    assert "NUL" in loaded.warnings[0]

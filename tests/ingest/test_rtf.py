from __future__ import annotations

import random
from pathlib import Path

import pytest
from own_loader import load_by_suffix as load

from ingest.paragraphs import number
from rag.errors import LoadError

FIXTURES = Path(__file__).parent / "fixtures"


def texts(folder: Path, content: bytes) -> list[str]:
    path = folder / "a.rtf"
    path.write_bytes(content)
    return [block.text for block in load(path).blocks]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (rb"caf\'e9", "café"),
        (rb"\u8364?", "€"),
        (rb"\u-10179\u-8704 ?", "😀"),
        (rb"\uc0\u8364 ", "€"),
        (rb"{\uc2\u8364 ab}c", "€c"),
        (rb"a\~b\_c\-d", "a b-cd"),
        (rb"\{x\}\\", "{x}\\"),
        (rb"a{\*\unknown b}c", "ac"),
        (rb"a{\v b}c", "ac"),
        (rb"a{\pict 0102}c", "ac"),
        (b"a\\bin4 \x00}\\{c", "ac"),
        (rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt y}}", "y"),
        (rb"a\unknownword12 b", "ab"),
        (rb"a}b", "a"),
    ],
)
def test_words_of_control_become_what_a_reader_sees(tmp_path: Path, source: bytes, text: str) -> None:
    assert texts(tmp_path, b"{\\rtf1\\ansi " + source + b"}")[0].startswith(text)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"{\\rtf1\\ansi }", "is empty"),
        (b"{\\rtf1\\ansi Text that stops", "is cut short"),
        (b"%PDF-1.7", "begins like a PDF"),
        (b"Plain text.", "does not begin as these do"),
        (b"{\\rtf1 " + b"{" * 5_000 + b"x" + b"}" * 5_000 + b"}", "nested too deeply"),
    ],
)
def test_what_is_no_rich_text_is_refused_with_its_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(LoadError, match=reason):
        texts(tmp_path, content)


def test_a_line_of_a_million_characters_is_read(tmp_path: Path) -> None:
    assert len(texts(tmp_path, b"{\\rtf1 " + b"\\'e9" * 300_000 + b" end}")[0]) > 300_000


@pytest.mark.parametrize("seed", range(20))
def test_a_document_with_stray_bytes_is_read_or_refused_and_crashes_nothing(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    data = bytearray((FIXTURES / rng.choice(["lighthouse.rtf", "table.rtf", "notes.rtf"])).read_bytes())
    for _ in range(20):
        place = rng.randrange(6, len(data) - 2)
        data[place : place + rng.randrange(3)] = rng.choice([b"", b"{", b"}", b"\\", b"\\u", b"\\'", b"\0", b"\xff"])
    (tmp_path / "a.rtf").write_bytes(data)
    try:
        number(load(tmp_path / "a.rtf").blocks)
    except LoadError as error:
        assert "\n" not in str(error)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.marks import Mark, MarkReader, read_mark


def parts(*pieces: str) -> list[str | tuple[int, ...]]:
    """Read pieces; neighbouring words joined, marks as their numbers."""
    found: list[str | tuple[int, ...]] = []
    for part in MarkReader().read(pieces):
        if isinstance(part, Mark):
            found.append(part.numbers)
        elif found and isinstance(found[-1], str):
            found[-1] += part
        else:
            found.append(part)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He led [1].", ["He led ", (1,), "."]),
        ("A [1, 2] b [1-3] c [2–4]", ["A ", (1, 2), " b ", (1, 2, 3), " c ", (2, 3, 4)]),
        ("A [1][2] b", ["A ", (1,), (2,), " b"]),
        ("A [99] b [0]", ["A ", (99,), " b ", (0,)]),
        ("A ［１］ b 【2】 c 【3†source】", ["A ", (1,), " b ", (2,), " c ", (3,)]),
        ("A [^1] b [Source 2] c [sources: 1 and 3]", ["A ", (1,), " b ", (2,), " c ", (1, 3)]),
        ("[1-99999] all", ["[1-99999] all"]),
        ("[1-999] all", [(), " all"]),
        ("A [see below] b [", ["A [see below] b ["]),
        ("[not\nclosed] [1]", ["[not\nclosed] ", (1,)]),
        ("Great! [1]!", ["Great! ", (1,), "!"]),
    ],
)
def test_marks_are_told_from_words(text: str, expected: list[str | tuple[int, ...]]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("`a[1]` is [2]", ["`a[1]` is ", (2,)]),
        ("```\na[1]\n``` is [2]", ["```\na[1]\n``` is ", (2,)]),
        ("``a`[1]`` is [2]", ["``a`[1]`` is ", (2,)]),
        ("`open [1]\nnext [2]", ["`open [1]\nnext ", (2,)]),
    ],
)
def test_a_mark_inside_code_is_code(text: str, expected: list[str | tuple[int, ...]]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See ![x](https://evil.example/?q=secret) now", ["See  now"]),
        ("See [the page](https://evil.example) now", ["See the page now"]),
        ("So it is [1](https://evil.example).", ["So it is ", (1,), "."]),
        ("![x](https://evil.example/never closed", [""]),
    ],
)
def test_images_are_dropped_and_links_lose_their_target(text: str, expected: list[str | tuple[int, ...]]) -> None:
    assert [part for part in parts(text) if part] == [part for part in expected if part]


@given(st.text(alphabet="ab1２ [](),-–!`\n［］†", max_size=40), st.data())
def test_a_text_cut_anywhere_reads_the_same(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert parts(*pieces) == parts(text)


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert parts(*text) == parts(text)


def test_what_is_no_mark_is_none() -> None:
    assert read_mark("see 1") is None

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.library.samples import EVERY, LENGTH, Samples, sample_text

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-16"])
@pytest.mark.parametrize("before", range(9))
def test_a_sample_is_found_wherever_it_stands_in_either_encoding(encoding: str, before: int) -> None:
    finder = Samples(["the secret süß figure", "another sample 日本語"])
    data = b"x" * before + "... the secret süß figure ...".encode(encoding)
    assert finder.in_bytes(data) == {"the secret süß figure"}
    assert finder.in_bytes(data[:-30] + b"-") == set()


def test_samples_with_one_beginning_are_told_apart() -> None:
    finder = Samples(["one beginning and this", "one beginning and that"])
    assert finder.in_bytes(b"one beginning and that") == {"one beginning and that"}
    assert finder.in_bytes(b"one beginning and those") == set()


@pytest.mark.parametrize("data", [b"", b"short", b"12345678"])
def test_little_or_nothing_holds_no_sample(data: bytes) -> None:
    assert Samples(["123456789"]).in_bytes(data) == set()
    assert Samples([]).in_bytes(data) == set()


def test_a_sample_across_two_blocks_of_a_file_is_found(tmp_path: Path) -> None:
    file = tmp_path / "file"
    for at in ((1 << 23) - 10, (1 << 23) - 1, 1 << 23, (2 << 23) - 30):
        file.write_bytes(b"\0" * at + b"the secret number 77" + b"\0" * 100)
        assert Samples(["the secret number 77"]).in_file(file) == {"the secret number 77"}


def test_a_text_is_sampled_from_its_start_to_its_end_a_very_short_one_not_at_all() -> None:
    text = "".join(chr(0x4E00 + n) for n in range(1000))
    samples = set(sample_text(text))
    assert {text[:LENGTH], text[EVERY : EVERY + LENGTH], text[-LENGTH:]} <= samples
    assert len(samples) == 5
    assert list(sample_text("12345678")) == ["12345678"]
    assert list(sample_text("1234567")) == []

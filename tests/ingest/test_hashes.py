from __future__ import annotations

import os
from pathlib import Path

import pytest
from folders import write

from ingest.hashes import Hashes
from ingest.reading import digest_of

LONG_AGO = 1_000_000_000


def aged(path: Path) -> Path:
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def test_a_file_written_anew_with_its_old_size_and_time_is_hashed_anew(tmp_path: Path) -> None:
    hashes = Hashes()
    for text in ("one", "two", "six"):
        path = aged(write(tmp_path / "a.txt", text))
        assert hashes.digest(path) == digest_of(path)


def test_a_file_put_in_the_place_of_another_is_hashed_anew(tmp_path: Path) -> None:
    path, other = aged(write(tmp_path / "a.txt", "one")), aged(write(tmp_path / "b.txt", "two"))
    hashes = Hashes()
    assert hashes.digest(path) != hashes.digest(other)
    other.replace(path)
    assert hashes.digest(path) == digest_of(path)


def test_what_was_hashed_long_after_its_last_change_is_not_read_again_until_forgotten() -> None:
    path = Path(pytest.__file__)  # the system dates its last change far back, as no test can
    hashes = Hashes()
    first = hashes.digest(path)
    hashes._known[path] = (hashes._known[path][0], "remembered")
    assert hashes.digest(path) == "remembered"
    hashes.forget([path])
    assert hashes.digest(path) == first == digest_of(path)

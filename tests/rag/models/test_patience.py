from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from rag.models.patience import AHEAD, Broken, Silence, patiently

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 60


def test_what_comes_is_given_in_order() -> None:
    assert list(patiently(lambda: range(3 * AHEAD), PATIENCE)) == list(range(3 * AHEAD))


def test_an_error_comes_last() -> None:
    def fails() -> Iterator[int]:
        yield 1
        raise KeyError("gone")

    first, last = patiently(fails, PATIENCE)
    assert first == 1
    assert isinstance(last, Broken)
    assert isinstance(last.error, KeyError)


def test_silence_ends_the_reading() -> None:
    wake = threading.Event()

    def falls_silent() -> Iterator[int]:
        yield 1
        wake.wait(PATIENCE)
        yield 2

    first, last = patiently(falls_silent, 0.2)
    wake.set()
    assert first == 1
    assert isinstance(last, Broken)
    assert isinstance(last.error, Silence)


def test_what_nobody_reads_any_more_is_closed() -> None:
    closed = threading.Event()

    def endless() -> Iterator[int]:
        try:
            while True:
                yield 1
        finally:
            closed.set()

    reading = patiently(endless, PATIENCE)
    assert next(reading) == 1
    reading.close()
    assert closed.wait(PATIENCE)

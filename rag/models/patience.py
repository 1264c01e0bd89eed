"""Read what comes slowly, and give up when nothing comes: the time limit of every language model, whoever made it."""

from __future__ import annotations

import contextvars
import gc
import queue
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

T = TypeVar("T")

AHEAD = 1024
"""What may wait unread; a server that is faster than its reader is then no longer read."""


class Silence(TimeoutError):
    """Say that nothing came in time."""


@dataclass(frozen=True, slots=True)
class Broken:
    """Hold what ended the reading, for the reader to judge."""

    error: BaseException


class _End:
    pass


def patiently(start: Callable[[], Iterable[T]], limit: float) -> Generator[T | Broken, None, None]:
    """Yield what comes; last a Broken where it did not end well: of Silence, where nothing came for `limit` seconds.

    The reading is done in a thread of its own, which ends at the next thing that comes once nobody reads any more.
    """
    reading: _Reading[T] = _Reading()
    context = contextvars.copy_context()
    threading.Thread(target=context.run, args=(reading.run, start), name="citeback-llm", daemon=True).start()
    try:
        while True:
            try:
                arrival = reading.arrivals.get(timeout=limit)
            except queue.Empty:
                yield Broken(Silence())
                return
            if isinstance(arrival, _End):
                return
            yield arrival
            if isinstance(arrival, Broken):
                return
    finally:
        reading.abandoned.set()


class _Reading(Generic[T]):
    def __init__(self) -> None:
        self.arrivals: queue.Queue[T | Broken | _End] = queue.Queue(AHEAD)
        self.abandoned = threading.Event()

    def run(self, start: Callable[[], Iterable[T]]) -> None:
        try:
            if not self._all_put(start()):
                # The streams of openai and anthropic hold themselves in a circle: until it is collected, their
                # connection stays open and the server goes on writing.
                gc.collect()
        except BaseException as error:  # noqa: BLE001 - carried to the thread that waits, which judges it
            self._put(Broken(error))
        else:
            self._put(_End())

    def _all_put(self, coming: Iterable[T]) -> bool:
        return all(self._put(one) for one in coming)

    def _put(self, arrival: T | Broken | _End) -> bool:
        """Hand over; False when nobody reads any more."""
        while not self.abandoned.is_set():
            try:
                self.arrivals.put(arrival, timeout=1)
            except queue.Full:
                continue
            return True
        return False

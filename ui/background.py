"""Work in a thread whose steps are waited for one at a time."""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Step = TypeVar("Step")

PATIENCE = 0.05
"""Seconds after which None is given where no step came."""


def steps(work: Callable[[Callable[[Step], None]], None], gather: float = 0.0) -> Iterator[Step | None]:
    """Run work that hands over its steps; give each as it comes, and None while nothing comes.

    `gather`: seconds after a step, the first excepted, in which a newer one takes its place. What the work raises is
    raised here. Who stops reading leaves the work to end by itself.
    """
    handed: queue.SimpleQueue[tuple[Step] | BaseException | None] = queue.SimpleQueue()

    def run() -> None:
        try:
            work(lambda step: handed.put((step,)))
            handed.put(None)
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            handed.put(error)

    threading.Thread(target=run, daemon=True).start()
    given = 0
    while True:
        came = _taken(handed, gather if given else 0.0)
        if not came:
            yield None
            continue
        newest = [one[0] for one in came if isinstance(one, tuple)][-1:]
        yield from newest
        given += len(newest)
        if isinstance(came[-1], BaseException):
            raise came[-1]
        if came[-1] is None:
            return


def _taken(
    handed: queue.SimpleQueue[tuple[Step] | BaseException | None], gather: float
) -> list[tuple[Step] | BaseException | None]:
    """Take what is handed over next, and what comes soon after it; nothing where patience ends before."""
    came = []
    with contextlib.suppress(queue.Empty):
        came.append(handed.get(timeout=PATIENCE))
        until = time.monotonic() + gather
        while isinstance(came[-1], tuple) and (left := until - time.monotonic()) > 0:
            came.append(handed.get(timeout=left))
    return came

"""Work in a thread whose steps are waited for one at a time."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Step = TypeVar("Step")

PATIENCE = 0.05
"""Seconds after which None is given where no step came."""


def steps(work: Callable[[Callable[[Step], None]], None]) -> Iterator[Step | None]:
    """Run work that hands over its steps; give each as it comes, and None while nothing comes.

    What the work raises is raised here. Who stops reading leaves the work to end by itself.
    """
    handed: queue.SimpleQueue[tuple[Step] | BaseException | None] = queue.SimpleQueue()

    def run() -> None:
        try:
            work(lambda step: handed.put((step,)))
            handed.put(None)
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            handed.put(error)

    threading.Thread(target=run, daemon=True).start()
    while True:
        try:
            step = handed.get(timeout=PATIENCE)
        except queue.Empty:
            yield None
            continue
        if step is None:
            return
        if isinstance(step, BaseException):
            raise step
        yield step[0]

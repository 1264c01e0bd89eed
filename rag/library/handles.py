"""Replace what many threads use while they use it."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")


@dataclass(slots=True)
class _Lent(Generic[T]):
    """Hold a value with the number of those that use it."""

    value: T
    users: int = 0


class Handle(Generic[T]):
    """Lend what answers now; what it replaces comes back when its last user is done."""

    def __init__(self, value: T) -> None:
        self._changed = threading.Condition()
        self._lent = _Lent(value)

    @property
    def value(self) -> T:
        """Give what answers now, to those alone who keep it from being replaced."""
        return self._lent.value

    @contextmanager
    def held(self) -> Iterator[T]:
        """Lend what answers now; it stays usable until the end of the block."""
        with self._changed:
            lent = self._lent
            lent.users += 1
        try:
            yield lent.value
        finally:
            with self._changed:
                lent.users -= 1
                self._changed.notify_all()

    def replace(self, value: T) -> T:
        """Lend another value from now on; give the one before back, once nobody uses it any more."""
        with self._changed:
            lent, self._lent = self._lent, _Lent(value)
            self._changed.wait_for(lambda: lent.users == 0)
        return lent.value

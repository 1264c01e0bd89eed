"""Slow down who guesses passwords, without letting them lock the owner of a name out."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

FREE_FROM_ADDRESS = 10
"""Wrong passwords from one address before it has to wait."""
FREE_FOR_USER = 100
"""The same for one name from all addresses; then they wait a little only: the owner is among them."""
LONGEST_FROM_ADDRESS, LONGEST_FOR_USER = 60.0, 5.0
"""Seconds between two attempts."""
FORGOTTEN = 900.0
"""Seconds after the last attempt when nothing is held against anybody."""
MOST = 10_000
"""Addresses and names remembered; the oldest go first."""


@dataclass(slots=True)
class _Count:
    failures: int = 0
    last: float = 0.0


class Attempts:
    """Count wrong passwords by address and by name; safe from many threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with nothing held against anybody."""
        self._clock = clock
        self._lock = threading.Lock()
        self._counts: OrderedDict[str, _Count] = OrderedDict()

    def wait(self, address: str, user: str) -> float:
        """Give the seconds until an attempt is let through; 0 lets it through, and counts it as wrong until `right`.

        So many attempts at once are as slow as one after another.
        """
        now = self._clock()
        with self._lock:
            held = [
                (self._count(_network(address), now), FREE_FROM_ADDRESS, LONGEST_FROM_ADDRESS),
                (self._count(f"user {user}", now), FREE_FOR_USER, LONGEST_FOR_USER),
            ]
            wait = max(count.last + _pause(count.failures - free, longest) - now for count, free, longest in held)
            if wait > 0:
                return wait
            for count, _, _ in held:
                count.failures += 1
                count.last = now
        return 0.0

    def right(self, address: str, user: str) -> None:
        """Take the last attempt back: it was right; earlier ones stay, or an own account would buy more guesses."""
        with self._lock:
            for key in (_network(address), f"user {user}"):
                if key in self._counts:
                    self._counts[key].failures = max(0, self._counts[key].failures - 1)

    def _count(self, key: str, now: float) -> _Count:
        count = self._counts.setdefault(key, _Count())
        self._counts.move_to_end(key)
        if now - count.last > FORGOTTEN:
            count.failures = 0
        while len(self._counts) > MOST:
            self._counts.popitem(last=False)
        return count


def _pause(over: int, longest: float) -> float:
    return 0.0 if over < 0 else min(2.0 ** min(over, 16), longest)


def _network(address: str) -> str:
    """Count an IPv6 network as one address: whoever has one has all of it."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else str(found)

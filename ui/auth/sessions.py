"""Who is signed in: tickets that browsers hold, and what of them this process knows."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

IDLE = 12 * 3600.0
"""Seconds without a request after which a ticket is void."""
MOST = 50
"""Tickets of one user; one more voids the one used longest ago."""


@dataclass(slots=True)
class _Session:
    user: str
    used: float


class Sessions:
    """Hold who is signed in, by a hash of their ticket; gone with this process. Safe from many threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with nobody signed in."""
        self._clock = clock
        self._lock = threading.Lock()
        self._sessions: OrderedDict[bytes, _Session] = OrderedDict()

    def begin(self, user: str) -> str:
        """Sign a user in and give their ticket."""
        ticket = secrets.token_urlsafe(32)
        with self._lock:
            self._sessions[_digest(ticket)] = _Session(user, self._clock())
            held = [key for key, session in self._sessions.items() if session.user == user]
            for key in held[:-MOST]:
                del self._sessions[key]
        return ticket

    def user(self, ticket: str) -> str | None:
        """Give whose ticket it is; None where it is nobody's any more."""
        key, now = _digest(ticket), self._clock()
        with self._lock:
            session = self._sessions.get(key)
            if session is None:
                return None
            if now - session.used > IDLE:
                del self._sessions[key]
                return None
            session.used = now
            self._sessions.move_to_end(key)
            return session.user

    def end(self, ticket: str) -> None:
        """Void a ticket."""
        with self._lock:
            self._sessions.pop(_digest(ticket), None)


def _digest(ticket: str) -> bytes:
    return hashlib.sha256(ticket.encode("utf-8", "surrogatepass")).digest()

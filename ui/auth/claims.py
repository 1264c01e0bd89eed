"""What names a visitor's doings in requests (session, event, upload) belongs to the user who used it first."""

from __future__ import annotations

import threading
from collections import OrderedDict

MOST = 20_000
"""Names held of one user; the oldest go first, so that nobody's requests can push out another's."""


class Claims:
    """Hold whose the names are; safe from many threads."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = threading.Lock()
        self._owners: dict[str, str] = {}
        self._held: dict[str, OrderedDict[str, None]] = {}

    def claim(self, user: str, name: str) -> bool:
        """Tell whether a name is this user's; one that is nobody's becomes theirs."""
        with self._lock:
            owner = self._owners.setdefault(name, user)
            if owner != user:
                return False
            held = self._held.setdefault(user, OrderedDict())
            held[name] = None
            held.move_to_end(name)
            if len(held) > MOST:
                del self._owners[held.popitem(last=False)[0]]
            return True

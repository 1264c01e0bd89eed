"""A password -> a line of text that proves it and does not tell it: scrypt, with a salt of its own."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import unicodedata
from dataclasses import dataclass

SHORTEST, LONGEST = 8, 1024
"""Characters of a password."""
COST, BLOCK, TIMES = 15, 8, 3
"""32 MiB, three times over (the equal of OWASP's 128 MiB once): a quarter of a second on a small server."""
COSTS, MOST_TIMES = range(14, 21), 16
"""What a written hash may ask of this machine: 16 MiB to 1 GiB."""
SALT_BYTES, KEY_BYTES = 16, 32
_WRITTEN = re.compile(rf"scrypt:(\d\d):{BLOCK}:(\d\d?):([0-9a-f]{{{2 * SALT_BYTES}}}):([0-9a-f]{{{2 * KEY_BYTES}}})")


@dataclass(frozen=True, slots=True)
class PasswordHash:
    """Hold what proves a password."""

    cost: int
    """Power of two: scrypt's n."""
    times: int
    """Scrypt's p."""
    salt: bytes
    key: bytes

    def __repr__(self) -> str:
        """Keep the hash out of logs and tracebacks."""
        return "PasswordHash(...)"

    def __str__(self) -> str:
        """Write it as `read_hash` reads it: no character that a shell or a YAML file takes for its own."""
        return f"scrypt:{self.cost}:{BLOCK}:{self.times}:{self.salt.hex()}:{self.key.hex()}"

    def proves(self, password: str) -> bool:
        """Tell whether this is the password; how long that takes tells nothing."""
        return hmac.compare_digest(_key(password, self.cost, self.times, self.salt), self.key)


def hash_password(password: str, cost: int = COST, times: int = TIMES) -> PasswordHash:
    """Make the hash of a password, another one each time."""
    salt = secrets.token_bytes(SALT_BYTES)
    return PasswordHash(cost, times, salt, _key(password, cost, times, salt))


def read_hash(text: str) -> PasswordHash | None:
    """Read a written hash; None where it is none, or asks more of this machine than any password is worth."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    cost, times = int(found[1]), int(found[2])
    if cost not in COSTS or not 1 <= times <= MOST_TIMES:
        return None
    return PasswordHash(cost, times, bytes.fromhex(found[3]), bytes.fromhex(found[4]))


def fault(password: str) -> str:
    """Say why a password is not taken; empty when it is."""
    if len(password) < SHORTEST:
        return f"a password needs at least {SHORTEST} characters"
    return f"a password has at most {LONGEST} characters" if len(password) > LONGEST else ""


def _key(password: str, cost: int, times: int, salt: bytes) -> bytes:
    typed = unicodedata.normalize("NFC", password[:LONGEST]).encode("utf-8", "surrogatepass")
    memory = 130 * BLOCK * (2**cost + times)
    return hashlib.scrypt(typed, salt=salt, n=2**cost, r=BLOCK, p=times, maxmem=memory, dklen=KEY_BYTES)

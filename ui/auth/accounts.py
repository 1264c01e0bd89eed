"""Who may sign in: a line for each, `NAME:HASH`, from a file or the environment."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import SettingsError
from ui.auth.passwords import PasswordHash, hash_password, read_hash

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._@+-]{0,62}[A-Za-z0-9])?")
NAMES = "1 to 64 of a-z, 0-9 and . _ @ + - inside; upper and lower case are one"
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
"""Names of devices where Windows runs; each name is also a folder's."""
LARGEST_FILE = 1_000_000


@dataclass(frozen=True, slots=True)
class Account:
    """Hold who may sign in."""

    user: str
    """The name in lower case: one user, one folder, also where a disk does not tell the two apart."""
    hash: PasswordHash


class Accounts:
    """Check names with their passwords; safe from many threads."""

    def __init__(self, accounts: Mapping[str, Account]) -> None:
        """Hold these, by user; there is one at least."""
        self._accounts = accounts
        work = max((account.hash for account in accounts.values()), key=lambda each: 2**each.cost * each.times)
        self._nobody = hash_password("nobody has this name", work.cost, work.times)

    @property
    def users(self) -> tuple[str, ...]:
        """Name them all."""
        return tuple(self._accounts)

    def user(self, name: str, password: str) -> str | None:
        """Give the user that a name and a password prove, or None; a name that nobody has takes the same time."""
        account = self._accounts.get(name.strip().lower())
        proven = (account.hash if account else self._nobody).proves(password)
        return account.user if account and proven else None


def read_accounts(said: str) -> Accounts:
    """Read accounts from a file that is named, or from lines `NAME:HASH` themselves.

    Raises:
        SettingsError: the file cannot be read, or a line breaks the form; it is named by its number, never quoted.
    """
    if ":scrypt:" in said:
        return Accounts(_accounts(said, "CITEBACK_AUTH"))
    path = Path(said).expanduser()
    try:
        if path.stat().st_size > LARGEST_FILE:
            msg = f"{path} is no file of users and passwords: it has more than {LARGEST_FILE:,} bytes"
            raise SettingsError(msg)
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        msg = f"the users cannot be read from {path}: {error.strerror or error}; make it with {how_to_make(path)}"
        raise SettingsError(msg) from error
    except UnicodeDecodeError as error:
        msg = f"the users cannot be read from {path}: it is not text; make it with {how_to_make(path)}"
        raise SettingsError(msg) from error
    return Accounts(_accounts(text, str(path)))


def how_to_make(path: Path) -> str:
    """Name the command that makes a file of users."""
    return f"`citeback password NAME --to {path}`"


def user_of(name: str) -> str:
    """Give the user of a name.

    Raises:
        SettingsError: it cannot be a user's.
    """
    user = name.lower()
    if not NAME.fullmatch(name) or ".." in name or RESERVED.fullmatch(user):
        shown = name if name.isprintable() and len(name) <= 64 else name[:64].encode("unicode_escape").decode()
        msg = f"{shown!r} cannot be a user's name: expected {NAMES}"
        raise SettingsError(msg)
    return user


def loose(path: Path) -> str:
    """Say who else may read or write a file of users; empty where nobody may, or the system does not tell."""
    if os.name != "posix" or not path.is_file():
        return ""
    mode = path.stat().st_mode
    others = mode & (stat.S_IRWXG | stat.S_IRWXO)
    if not others:
        return ""
    may = "write" if others & (stat.S_IWGRP | stat.S_IWOTH) else "read"
    return f"others on this machine may {may} {path}, which holds password hashes: run `chmod 600 {path}`"


def write_account(path: Path, account: Account) -> None:
    """Put a user into a file, in the place of an earlier line of the same user; all else stays as it was.

    Raises:
        SettingsError: it cannot be read or written.
    """
    line = f"{account.user}:{account.hash}"
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        places = [place for place, text in enumerate(lines) if text.partition(":")[0].strip().lower() == account.user]
        if places:
            lines[places[0]] = line
        else:
            lines.append(line)
        handle, unfinished = tempfile.mkstemp(prefix=".", dir=path.parent)  # readable by nobody else
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        Path(unfinished).replace(path)
    except (OSError, UnicodeDecodeError) as error:
        msg = f"the user cannot be written to {path}: {getattr(error, 'strerror', None) or 'it is not text'}"
        raise SettingsError(msg) from error


def _accounts(text: str, where: str) -> dict[str, Account]:
    found: dict[str, Account] = {}
    first: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, colon, written = line.partition(":")
        hashed = read_hash(written.strip())
        if not colon or hashed is None:
            msg = f"{where}:{number}: expected NAME:HASH as `citeback password NAME` prints it"
            raise SettingsError(msg)
        try:
            user = user_of(name.strip())
        except SettingsError as error:
            msg = f"{where}:{number}: {error}"
            raise SettingsError(msg) from error
        if user in found:
            msg = f"{where}:{number}: the user {user} is named in line {first[user]} already: keep one of the two"
            raise SettingsError(msg)
        found[user], first[user] = Account(user, hashed), number
    if not found:
        msg = f"{where} names no user: add one with `citeback password NAME`"
        raise SettingsError(msg)
    return found

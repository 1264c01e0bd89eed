"""What the options of `chat` say about who may come in: this machine alone, users with passwords, or anyone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import SettingsError
from rag.settings import Settings
from ui.auth.accounts import loose, read_accounts
from ui.auth.hosts import Place, is_loopback, read_host

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.auth.accounts import Accounts

NAME = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?")
USERS = "users"
"""Folder of a library's folder that holds a library for each user."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """Say where the page is served and who may sign in."""

    place: Place
    accounts: Accounts | None = None
    """None: nobody need sign in."""
    warnings: tuple[str, ...] = ()
    mcp: bool = False
    """Whether its tools are offered to MCP clients."""


def read_sharing(
    host: str, auth: str | None, let_anyone_in: bool, names: Sequence[str], *, mcp: bool = False
) -> Sharing:
    """Read the options; accounts come from the environment where `auth` names no file.

    Raises:
        SettingsError: the page would be open to others without a password, and nobody said so; or a value is none.
    """
    said = auth or Settings.from_environment().auth
    if said and let_anyone_in:
        which = "--auth" if auth else "CITEBACK_AUTH"
        msg = f"--let-anyone-in and {which} contradict each other: leave one of them out"
        raise SettingsError(msg)
    place = Place(read_host(host), names=tuple(map(_name, names)))
    if not (said or let_anyone_in or place.is_local):
        msg = (
            f"--host {host} lets other machines reach this page, where whoever comes can read, add and delete "
            "documents: give its users passwords with --auth FILE, or say --let-anyone-in"
        )
        raise SettingsError(msg)
    accounts = read_accounts(said) if said else None
    return Sharing(place, accounts, tuple(_warnings(place, said, let_anyone_in)), mcp)


def folder_of_users(library: str | None) -> Path:
    """Give the folder that holds a library for each user."""
    folder = Path(library).expanduser() if library else Settings.from_environment().library_folder
    return folder.absolute() / USERS


def each_their_own(folder: Path) -> str:
    """Say where the libraries of users are."""
    shared = folder.parent
    unserved = f"; the library {shared} itself is not served" if (shared / "catalog.sqlite3").exists() else ""
    return f"Each user has a library of their own in {folder}{unserved}"


def _warnings(place: Place, said: str | None, let_anyone_in: bool) -> list[str]:
    warnings = []
    if said and ":scrypt:" not in said and (fault := loose(Path(said).expanduser())):
        warnings.append(fault)
    if let_anyone_in and not place.is_local:
        warnings.append("whoever reaches this page can read, add and delete documents: no password is asked for")
    elif said and not place.is_local:
        warnings.append(
            "passwords cross the network unencrypted: where you do not trust it, serve on 127.0.0.1 behind a proxy "
            "that speaks https"
        )
    return warnings


def _name(text: str) -> str:
    name = text.strip().lower()
    if not NAME.fullmatch(name) or is_loopback(name):
        msg = f"--allow-host {text!r} is no name of a machine: expected one such as citeback.example.org"
        raise SettingsError(msg)
    return name

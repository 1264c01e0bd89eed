"""The command `password`: a user for `citeback chat --auth`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from rag.console import clear_errors, errors
from rag.errors import SettingsError
from ui.auth.accounts import Account, loose, user_of, write_account
from ui.auth.passwords import LONGEST, fault, hash_password

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command("password", short_help="Make a user for `citeback chat --auth`.")
def password_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The user's name.", show_default=False)],
    to: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Put the line into this file, in the place of the user's earlier one."),
    ] = None,
) -> None:
    """Ask for a password and print the line that proves it, for the file of `citeback chat --auth`.

    The password is asked for twice and not shown; from a pipe its first line is taken.

    Example: citeback password ann --to users.txt
    """
    with clear_errors():
        user = user_of(name)
        password = _asked() if sys.stdin.isatty() else sys.stdin.readline(LONGEST + 2).rstrip("\r\n")
        if said := fault(password):
            raise SettingsError(said)
        account = Account(user, hash_password(password))
        if to is None:
            typer.echo(f"{account.user}:{account.hash}")
            return
        write_account(to.expanduser(), account)
        errors.print(f"{user} may sign in with `citeback chat --auth {to}` when it is started next", markup=False)
        if warning := loose(to.expanduser()):
            errors.print(f"citeback: {warning}", markup=False)


def _asked() -> str:
    """Ask a person twice.

    Raises:
        SettingsError: the two differ.
    """
    from getpass import getpass

    password = getpass("Password: ")
    if getpass("Once more: ") != password:
        msg = "the two passwords differ: nothing was written; try again"
        raise SettingsError(msg)
    return password

"""The command `citeback`: the commands of all packages under one name."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

import eval.commands
import eval.factcommands
import ingest.commands
import rag.commands
import ui.commands
import ui.keeping
import ui.passwordcommand

app = typer.Typer(name="citeback", add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"citeback {version('citeback')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Ask questions of your own documents; every sentence of the answer points back to the paragraph it came from.

    Example: citeback ingest reports/ && citeback ask "Who led the talks?"
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter shows "?" for it
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


for commands in (
    ingest.commands.app,
    ui.commands.app,
    ui.passwordcommand.app,
    rag.commands.app,
    ui.keeping.app,
    eval.commands.app,
    eval.factcommands.app,
):
    app.add_typer(commands)

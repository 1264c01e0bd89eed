"""The command `rebuild`."""

from __future__ import annotations

import typer

from rag.console import LibraryOption, clear_errors, open_library, output, progress_bar

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command("rebuild", short_help="Make both indexes anew, also for another embedding.")
def rebuild_command(library: LibraryOption = None) -> None:
    """Make both indexes anew from the library's texts, with the embedding that $CITEBACK_EMBEDDING names.

    No file is read again. The old indexes stay until the new ones are complete, also when this is stopped.

    Example: citeback rebuild
    """
    with clear_errors(), open_library(library, must_exist=True) as opened, progress_bar() as bar:
        task = bar.add_task("chunks", total=opened.count_chunks())
        opened.rebuild(on_progress=lambda more: bar.advance(task, more))
        bar.stop()
        output.print(
            f"rebuilt the vectors and words of {opened.count_chunks()} chunks with {opened.embedder.name}", markup=False
        )

"""Run `python -m rag COMMAND`."""

from rag.commands import app

app(prog_name="python -m rag")

"""Run `python -m ingest PATH...`."""

from ingest.commands import app

app(prog_name="python -m ingest")

"""The facts file explained: for people, and as JSON Schema for their editors."""

from __future__ import annotations

from importlib.resources import files


def guide() -> str:
    """Give what explains every field, as Markdown."""
    return (files("eval") / "FACTS.md").read_text(encoding="utf-8")


def json_schema() -> str:
    """Give the JSON Schema (draft 2020-12) of a YAML file, and of what stands on a line of a JSON lines file."""
    return (files("eval") / "facts.schema.json").read_text(encoding="utf-8")

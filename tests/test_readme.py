"""The README's tree is true: a line for every file, and no line for a file that is gone."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("rag", "ingest", "ui", "eval")


def tree() -> str:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return text[text.index("\n    rag/") :]


def test_every_file_has_its_line_in_the_tree() -> None:
    named = re.findall(r"^ {4,}(\w+\.py) ", tree(), re.MULTILINE)
    files = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if path.name != "__init__.py"]
    assert sorted(named) == sorted(path.name for path in files)


def test_the_pictures_are_there() -> None:
    pictures = re.findall(r"\.github/[\w-]+\.png", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(pictures) == 2
    assert all((ROOT / picture).is_file() for picture in pictures)

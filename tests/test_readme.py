"""The README is true: its tree has a line for every file and none for a file that is gone, its program runs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from command import VARIABLES

if TYPE_CHECKING:
    import pytest

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


def test_the_program_with_llamaindex_runs_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    (program,) = (block for block in blocks if "CitebackQueryEngine" in block)
    monkeypatch.chdir(tmp_path)
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    exec(compile(program, "README.md", "exec"), {"__name__": "__main__"})
    printed = capsys.readouterr().out
    assert "Khawaja Asif" in printed
    assert "citeback:" in printed

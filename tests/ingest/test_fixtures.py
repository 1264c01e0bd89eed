from __future__ import annotations

from pathlib import Path

import pytest
from layouts import layout_lines

FIXTURES = Path(__file__).parent / "fixtures"
FILES = sorted(path for path in FIXTURES.iterdir() if path.suffix != ".expected")


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.name))
def test_a_file_yields_the_paragraphs_that_its_reader_counts(file: Path) -> None:
    assert layout_lines(file) == file.with_name(f"{file.name}.expected").read_text(encoding="utf-8")

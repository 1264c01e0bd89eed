from __future__ import annotations

from pathlib import Path

import pytest
from docx_samples import SAMPLES, new
from layouts import layout_lines

from ingest.loaders import load

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.mark.parametrize("name", SAMPLES)
def test_a_word_document_yields_the_paragraphs_that_its_reader_counts(tmp_path: Path, name: str) -> None:
    SAMPLES[name](tmp_path / name)
    assert layout_lines(tmp_path / name) == (FIXTURES / f"{name}.expected").read_text(encoding="utf-8")

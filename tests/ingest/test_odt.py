from __future__ import annotations

from pathlib import Path

import pytest
from layouts import layout_lines
from odt_samples import SAMPLES, heading, paragraph, write
from office_files import repack
from own_loader import load_by_suffix as load

from rag.errors import LoadError

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.mark.parametrize("name", SAMPLES)
def test_an_opendocument_text_yields_the_paragraphs_that_its_reader_counts(tmp_path: Path, name: str) -> None:
    SAMPLES[name](tmp_path / name)
    assert layout_lines(tmp_path / name) == (FIXTURES / f"{name}.expected").read_text(encoding="utf-8")


def test_a_text_locked_with_a_password_says_so(tmp_path: Path) -> None:
    write(tmp_path / "a.odt", paragraph("Text."))
    manifest = b'<m:manifest xmlns:m="urn:x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    path = repack(
        tmp_path / "a.odt", tmp_path / "b.odt", {"META-INF/manifest.xml": manifest, "content.xml": b"\x8a\x01"}
    )
    with pytest.raises(LoadError, match="protected with a password"):
        load(path)


def test_a_spreadsheet_under_the_suffix_of_a_text_is_named(tmp_path: Path) -> None:
    write(tmp_path / "a.odt", paragraph("Text."))
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    with pytest.raises(LoadError, match="it says that it is spreadsheet"):
        load(repack(tmp_path / "a.odt", tmp_path / "b.odt", {"mimetype": kind}))


@pytest.mark.parametrize("level", ["0", "-3", "99999999999999", "x", ""])
def test_a_level_that_is_none_makes_a_heading_all_the_same(tmp_path: Path, level: str) -> None:
    body = heading("Nets", 1).replace('outline-level="1"', f'outline-level="{level}"') + paragraph("Text.")
    write(tmp_path / "a.odt", body)
    assert [(block.kind, block.text) for block in load(tmp_path / "a.odt").blocks] == [
        ("heading", "Nets"),
        ("text", "Text."),
    ]

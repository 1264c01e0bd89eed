from __future__ import annotations

import base64
import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from pdf_samples import two_columns

from ingest import ingest
from ui.pagepicture import page_picture
from ui.png import png
from ui.viewer import open_citation, open_document

if TYPE_CHECKING:
    from pathlib import Path

    from rag import Library
    from rag.document import Document


@pytest.fixture
def tale(own_library: Library, tmp_path: Path) -> Document:
    path = tmp_path / "tale.pdf"
    path.write_bytes(two_columns().data)
    return ingest(path, own_library).added[0]


def shades(address: str) -> tuple[int, int, bytes]:
    data = base64.b64decode(address.removeprefix("data:image/png;base64,"))
    width, height = struct.unpack(">II", data[16:24])
    start = data.index(b"IDAT") + 4
    (length,) = struct.unpack(">I", data[start - 8 : start - 4])
    rows = zlib.decompress(data[start : start + length])
    return width, height, b"".join(rows[row * (width + 1) + 1 : (row + 1) * (width + 1)] for row in range(height))


def test_the_frame_encloses_the_ink_of_the_paragraph_on_the_drawn_page(tale: Document) -> None:
    picture = page_picture(tale, tale.paragraphs[2])
    assert picture is not None
    assert picture.frame is not None
    width, height, pixels = shades(picture.address)
    left, top, across, down = picture.frame
    assert left < 0.5 < left + across + 0.15  # of two columns the first
    inside = [
        pixels[row * width + column]
        for row in range(int(top * height), int((top + down) * height))
        for column in range(int(left * width), int((left + across) * width))
    ]
    assert 0.03 < sum(shade < 128 for shade in inside) / len(inside) < 0.5


def test_a_page_is_drawn_only_from_the_bytes_that_were_cited(
    own_library: Library, tale: Document, tmp_path: Path
) -> None:
    link = f"citeback:{tale.id}@{tale.version}#3:0-6"
    assert "<img" in open_citation(own_library, link)
    (tmp_path / "tale.pdf").write_bytes(two_columns().data + b"\n% changed\n%%EOF\n")
    html = open_citation(own_library, link)
    assert "<img" not in html
    assert "the file has changed since it was read" in html
    assert "<mark>Anders</mark>" in html
    (tmp_path / "tale.pdf").unlink()
    assert "the file is not there any more" in open_citation(own_library, link)


def test_a_document_opened_from_the_list_shows_its_first_page_without_a_frame_and_its_text_where_it_cannot(
    own_library: Library, tale: Document, tmp_path: Path
) -> None:
    html = open_document(own_library, tale.id)
    assert 'alt="Page 1 as it is printed"' in html
    assert 'class="frame"' not in html
    assert 'data-view="page"' in html
    (tmp_path / "tale.pdf").unlink()
    html = open_document(own_library, tale.id)
    assert "<img" not in html
    assert "data-view" not in html
    assert "Anders" in html


def test_a_document_without_pages_has_no_picture(library: Library) -> None:
    document = library.find("Fair at the harbour")[0]
    assert page_picture(document, document.paragraphs[0]) is None
    assert "<img" not in open_document(library, document.id)


def test_shades_come_back_from_a_png_as_they_were() -> None:
    data = bytes(range(6))
    address = "data:image/png;base64," + base64.b64encode(png(3, 2, data)).decode()
    assert shades(address) == (3, 2, data)
    with pytest.raises(ValueError, match="do not fill"):
        png(3, 3, data)

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from epub_samples import CONTAINER, DRM, SAMPLES, Book
from layouts import layout_lines

from ingest.loaders import load
from rag.errors import LoadError

EXPECTED = Path(__file__).parent / "books"


def write(folder: Path, book: Book | bytes, name: str = "book.epub") -> Path:
    path = folder / name
    path.write_bytes(book if isinstance(book, bytes) else book.bytes())
    return path


def zipped(entries: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("name", SAMPLES)
def test_a_book_yields_the_paragraphs_that_its_reader_counts(tmp_path: Path, name: str) -> None:
    lines = layout_lines(write(tmp_path, SAMPLES[name], f"{name}.epub"))
    assert lines == (EXPECTED / f"{name}.expected").read_text(encoding="utf-8")


def test_every_expected_file_belongs_to_a_book() -> None:
    assert {path.stem for path in EXPECTED.iterdir()} == set(SAMPLES)


def test_a_chapter_that_is_missing_is_named_and_the_others_go_in(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, SAMPLES["one-chapter-missing"]))
    assert len(loaded.warnings) == 1
    assert loaded.warnings[0].endswith("its part OEBPS/2.xhtml is missing")


def test_a_book_is_known_by_its_content_whatever_its_suffix(tmp_path: Path) -> None:
    assert load(write(tmp_path, SAMPLES["lighthouse"], "book.txt")).title == "The keepers of Arn"
    assert load(write(tmp_path, SAMPLES["lighthouse"], "book")).title == "The keepers of Arn"


def test_chapters_under_drm_are_refused_by_name(tmp_path: Path) -> None:
    book = Book("<dc:title>T</dc:title>", {"1.xhtml": b"\x01\x02"}, others={"META-INF/encryption.xml": DRM})
    with pytest.raises(LoadError, match="protected by DRM"):
        load(write(tmp_path, book))


def test_no_file_outside_the_archive_is_ever_read(tmp_path: Path) -> None:
    (tmp_path / "secret.xhtml").write_text("<p>secret</p>", encoding="utf-8")
    book = Book("<dc:title>T</dc:title>", {"1.xhtml": "<p>Text.</p>"}, spine=("1.xhtml", "../../../secret.xhtml"))
    loaded = load(write(tmp_path, book))
    assert [block.text for block in loaded.blocks] == ["Text."]
    assert "secret.xhtml" in loaded.warnings[0]


def test_entities_of_a_package_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words", encoding="utf-8")
    bomb = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "lol" * 10}">' for i in range(12))
    opf = (
        f'<!DOCTYPE package [<!ENTITY x SYSTEM "{secret.as_uri()}">{bomb}]><package><metadata><title>A&x;B&l11;</title>'
        '</metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine>'
        '<itemref idref="a"/></spine></package>'
    )
    data = zipped({"META-INF/container.xml": CONTAINER.format(opf="c.opf"), "c.opf": opf, "a.xhtml": "<p>Text.</p>"})
    try:
        loaded = load(write(tmp_path, data))
    except LoadError as error:
        assert "is not XML" in str(error)
    else:
        assert "secret" not in loaded.title
        assert len(loaded.title) < 1000


def test_an_entity_bomb_in_a_chapter_expands_to_nothing(tmp_path: Path) -> None:
    bomb = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "lol" * 10}">' for i in range(12))
    page = f"<?xml version='1.0'?><!DOCTYPE html [{bomb}]><html><body><p>Text &l11; after.</p></body></html>"
    loaded = load(write(tmp_path, Book("<dc:title>T</dc:title>", {"1.xhtml": page})))
    assert sum(len(block.text) for block in loaded.blocks) < 5000


def test_a_zip_bomb_stops_at_the_limit_of_an_archive(tmp_path: Path) -> None:
    book = Book("<dc:title>T</dc:title>", {"1.xhtml": b"<p>" + b"a " * (40 * 2**20)})
    path = write(tmp_path, book)
    assert path.stat().st_size < 2**20
    with pytest.raises(LoadError, match="unpacks to more than"):
        load(path)


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ({}, "its part META-INF/container.xml is missing"),
        ({"META-INF/container.xml": "not XML"}, "is not XML"),
        ({"META-INF/container.xml": "<container/>"}, "names no package"),
        ({"META-INF/container.xml": CONTAINER.format(opf="gone.opf")}, "its part gone.opf is missing"),
        ({"META-INF/container.xml": CONTAINER.format(opf="c.opf"), "c.opf": "<package/>"}, "holds no chapters"),
        (
            {"META-INF/container.xml": CONTAINER.format(opf="c.opf"), "c.opf": "<a>" * 10_000 + "</a>" * 10_000},
            "is not XML|nested too deeply",
        ),
    ],
)
def test_a_book_without_its_parts_says_which(tmp_path: Path, entries: dict[str, str], reason: str) -> None:
    with pytest.raises(LoadError, match=reason):
        load(write(tmp_path, zipped(dict(entries))))


@pytest.mark.parametrize("kept", [100, 500, 1200, -40])
def test_a_book_cut_short_is_refused_as_broken(tmp_path: Path, kept: int) -> None:
    with pytest.raises(LoadError, match="broken"):
        load(write(tmp_path, SAMPLES["lighthouse"].bytes()[:kept]))


def test_a_chapter_whose_bytes_were_damaged_is_named(tmp_path: Path) -> None:
    data = bytearray(SAMPLES["lighthouse"].bytes())
    at = data.index(b"OEBPS/two.xhtml") + 40
    data[at : at + 20] = b"\xff" * 20
    loaded = load(write(tmp_path, bytes(data)))
    assert loaded.warnings
    assert "two.xhtml" in loaded.warnings[0]


def test_tags_nested_ten_thousand_deep_in_a_chapter_are_refused(tmp_path: Path) -> None:
    book = Book("<dc:title>T</dc:title>", {"1.xhtml": "<div>" * 10_000 + "x" + "</div>" * 10_000})
    with pytest.raises(LoadError, match="nested too deeply"):
        load(write(tmp_path, book))


def test_a_book_of_pictures_alone_is_refused_as_empty(tmp_path: Path) -> None:
    book = Book("<dc:title>T</dc:title>", {"1.xhtml": '<div><img src="scan1.png" alt=""/></div>'})
    with pytest.raises(LoadError, match="is empty"):
        load(write(tmp_path, book))


def test_an_archive_of_too_many_files_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        for number in range(25_000):
            archive.writestr(f"f{number}", "")
    with pytest.raises(LoadError, match="20,000 are the most"):
        load(write(tmp_path, out.getvalue()))

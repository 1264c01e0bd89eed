from __future__ import annotations

import io
import random
import re
import struct
import zipfile
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from office_files import part, repack
from own_loader import load_by_suffix as load

from ingest.archives import open_archive
from ingest.paragraphs import number
from rag.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Callable

MAIN = {
    ".docx": "word/document.xml",
    ".pptx": "ppt/slides/slide1.xml",
    ".xlsx": "xl/worksheets/sheet1.xml",
    ".odt": "content.xml",
}
FORMATS = tuple(MAIN)
FIRST = {".docx": "lighthouse", ".pptx": "review", ".xlsx": "prices", ".odt": "lighthouse"}
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
MIB = 1 << 20


def sample(folder: Path, suffix: str, name: str = "") -> Path:
    """Build a sound file of a format."""
    samples: dict[str, Callable[[Path], None]] = import_module(f"{suffix[1:]}_samples").SAMPLES
    path = folder / f"sound{suffix}"
    samples[(name or FIRST[suffix]) + suffix](path)
    return path


def refused(path: Path) -> str:
    """Give the reason for which a file is refused: one line, not too long."""
    with pytest.raises(LoadError) as caught:
        load(path)
    reason = str(caught.value)
    assert "\n" not in reason
    assert len(reason) < 200
    return reason


def changed(folder: Path, suffix: str, change: Callable[[bytes], bytes], name: str = "") -> Path:
    """Change the main part of a sound file."""
    sound = sample(folder, suffix)
    name = name or MAIN[suffix]
    return repack(sound, folder / f"changed{suffix}", {name: change(part(sound, name))})


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7 and so on", "begins like a PDF"),
        (b"{\\rtf1 x}", "rich text"),
        (b"Plain text.", "is no ZIP archive"),
        (b"PK\x03\x04", "is broken or cut short"),
        (OLD_OFFICE, "of the older kind"),
        (OLD_OFFICE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 90, "is protected with a password"),
    ],
)
def test_what_is_no_archive_is_refused_with_its_reason(tmp_path: Path, suffix: str, data: bytes, reason: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    assert reason in refused(path)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_cut_short_is_refused(tmp_path: Path, suffix: str, share: float) -> None:
    path = sample(tmp_path, suffix)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    assert "is broken or cut short" in refused(path)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("other", FORMATS)
def test_a_wrong_suffix_is_told_with_what_the_file_is(tmp_path: Path, suffix: str, other: str) -> None:
    if suffix == other:
        assert load(sample(tmp_path, suffix)).blocks
        return
    assert "is not " in refused(sample(tmp_path, suffix).rename(tmp_path / f"wrong{other}"))


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_archive_of_something_else_is_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"photos{suffix}"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("holiday.txt", "sun")
    assert "another ZIP archive" in refused(path)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_part_that_is_missing_is_named_or_the_file_is_empty(tmp_path: Path, suffix: str) -> None:
    sound = sample(tmp_path, suffix)
    assert "missing" in (reason := refused(repack(sound, tmp_path / f"a{suffix}", {MAIN[suffix]: None}))) or (
        suffix == ".odt" and "another ZIP archive" in reason
    )


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
    ids=["bomb", "external entity", "external type"],
)
def test_a_document_type_is_refused_and_nothing_is_fetched(
    tmp_path: Path, suffix: str, encoding: str, declaration: str
) -> None:
    def declare(data: bytes) -> bytes:
        text = re.sub(r"^<\?xml.*?\?>\s*", "", data.decode())
        return f'<?xml version="1.0" encoding="{encoding}"?>{declaration}{text}'.encode(encoding)

    assert "declares a document type" in refused(changed(tmp_path, suffix, declare))


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("size", [40 * MIB, 300 * MIB])
def test_a_bomb_of_a_part_is_refused(tmp_path: Path, suffix: str, size: int) -> None:
    sound = sample(tmp_path, suffix)
    bomb = tmp_path / f"bomb{suffix}"
    repack(sound, bomb, {MAIN[suffix]: None})
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(MAIN[suffix], "w") as stream:
        for _ in range(size // MIB):
            stream.write(b" " * MIB)
    assert re.search("made to exhaust a machine|without a row", refused(bomb))


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path: Path, suffix: str) -> None:
    sound = sample(tmp_path, suffix)
    bomb = repack(sound, tmp_path / f"bomb{suffix}", {MAIN[suffix]: b" " * (40 * MIB)})
    data = bomb.read_bytes()
    bomb.write_bytes(data.replace(struct.pack("<I", 40 * MIB), struct.pack("<I", 900)))
    assert refused(bomb)


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_archive_of_very_many_parts_is_refused(tmp_path: Path, suffix: str) -> None:
    many: dict[str, bytes | None] = {f"x/{index}": b"" for index in range(20_001)}
    assert "parts" in refused(repack(sample(tmp_path, suffix), tmp_path / f"many{suffix}", many))


@pytest.mark.parametrize("suffix", FORMATS)
def test_parts_whose_names_climb_out_are_written_nowhere(tmp_path: Path, suffix: str) -> None:
    evil: dict[str, bytes | None] = {"../../evil.txt": b"evil", "/evil.txt": b"evil", "a/../../evil.txt": b"evil"}
    folder = tmp_path / "in" / "side"
    folder.mkdir(parents=True)
    path = repack(sample(tmp_path, suffix), folder / f"a{suffix}", evil)
    assert load(path).blocks
    assert {one.name for one in tmp_path.rglob("*")} == {"in", "side", f"a{suffix}", f"sound{suffix}"}


@pytest.mark.parametrize("suffix", FORMATS)
def test_markup_nested_beyond_all_measure_is_refused(tmp_path: Path, suffix: str) -> None:
    def nest(data: bytes) -> bytes:
        end = data.rindex(b"</")
        return data[:end] + b"<sdt>" * 10_000 + b"</sdt>" * 10_000 + data[end:]

    assert "nested too deeply" in refused(changed(tmp_path, suffix, nest))


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("junk", [b"\0", b"<unclosed>", b"\xff\xfe\xfd", b"&undefined;"], ids=repr)
def test_markup_that_is_none_is_refused(tmp_path: Path, suffix: str, junk: bytes) -> None:
    def spoil(data: bytes) -> bytes:
        end = data.rindex(b"</")
        return data[:end] + junk + data[end:]

    assert "is not well-formed XML" in refused(changed(tmp_path, suffix, spoil))


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_part_locked_with_a_password_is_told(tmp_path: Path, suffix: str) -> None:
    path = sample(tmp_path, suffix)
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(signature), bytes(data)):
            data[found.start() + offset] |= 1
    path.write_bytes(data)
    assert "is protected with a password" in refused(path)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_way_of_packing_that_office_programs_do_not_use_is_refused(tmp_path: Path, suffix: str) -> None:
    sound = sample(tmp_path, suffix)
    data = io.BytesIO()
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(data, "w", zipfile.ZIP_LZMA) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    path = tmp_path / f"odd{suffix}"
    path.write_bytes(data.getvalue())
    assert "packed in a way" in refused(path)


@pytest.mark.parametrize("suffix", [".docx", ".pptx", ".xlsx"])
@pytest.mark.parametrize(
    "target", ["../../../etc/passwd", "file:///etc/passwd", "//host/share", "", "%2e%2e/%2e%2e/x", "#"]
)
def test_a_relation_that_leads_out_of_the_file_leads_nowhere(tmp_path: Path, suffix: str, target: str) -> None:
    name = {".docx": "word/_rels/document.xml.rels", ".pptx": "ppt/slides/_rels/slide1.xml.rels"}.get(
        suffix, "xl/_rels/workbook.xml.rels"
    )

    def lead_out(data: bytes) -> bytes:
        return re.sub(rb'Target="[^"]*"', f'Target="{target}"'.encode(), data)

    path = changed(tmp_path, suffix, lead_out, name)
    try:
        assert "root:" not in " ".join(block.text for block in load(path).blocks)
    except LoadError as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("seed", range(15))
def test_a_file_with_stray_bytes_is_read_or_refused_and_crashes_nothing(tmp_path: Path, suffix: str, seed: int) -> None:
    rng = random.Random(seed)
    sound = sample(tmp_path, suffix)
    with zipfile.ZipFile(sound) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
    spoilt: dict[str, bytes | None] = {}
    for name in rng.sample(names, min(3, len(names))):
        data = part(sound, name)
        values = (b'""', b'"-1"', b'"99999999999999999999"', b'"x"', '"²"'.encode(), b'"../.."')
        spoilt[name] = re.sub(
            rb'(?<!xmlns)(?<!version)="\w{0,9}"',
            lambda found: b"=" + rng.choice(values) if rng.random() < 0.1 else found[0],  # noqa: B023
            data,
        )
    try:
        number(load(repack(sound, tmp_path / f"spoilt{suffix}", spoilt)).blocks)
    except LoadError as error:
        assert "\n" not in str(error)


def test_what_is_read_of_all_parts_together_is_limited(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    block = random.Random(1).randbytes(MIB) * 2
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("part", block * 45)
    with open_archive(path, "a Word document") as opened, pytest.raises(LoadError, match="is too large"):
        for _ in range(5):
            opened.read("part")

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.block import Loaded
from ingest.loaders import load
from rag.errors import LoadError

HEAD = "From: <Saved by Blink>\nSubject: Saved\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
PAGE = "--b\nContent-Type: text/html; charset=utf-8\n\n<html><body><h1>Hours</h1><p>Open from nine.</p></body></html>\n"


def read(folder: Path, text: str, name: str = "page.mhtml") -> Loaded:
    path = folder / name
    path.write_bytes(text.encode())
    return load(path)


def texts(loaded: Loaded) -> list[str]:
    return [block.text for block in loaded.blocks if not block.furniture]


@pytest.mark.parametrize("name", ["page.mhtml", "page.mht", "page.html", "page", "page.saved"])
def test_a_saved_page_is_read_whatever_its_suffix(tmp_path: Path, name: str) -> None:
    assert texts(read(tmp_path, f"{HEAD}{PAGE}--b--\n", name)) == ["Hours", "Open from nine."]


def test_the_page_is_found_behind_its_pictures(tmp_path: Path) -> None:
    picture = "--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n"
    assert texts(read(tmp_path, f"{HEAD}{picture}{PAGE}--b--\n")) == ["Hours", "Open from nine."]


def test_a_page_inside_alternatives_is_found(tmp_path: Path) -> None:
    inner = f"--b\nContent-Type: multipart/related; boundary=c\n\n{PAGE.replace('--b', '--c')}--c--\n"
    assert texts(read(tmp_path, f"{HEAD}{inner}--b--\n")) == ["Hours", "Open from nine."]


def test_an_archive_cut_off_keeps_what_it_has_of_the_page(tmp_path: Path) -> None:
    assert texts(read(tmp_path, HEAD + PAGE[:-15])) == ["Hours", "Open from nine."]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (HEAD + "--b\nContent-Type: text/css\n\np {}\n--b--\n", "holds no web page"),
        ("just words", "is not mail"),
        (HEAD + "--b\nContent-Type: text/html\n\n\n--b--\n", "holds no web page"),
        (HEAD + "--b\nContent-Type: text/html\n\n<script>x</script>\n--b--\n", "is empty"),
        (HEAD + "--b\nContent-Type: text/html\n\n" + "<div>" * 10_000 + "x\n--b--\n", "nested too deeply"),
        (HEAD + "--b\nContent-Type: image/png\n\nx\n" * 5000 + PAGE, "more than 1,000 parts"),
        (HEAD + "--b\nContent-Type: text/html\n\n<p>a\0\0\x01b</p>\n--b--\n", "NUL"),
    ],
    ids=["no page", "no archive", "empty part", "empty page", "deep page", "many parts", "null bytes"],
)
def test_what_holds_no_page_says_why(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(LoadError, match=reason):
        read(tmp_path, text)

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.loaders import CODE_SUFFIXES, LOADERS, load
from ingest.loaders.code import MOST_LINES
from rag.errors import LoadError


def read(folder: Path, text: str | bytes, name: str = "tide.py") -> list[str]:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    loaded = load(path)
    assert loaded.title == name
    assert all(block.kind == "code" for block in loaded.blocks)
    return [block.text for block in loaded.blocks]


@pytest.mark.parametrize("suffix", CODE_SUFFIXES)
def test_every_language_is_read_with_its_whitespace(tmp_path: Path, suffix: str) -> None:
    assert LOADERS[suffix] == "ingest.loaders.code"
    assert read(tmp_path, "begin one\n\tindented   wide\n\nbegin two\n", f"file{suffix}") == [
        "begin one\n\tindented   wide",
        "begin two",
    ]


def test_a_long_class_is_read_as_its_methods(tmp_path: Path) -> None:
    methods = "".join(f'    def m{n}(self):\n        """Do {n}."""\n\n        return {n}\n\n' for n in range(40))
    blocks = read(tmp_path, f"class Long:\n    first = 1\n\n{methods}")
    assert blocks[0] == "class Long:\n    first = 1"
    assert blocks[1:] == [f'    def m{n}(self):\n        """Do {n}."""\n\n        return {n}' for n in range(40)]


def test_a_long_function_stays_within_reach_of_a_citation(tmp_path: Path) -> None:
    body = "".join(f"    step({n})\n" + ("\n" if n % 10 == 9 else "") for n in range(300))
    blocks = read(tmp_path, f"def long():\n{body}")
    assert max(block.count("\n") for block in blocks) < MOST_LINES
    assert "\n".join(blocks).replace("\n\n", "\n").count("step(") == 300


@pytest.mark.parametrize(
    ("name", "text", "blocks"),
    [
        (
            "a.go",
            "// Adds.\nfunc add(a int) {\n}\n\nfunc b() {\n}\n",
            ["// Adds.\nfunc add(a int) {\n}", "func b() {\n}"],
        ),
        ("a.rs", "#[test]\nfn one() {\n}\npub fn two() {\n}\n", ["#[test]\nfn one() {\n}", "pub fn two() {\n}"]),
        ("a.rb", "# Greets.\ndef a\n  1\nend\ndef b\n  2\nend\n", ["# Greets.\ndef a\n  1\nend", "def b\n  2\nend"]),
        ("a.sh", "a() {\n  b\n}\nc\n", ["a() {\n  b\n}", "c"]),
        ("a.py", "if x:\n    a\n\nelse:\n    b\n", ["if x:\n    a\n\nelse:\n    b"]),
        ("a.py", 'S = """\none\n\ntwo\n"""\n\nT = 1\n', ['S = """\none\n\ntwo\n"""', "T = 1"]),
        ("a.css", ".a {\n  b: c;\n}\n.d {\n}\n", [".a {\n  b: c;\n}", ".d {\n}"]),
        ("a.toml", "[one]\na = 1\n[[two]]\nb = 2\n", ["[one]\na = 1", "[[two]]\nb = 2"]),
    ],
)
def test_a_definition_keeps_its_comment_and_its_body(tmp_path: Path, name: str, text: str, blocks: list[str]) -> None:
    assert read(tmp_path, text, name) == blocks


def test_no_line_is_lost_whatever_the_layout(tmp_path: Path) -> None:
    for path in sorted(Path(__file__).parents[2].joinpath("ingest").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        blocks = read(tmp_path, source, path.name)
        assert "".join("".join(blocks).split()) == "".join(source.split())


@pytest.mark.parametrize(
    "text",
    [
        "x" * 1_000_000,
        "a = [" + "1, " * 300_000 + "]",
        "(" * 100_000,
        " " * 1000 + "deep\n",
        '"""' * 10_001,
        "#\n" * 50_000,
        "\n".join(" " * level + "if x:" for level in range(2000)),
    ],
    ids=["long word", "long line", "brackets", "indent", "quotes", "comments", "stairs"],
)
def test_hostile_sources_are_read_in_full(tmp_path: Path, text: str) -> None:
    assert "".join("".join(read(tmp_path, text)).split()) == "".join(text.split())


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="not text"):
        read(tmp_path, b"import x\0\0\0\x01")
    with pytest.raises(LoadError, match="is not text but a program"):
        read(tmp_path, b"\x7fELF\0\0\0")

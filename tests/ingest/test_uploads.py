from __future__ import annotations

import pytest

from ingest.uploads import safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("report.txt", "report.txt"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\temp\\report.md", "report.md"),
        (".hidden.txt", "hidden.txt"),
        ("two\nlines.txt", "two_lines.txt"),
        ("a\x00b.txt", "a_b.txt"),
        ("..", "upload"),
        ("", "upload"),
        ("con.txt", "upload_con.txt"),
        ("\u202etxt.exe", "_txt.exe"),
        ("broken\udce9.txt", "broken_.txt"),
        ("日本 語.html", "日本 語.html"),
    ],
)
def test_a_name_becomes_one_that_is_safe_on_every_system(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize("name", ["x" * 500 + ".txt", "橋" * 500 + ".html", "." + "y" * 300, "a." + "z" * 300])
def test_a_long_name_is_cut_and_keeps_its_suffix(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe.encode()) <= 120
    assert safe.endswith((".txt", ".html", "y", "z"))

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from eval.reports.files import check_writable, write_whole
from rag.errors import ReportError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_folder_that_is_not_there_is_said_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"there is no folder .*reports: make it"):
        check_writable(tmp_path / "reports" / "a.html")


def test_a_folder_in_the_place_of_the_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="is a folder: name a file in it"):
        check_writable(tmp_path)


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="this user may write everywhere")
def test_a_folder_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(ReportError, match="cannot be written: Permission denied"):
        check_writable(tmp_path / "a.html")


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is there on Linux only")
def test_a_folder_of_the_system_is_said() -> None:
    from pathlib import Path

    with pytest.raises(ReportError, match=r"cannot be written: .*; name another file"):
        check_writable(Path("/proc/a.html"))


def test_looking_leaves_nothing_and_keeps_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    check_writable(path)
    assert list(tmp_path.iterdir()) == []
    path.write_text("old", encoding="utf-8")
    check_writable(path)
    assert path.read_text(encoding="utf-8") == "old"


def test_a_file_is_replaced_whole_with_its_permissions_and_nothing_stays_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    write_whole(path, "new\n")
    assert path.read_bytes() == b"new\n"
    assert path.stat().st_mode & 0o777 == 0o640 or os.name == "nt"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_still_names_the_file_that_was_written(tmp_path: Path) -> None:
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    write_whole(link, "new")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"


def test_a_folder_that_went_meanwhile_is_said(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="cannot be written: No such file"):
        write_whole(tmp_path / "gone" / "a.json", "x")

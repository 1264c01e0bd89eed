from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from visitors import QUICK

from rag.errors import SettingsError
from ui.auth.accounts import Account, loose, read_accounts, user_of, write_account
from ui.auth.passwords import hash_password

if TYPE_CHECKING:
    from pathlib import Path

HASH = str(hash_password("correct horse", *QUICK))


def refused(said: object) -> str:
    with pytest.raises(SettingsError) as error:
        read_accounts(str(said))
    assert "scrypt:" not in str(error.value)
    return str(error.value)


def test_a_user_signs_in_whatever_the_case_of_the_name(tmp_path: Path) -> None:
    path = tmp_path / "users.txt"
    path.write_text(f"# who may come\n\nAnn:{HASH}\r\n bob@example.org : {HASH}\n", encoding="utf-8")
    accounts = read_accounts(str(path))
    assert accounts.users == ("ann", "bob@example.org")
    assert accounts.user(" ANN", "correct horse") == "ann"
    assert accounts.user("ann", "wrong horse") is None
    assert accounts.user("nobody", "nobody has this name") is None


def test_the_lines_themselves_may_be_given() -> None:
    assert read_accounts(f"ann:{HASH}\nbob:{HASH}").users == ("ann", "bob")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ann:{hash}\nbob:secret", ":2: expected NAME:HASH as `citeback password NAME` prints it"),
        ("ann:{hash}\nann", ":2: expected NAME:HASH"),
        ("ann:{hash}\nANN:{hash}", ":2: the user ann is named in line 1 already: keep one of the two"),
        ("../ann:{hash}", ":1: '../ann' cannot be a user's name"),
        ("a..b:{hash}", ":1: 'a..b' cannot be a user's name"),
        ("con.x:{hash}", ":1: 'con.x' cannot be a user's name"),
        ("änn:{hash}", ":1: 'änn' cannot be a user's name"),
        ("ann.:{hash}", ":1: 'ann.' cannot be a user's name"),
        ("# nobody\n", " names no user: add one with `citeback password NAME`"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_by_its_number(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "users.txt"
    path.write_text(text.format(hash=HASH), encoding="utf-8")
    message = refused(path)
    assert message.startswith(f"{path}{said}")
    assert "\n" not in message
    assert "secret" not in message


def test_a_file_that_cannot_be_read_is_named_with_how_to_make_one(tmp_path: Path) -> None:
    missing = tmp_path / "missing.txt"
    assert f"`citeback password NAME --to {missing}`" in refused(missing)
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe\x00")
    assert "it is not text" in refused(binary)


@pytest.mark.parametrize("name", ["a" * 65, "", ".", "-a", "a/b", "a\\b", "a:b", "nul", "com1", "a b", "a\n"])
def test_a_name_that_could_be_another_folder_is_no_users(name: str) -> None:
    with pytest.raises(SettingsError):
        user_of(name)


def test_a_new_password_takes_the_place_of_the_old_one_and_all_else_stays(tmp_path: Path) -> None:
    path = tmp_path / "users.txt"
    path.write_text(f"# ours\nAnn:{HASH}\nbob:{HASH}\n", encoding="utf-8")
    write_account(path, Account("ann", hash_password("another horse", *QUICK)))
    write_account(path, Account("eve", hash_password("a third horse", *QUICK)))
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line.partition(":")[0] for line in lines] == ["# ours", "ann", "bob", "eve"]
    accounts = read_accounts(str(path))
    assert accounts.user("ann", "another horse") == "ann"
    assert accounts.user("ann", "correct horse") is None
    assert [file.name for file in tmp_path.iterdir()] == ["users.txt"]


@pytest.mark.skipif(os.name != "posix", reason="only POSIX systems tell who may read a file")
def test_a_file_that_others_can_read_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "users.txt"
    write_account(path, Account("ann", hash_password("correct horse", *QUICK)))
    assert loose(path) == ""
    path.chmod(0o644)
    assert loose(path) == (
        f"others on this machine may read {path}, which holds password hashes: run `chmod 600 {path}`"
    )
    path.chmod(0o620)
    assert "may write" in loose(path)

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from ui.auth.accounts import read_accounts
from ui.auth.passwords import read_hash
from ui.cli import app

if TYPE_CHECKING:
    from pathlib import Path


def test_the_line_of_a_user_is_printed(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["password", "Ann"], input="correct horse\nand more\n")
    assert result.exit_code == 0
    name, _, written = result.stdout.strip().partition(":")
    made = read_hash(written)
    assert name == "ann"
    assert made is not None
    assert made.proves("correct horse")


def test_a_file_of_users_is_made_and_the_password_is_not_in_it(tmp_path: Path) -> None:
    path = tmp_path / "users.txt"
    result = CliRunner().invoke(app, ["password", "ann", "--to", str(path)], input="correct horse\n")
    assert result.exit_code == 0
    assert result.output == f"ann may sign in with `citeback chat --auth {path}` when it is started next\n"
    assert "horse" not in path.read_text(encoding="utf-8")
    assert read_accounts(str(path)).users == ("ann",)
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("ann", "short\n", "citeback: a password needs at least 8 characters\n"),
        ("ann", "", "citeback: a password needs at least 8 characters\n"),
        ("ann", "x" * 5_000, "citeback: a password has at most 1024 characters\n"),
        ("../ann", "correct horse\n", "citeback: '../ann' cannot be a user's name: expected 1 to 64 of a-z, 0-9 and"),
    ],
)
def test_what_cannot_be_taken_gets_one_line(name: str, typed: str, said: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["password", name, "--to", str(tmp_path / "users.txt")], input=typed)
    assert result.exit_code == 2
    assert result.output.startswith(said)
    assert result.output.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    path = tmp_path / "missing" / "users.txt"
    result = CliRunner().invoke(app, ["password", "ann", "--to", str(path)], input="correct horse\n")
    assert result.exit_code == 2
    assert result.output == f"citeback: the user cannot be written to {path}: No such file or directory\n"

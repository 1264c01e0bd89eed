from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from rag.errors import SettingsError
from ui.auth.accounts import Account, write_account
from ui.auth.passwords import PasswordHash
from ui.cli import app
from ui.sharing import each_their_own, folder_of_users, read_sharing

if TYPE_CHECKING:
    from pathlib import Path

ACCOUNT = Account("ann", PasswordHash(14, 1, bytes(16), bytes(32)))


@pytest.fixture
def users(tmp_path: Path) -> Path:
    path = tmp_path / "users.txt"
    write_account(path, ACCOUNT)
    return path


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_other_machines_are_not_let_in_without_a_word(host: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["chat", "--host", host, "--library", str(tmp_path / "library")])
    assert result.exit_code == 2
    assert result.output == (
        f"citeback: --host {host} lets other machines reach this page, where whoever comes can read, add and delete "
        "documents: give its users passwords with --auth FILE, or say --let-anyone-in\n"
    )
    assert not (tmp_path / "library").exists()


def test_anyone_is_let_in_where_that_was_said_and_the_danger_is_told() -> None:
    sharing = read_sharing("0.0.0.0", None, True, ())
    assert sharing.accounts is None
    assert sharing.warnings == (
        "whoever reaches this page can read, add and delete documents: no password is asked for",
    )


def test_this_machine_alone_needs_no_word() -> None:
    sharing = read_sharing("127.0.0.1", None, False, ())
    assert (sharing.accounts, sharing.warnings, sharing.place.is_local) == (None, (), True)


def test_users_come_from_a_file_or_the_environment(users: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = read_sharing("0.0.0.0", str(users), False, ["citeback.example.org"])
    assert named.accounts is not None
    assert named.place.names == ("citeback.example.org",)
    assert [warning.partition(":")[0] for warning in named.warnings] == ["passwords cross the network unencrypted"]
    for said in (str(users), users.read_text(encoding="utf-8")):
        monkeypatch.setenv("CITEBACK_AUTH", said)
        found = read_sharing("127.0.0.1", None, False, ()).accounts
        assert found is not None
        assert found.users == ("ann",)


def test_what_contradicts_itself_is_refused(users: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match="--let-anyone-in and --auth contradict each other"):
        read_sharing("0.0.0.0", str(users), True, ())
    monkeypatch.setenv("CITEBACK_AUTH", str(users))
    with pytest.raises(SettingsError, match="--let-anyone-in and CITEBACK_AUTH contradict each other"):
        read_sharing("127.0.0.1", None, True, ())


@pytest.mark.parametrize("name", ["", "*", "*.example.org", "https://example.org", "localhost", "127.0.0.1"])
def test_a_name_that_is_no_machines_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="is no name of a machine"):
        read_sharing("127.0.0.1", None, False, [name])


def test_users_and_a_followed_folder_do_not_go_together(users: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    command = ["chat", "--auth", str(users), "--watch", str(tmp_path), "--library", str(library)]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 2
    assert "`citeback ingest PATH --library LIBRARY/users/NAME`" in result.output
    assert result.output.count("\n") == 1


def test_libraries_of_users_lie_beneath_the_one_that_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert folder_of_users(str(tmp_path)) == tmp_path / "users"
    monkeypatch.setenv("CITEBACK_LIBRARY", str(tmp_path / "other"))
    assert folder_of_users(None) == tmp_path / "other" / "users"
    said = f"Each user has a library of their own in {tmp_path / 'users'}"
    assert each_their_own(tmp_path / "users") == said
    (tmp_path / "catalog.sqlite3").touch()
    assert each_their_own(tmp_path / "users") == f"{said}; the library {tmp_path} itself is not served"

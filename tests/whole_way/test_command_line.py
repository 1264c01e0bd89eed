"""The installed command as a user meets it: exit codes, one-line errors, JSON."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from command import citeback, environment, refused

from eval.sample import add_sample, documents_folder
from ingest import ingest
from rag import Assistant, Library

if TYPE_CHECKING:
    from pathlib import Path

WHO = "Who is the keeper of the lighthouse at Farholm?"
BLIND_ROOT = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all")
"""Root reads everything; this is root without that right, and needs no environment that others may enter."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    with Library(folder) as library:
        add_sample(library)
    return folder


def test_from_a_folder_to_a_cited_answer_and_its_place(tmp_path: Path) -> None:
    library = tmp_path / "library"
    done = citeback("ingest", documents_folder(), "--library", library)
    count = len(list(documents_folder().iterdir()))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{count} added, 0 updated, 0 unchanged\n"
    asked = citeback("ask", "Who headed Pakistan's delegation in Doha?", "--library", library, "--json")
    assert (asked.returncode, asked.stderr) == (0, "")
    answer = json.loads(asked.stdout)
    assert "Khawaja Asif" in answer["text"]
    citation = answer["citations"][0]
    shown = citeback("show", citation["link"], "--library", library)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert f">>{citation['quote']}<<" in shown.stdout
    listed = citeback("sources", "--library", library)
    assert len(listed.stdout.splitlines()) == count


def test_json_says_what_the_python_api_says_and_nothing_else_is_printed(sample: Path) -> None:
    question = "How many paragraphs does the draft have?"
    asked = citeback("ask", question, "--json", "--library", sample)
    assert (asked.returncode, asked.stderr) == (0, "")
    with Library(sample) as library:
        answer = Assistant(library).ask(question)
    printed = json.loads(asked.stdout)
    assert (printed["text"], printed["refused"]) == (answer.text, answer.refused)
    assert [one["link"] for one in printed["citations"]] == [citation.link for citation in answer.citations]


def test_a_refusal_is_an_answer(sample: Path) -> None:
    asked = citeback("ask", "Who painted the Mona Lisa?", "--library", sample)
    assert (asked.returncode, asked.stderr) == (0, "")
    assert asked.stdout.startswith("The documents do not say.\n")
    asked = citeback("ask", "Who painted the Mona Lisa?", "--json", "--library", sample)
    printed = json.loads(asked.stdout)
    assert (asked.returncode, printed["refused"], printed["citations"]) == (0, True, [])
    assert printed["nearest"]


def test_a_missing_path_is_refused_and_nothing_goes_in(files: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    refused(citeback("ingest", files, tmp_path / "nowhere.txt", "--library", library), "nowhere.txt", "no such file")
    assert citeback("sources", "--library", library).stdout == ""


def test_a_library_that_is_a_file_is_refused(files: Path) -> None:
    for arguments in (("ask", WHO), ("ingest", files)):
        refused(citeback(*arguments, "--library", files / "keeper.txt"), "keeper.txt", "is a file")


def test_an_empty_name_is_not_the_folder_where_one_stands(sample: Path) -> None:
    refused(citeback("ingest", "", "--library", sample), "one of the paths is empty")
    refused(citeback("sources", "--library", ""), "the library's name is empty")


def test_a_question_over_the_limit_is_refused(sample: Path) -> None:
    refused(citeback("ask", "a" * 100_001, "--library", sample), "100,001", "100,000")


def test_an_empty_library_is_refused(tmp_path: Path) -> None:
    refused(citeback("ask", WHO, "--library", tmp_path), "is empty", "citeback ingest PATH")


@pytest.mark.parametrize("command", ["remove", "show"])
def test_an_unknown_document_or_link_is_refused(command: str, sample: Path) -> None:
    refused(citeback(command, "no-such-thing", "--library", sample), "no-such-thing")


def test_a_library_of_a_newer_release_is_refused_and_left_as_it_is(files: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    with Library(library) as opened:
        ingest(files, opened)
    with closing(sqlite3.connect(library / "catalog.sqlite3")) as catalog:
        catalog.execute("PRAGMA user_version = 9999")
        catalog.commit()
    refused(citeback("ask", WHO, "--library", library), "9999", str(library))
    with closing(sqlite3.connect(library / "catalog.sqlite3")) as catalog:
        assert catalog.execute("PRAGMA user_version").fetchone() == (9999,)
        assert catalog.execute("SELECT count(*) FROM documents").fetchone() == (2,)


def test_a_bad_facts_file_is_refused_with_its_line(sample: Path, tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text("facts:\n- question: Who?\n  answers: [he]\n- question: 5\n  answers: [she]\n")
    refused(citeback("eval", facts, "--library", sample), "facts.yaml:4: question: expected")


HOLDER = """
import sys
from rag import Library
with Library(sys.argv[1]) as library:
    if len(sys.argv) > 2:
        library.announce(sys.argv[2])
    print("open", flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("address", ["", "http://127.0.0.1:7861"])
def test_a_second_process_is_refused_and_told_who_has_the_library(address: str, tmp_path: Path) -> None:
    library, script = tmp_path / "library", tmp_path / "holder.py"
    script.write_text(HOLDER)
    command = [sys.executable, str(script), str(library), *([address] if address else [])]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"open"
        refused(citeback("sources", "--library", library), f"process {holder.pid}", "holder.py", address)
        holder.communicate(b"")
    assert citeback("sources", "--library", library).returncode == 0


def test_bad_files_of_a_folder_are_listed_and_the_others_go_in(files: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    (files / "empty.txt").touch()
    (files / "binary.txt").write_bytes(bytes(range(256)) * 20)
    done = citeback("ingest", files, "--library", library)
    assert done.returncode == 1
    assert done.stdout == "2 added, 0 updated, 0 unchanged, 2 failed\n"
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == [
        str(files / "binary.txt"),
        str(files / "empty.txt"),
    ]
    nothing = citeback("ingest", files / "empty.txt", files / "binary.txt", "--library", library)
    assert nothing.returncode == 2
    assert nothing.stderr.splitlines()[-1].startswith("citeback: nothing that was named could be read")


def _blinded() -> tuple[str, ...]:
    """Give what to set before a command so that file permissions hold for it."""
    if sys.platform == "win32":
        pytest.skip("file permissions are other ones on Windows")
    if os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("root reads every file, and there is no setpriv to take that right away")
    if subprocess.run([*BLIND_ROOT, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("root reads every file, and this system does not let that right be taken away")
    return BLIND_ROOT


def test_a_file_without_read_permission_is_listed_and_the_others_go_in(files: Path, tmp_path: Path) -> None:
    prefix = _blinded()
    locked = files / "locked.txt"
    locked.write_text("The safe of the harbour office stands behind the clock.\n")
    locked.chmod(0)
    try:
        done = citeback("ingest", files, "--library", tmp_path / "library", prefix=prefix)
    finally:
        locked.chmod(0o600)
    assert done.returncode == 1
    assert done.stdout == "2 added, 0 updated, 0 unchanged, 1 failed\n"
    assert done.stderr == f"{locked}: cannot be read: permission denied\n"

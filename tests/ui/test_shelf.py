from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from answers import HARM
from clicks import click
from markup import read

from ingest import ingest
from ui.chat import Extent
from ui.shelf import Shelf

if TYPE_CHECKING:
    from pathlib import Path

    from rag import Library


@pytest.fixture
def shelf(own_library: Library, tmp_path: Path) -> Shelf:
    (tmp_path / "bin").mkdir()
    return Shelf(own_library, tmp_path / "bin")


def sent(folder: Path, **texts: str) -> list[Path]:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
    return [folder / f"{name}.txt" for name in texts]


def test_what_was_sent_is_deleted_and_what_could_not_be_read_is_remembered_until_it_is_sent_well(
    shelf: Shelf, tmp_path: Path
) -> None:
    files = sent(tmp_path, ferry="The ferry leaves at nine.", broken="")
    *_, last = shelf.upload(files)
    assert "added" in last
    assert "not added" in last
    assert not any(file.exists() for file in files)
    assert shelf.extent(()) == Extent(1, unread=1)
    assert "1 file could not be read" in shelf.shown((), "")
    list(shelf.upload(sent(tmp_path, broken="Now it has text.")))
    assert shelf.extent(()) == Extent(2)
    assert "could not be read" not in shelf.shown((), "")


def test_the_sample_stays_where_it_is_installed(shelf: Shelf) -> None:
    first = list(shelf.take_sample())[-1]
    again = list(shelf.take_sample())[-1]
    assert "added" in first
    assert "unchanged" in again


def test_ticked_documents_are_the_scope_until_they_are_unticked_or_gone(
    shelf: Shelf, own_library: Library, tmp_path: Path
) -> None:
    one, two = (ingest(file, own_library).added[0] for file in sent(tmp_path, one="One ferry.", two="Two ferries."))
    scope, said = shelf.tick(click(document=one.id, on=True), [])
    assert (scope, read(str(said)).of("bdi")[0].text) == ([one.id], "one")
    scope, said = shelf.tick(click(document=two.id, on=True), [one.id])
    assert (scope, read(str(said)).of("bdi")[0].text) == ([one.id, two.id], "2 documents")
    assert shelf.extent([one.id, two.id]) == Extent(2, scoped=True)
    assert shelf.tick(click(document=two.id, on=False), [one.id, two.id])[0] == [one.id]
    assert shelf.tick(click(document=""), [one.id]) == ([], "")
    shelf.remove(click(document=one.id))
    assert shelf.rescope([one.id]) == ([], "")


def test_a_removal_can_be_undone_from_its_own_line(shelf: Shelf, own_library: Library, tmp_path: Path) -> None:
    list(shelf.upload(sent(tmp_path, ferry="The ferry leaves at nine.")))
    document = own_library.documents()[0]
    undo = read(shelf.remove(click(document=document.id))).of("button", "undo")[0].attributes["data-undo"]
    assert own_library.documents() == []
    assert "added" in shelf.restore(click(document=undo))
    assert [one.id for one in own_library.documents()] == [document.id]
    assert "cannot be brought back" in shelf.restore(click(document=undo))


def test_what_makes_no_sense_is_said_and_escaped(shelf: Shelf) -> None:
    assert {element.tag for element in read(shelf.remove(click(document=HARM))).elements} == {"ul", "li"}
    assert 'class="failed"' in shelf.restore(click())
    wanted, html = shelf.find(click(wanted=HARM), [])
    assert (wanted, html) == (HARM[:200], '<p class="none">No documents yet.</p>')

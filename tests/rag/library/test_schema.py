from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from drafts import make_draft
from hash_embedder import HashEmbedder
from sqlalchemy import create_engine, inspect
from stores import texts_by_vector, texts_by_words

from rag.errors import LibrarySchemaError
from rag.library.library import Library
from rag.library.schema import SCHEMA

VERSION_1 = (Path(__file__).parent / "catalog_1.sql").read_text()


def describe(path: Path) -> dict[str, object]:
    """Tell tables, columns and indexes of a database file."""
    engine = create_engine(f"sqlite:///{path}")
    seen = inspect(engine)
    described: dict[str, object] = {
        name: (
            [(c["name"], str(c["type"]), c["nullable"]) for c in seen.get_columns(name)],
            sorted((i["name"] or "", i["column_names"], i["unique"]) for i in seen.get_indexes(name)),
            seen.get_pk_constraint(name)["constrained_columns"],
            [(k["constrained_columns"], k["referred_table"], k["options"]) for k in seen.get_foreign_keys(name)],
        )
        for name in seen.get_table_names()
    }
    engine.dispose()
    return described


def write_catalog(folder: Path, script: str) -> None:
    with closing(sqlite3.connect(folder / "catalog.sqlite3")) as connection:
        connection.executescript(script)


def read_version(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "catalog.sqlite3")) as connection:
        (found,) = connection.execute("PRAGMA user_version").fetchone()
    return int(found)


def test_a_library_of_schema_1_is_brought_up_to_date_and_answers(tmp_path: Path) -> None:
    write_catalog(tmp_path, VERSION_1)
    with Library(tmp_path, embedder=HashEmbedder()) as library:
        (document,) = library.documents()
        assert [paragraph.text for paragraph in document.paragraphs] == ["The newer text."]
        assert texts_by_words(library, "older newer text") == ["The newer text."]
        assert texts_by_vector(library, "older newer text") == ["The newer text."]
        assert library.open_link("citeback:6a50dc858413@111111111111#1:4-9").paragraph.text == "The older text."
        library.add([make_draft("/b", "The text after.")])
    assert read_version(tmp_path) == SCHEMA


def test_an_old_library_and_a_new_one_have_the_same_tables(tmp_path: Path) -> None:
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    write_catalog(tmp_path / "old", VERSION_1)
    for name in ("old", "new"):
        Library(tmp_path / name).close()
    old, new = (describe(tmp_path / name / "catalog.sqlite3") for name in ("old", "new"))
    assert old == new


def test_a_step_that_fails_changes_nothing(tmp_path: Path) -> None:
    write_catalog(tmp_path, VERSION_1 + "CREATE TABLE versions_one_live (in_the_way INTEGER);")
    before = describe(tmp_path / "catalog.sqlite3")
    with pytest.raises(Exception, match="versions_one_live"):
        Library(tmp_path)
    assert read_version(tmp_path) == 1
    assert describe(tmp_path / "catalog.sqlite3") == before


def test_a_library_of_a_newer_release_is_refused_untouched(tmp_path: Path) -> None:
    with Library(tmp_path, embedder=HashEmbedder()) as library:
        library.add([make_draft("/a", "one")])
    write_catalog(tmp_path, "PRAGMA user_version = 99")
    with pytest.raises(LibrarySchemaError, match=rf"schema 99, this release reads up to {SCHEMA}: update citeback"):
        Library(tmp_path)
    assert read_version(tmp_path) == 99


def test_the_database_itself_refuses_a_second_live_version(tmp_path: Path) -> None:
    with Library(tmp_path, embedder=HashEmbedder()) as library:
        library.add([make_draft("/a", "one")])
        library.add([make_draft("/a", "two")])
    with pytest.raises(sqlite3.IntegrityError):
        write_catalog(tmp_path, "UPDATE versions SET state = 'live'")

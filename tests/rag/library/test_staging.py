from __future__ import annotations

from typing import TYPE_CHECKING

from drafts import make_draft
from stores import count_everywhere, texts_by_vector, texts_by_words

from rag.library import staging

if TYPE_CHECKING:
    from rag.library.library import Library


def test_a_new_version_answers_instead_of_the_old_one(library: Library) -> None:
    (old,) = library.add([make_draft("/a", "the old cat", "the old dog")])
    (new,) = library.add([make_draft("/a", "the new cat")])
    assert new.id == old.id
    assert new.version != old.version
    assert library.documents() == [new]
    assert texts_by_words(library, "old new cat dog") == ["the new cat"]
    assert texts_by_vector(library, "old dog") == ["the new cat"]


def test_a_retired_version_keeps_its_text_and_leaves_both_indexes(library: Library) -> None:
    (old,) = library.add([make_draft("/a", "the old cat", "the old dog")])
    library.add([make_draft("/a", "the new cat")])
    assert [paragraph.text for paragraph in old.paragraphs] == ["the old cat", "the old dog"]
    assert count_everywhere(library) == {
        "versions": 2,
        "paragraphs": 3,
        "chunks": 1,
        "drops": 0,
        "vectors": 1,
        "words": 1,
    }


def test_bytes_that_come_back_are_stored_once(library: Library) -> None:
    for text in ("one", "two", "one", "two", "one"):
        library.add([make_draft("/a", text)])
    assert texts_by_words(library, "one two") == ["one"]
    assert count_everywhere(library)["versions"] == 2


def test_adding_the_live_bytes_again_changes_nothing_that_shows(library: Library) -> None:
    first = library.add([make_draft("/a", "one", "two")])
    matches = library.search_words("one", 5)
    assert library.add([make_draft("/a", "one", "two")]) == first
    assert count_everywhere(library)["versions"] == 1
    assert library.read(matches) == []
    assert texts_by_words(library, "one") == ["one"]


def test_what_is_staged_does_not_answer(library: Library) -> None:
    library.add([make_draft("/a", "the old cat")])
    staged = staging.stage(library._catalog, [make_draft("/a", "the new cat"), make_draft("/b", "another cat")])
    library._open().write(staged, None)
    assert texts_by_words(library, "cat") == ["the old cat"]
    assert texts_by_vector(library, "cat") == ["the old cat"]
    assert [document.path for document in library.documents()] == ["/a"]


def test_staged_chunks_never_crowd_out_the_live_ones(library: Library) -> None:
    library.add([make_draft("/a", "one cat among dogs and horses and cows")])
    library._open().write(staging.stage(library._catalog, [make_draft("/b", *["cat"] * 300)]), None)
    assert len(library.search_words("cat", 3)) == 1
    assert len(library.search_vectors(library.embedder.embed(["cat"])[0], 3)) == 1


def test_the_next_change_throws_away_what_is_staged(library: Library) -> None:
    library._open().write(staging.stage(library._catalog, [make_draft("/b", "cat")]), None)
    library.add([make_draft("/a", "dog")])
    assert set(count_everywhere(library).values()) == {0, 1}
    assert texts_by_words(library, "cat dog") == ["dog"]

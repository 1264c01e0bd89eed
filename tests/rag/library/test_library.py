from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from drafts import make_draft
from hash_embedder import HashEmbedder
from stores import count_everywhere, texts_by_vector, texts_by_words

from rag.document import Aside, Box, Chunk, Draft, Layout, Paragraph
from rag.errors import DocumentNotFoundError, IndexStoreError, LibraryError, LibraryPathError
from rag.library.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray


class BrokenEmbedder(HashEmbedder):
    """Embed until it is told to stop."""

    broken = False

    def embed(self, texts: Sequence[str], on_batch: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        vectors = super().embed(texts, on_batch)
        return vectors * np.nan if self.broken else vectors


class Counting(HashEmbedder):
    """Count the texts that were embedded."""

    texts = 0

    def embed(self, texts: Sequence[str], on_batch: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        self.texts += len(texts)
        return super().embed(texts, on_batch)


def test_a_document_comes_back_as_it_was_added(library: Library) -> None:
    layout = Layout(
        (Paragraph(1, "Qatar mediated.", "quote", "Talks > Doha", 12, Box(1, 2, 3.5, 4)), Paragraph(2, "Rain.", "row")),
        (Aside("Doha", "heading", 1, level=2), Aside("Share", "furniture", 3, "a share button")),
    )
    draft = Draft("/a.txt", "ab" * 32, "Näws", layout, (Chunk(1, 2, "Qatar mediated.\nRain.", "Näws"),), "2025-10-18")
    library.add([draft])
    (document,) = library.documents()
    assert (document.path, document.title, document.date, document.version) == (
        "/a.txt",
        "Näws",
        "2025-10-18",
        "ab" * 6,
    )
    assert document.layout == layout
    assert library.document(document.id) == document


def test_documents_stand_in_order_of_first_addition(library: Library) -> None:
    library.add([make_draft("/b", "one"), make_draft("/a", "two")])
    library.add([make_draft("/c", "three")])
    library.add([make_draft("/b", "four")])
    listed = library.documents()
    assert [document.path for document in listed] == ["/b", "/a", "/c"]
    assert library.documents([listed[2].id, "nobody's", listed[0].id]) == [listed[0], listed[2]]
    assert library.documents([]) == []
    assert library.newest_documents(2) == listed[1:]


def test_words_and_vectors_find_the_paragraph(library: Library) -> None:
    library.add([make_draft("/a", "The delegation negotiated in Doha.", "Bread is baked in an oven.")])
    assert texts_by_words(library, "negotiations") == ["The delegation negotiated in Doha."]
    assert texts_by_vector(library, "baked bread oven", k=1) == ["Bread is baked in an oven."]


def test_a_chunk_of_many_paragraphs_is_read_whole_and_in_order(library: Library) -> None:
    layout = Layout(tuple(Paragraph(n, f"paragraph {n}") for n in range(1, 6)))
    chunks = (Chunk(1, 3, "alpha", ""), Chunk(4, 5, "beta", ""))
    library.add([Draft("/a", "cd" * 32, "A", layout, chunks)])
    (passage,) = library.read(library.search_words("beta", 5))
    assert [paragraph.number for paragraph in passage.paragraphs] == [4, 5]


def test_reading_keeps_the_order_of_the_matches(library: Library) -> None:
    library.add([make_draft("/a", *(f"word number{n}" for n in range(20)))])
    matches = library.search_words("word", 20)[::-1]
    assert [passage.chunk for passage in library.read(matches)] == [match.chunk for match in matches]


def test_scores_fall_and_words_without_a_match_give_nothing(library: Library) -> None:
    library.add([make_draft("/a", "cat", "cat and dog", "dog dog dog")])
    scores = [match.score for match in library.search_words("dog", 10)]
    assert len(scores) == 2
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0
    assert library.search_words("horse", 10) == []
    cosines = [match.score for match in library.search_vectors(library.embedder.embed(["dog"])[0], 10)]
    assert cosines == sorted(cosines, reverse=True)
    assert cosines[0] <= 1.0 + 1e-6


@pytest.mark.parametrize("text", ["", " ", '"', "C++ AND OR", "(", "a:b", "*", "~", "[1 TO 2]", "\x00", "x" * 100_000])
def test_no_text_breaks_the_word_search(library: Library, text: str) -> None:
    library.add([make_draft("/file", "cat")])
    assert library.search_words(text, 5) == []


def test_stored_vectors_come_back_in_order_and_as_zeros_for_the_dead(library: Library) -> None:
    library.add([make_draft("/a", "cat", "dog"), make_draft("/b", "horse")])
    matches = library.search_words("cat dog horse", 5)
    library.remove(library.find("/b")[0].id)
    vectors = library.chunk_vectors(matches)
    expected = {"cat": "a\ncat", "dog": "a\ndog"}
    texts = {passage.chunk: passage.paragraphs[0].text for passage in library.read(matches)}
    assert len(texts) == 2
    for match, vector in zip(matches, vectors, strict=True):
        if match.chunk in texts:
            np.testing.assert_allclose(vector, library.embedder.embed([expected[texts[match.chunk]]])[0], atol=1e-6)
        else:
            assert not vector.any()
    assert library.chunk_vectors([]).shape == (0, 64)


def test_two_files_with_the_same_text_are_two_documents(library: Library) -> None:
    library.add([make_draft("/a", "the same words"), make_draft("/b", "the same words")])
    assert len(library.documents()) == 2
    assert len(texts_by_words(library, "same")) == 2
    library.remove(library.find("/a")[0].id)
    (passage,) = library.read(library.search_words("same", 10))
    assert passage.document.path == "/b"


def test_of_two_drafts_with_one_path_the_last_counts(library: Library) -> None:
    (document,) = library.add([make_draft("/a", "first"), make_draft("/a", "second")])
    assert [paragraph.text for paragraph in document.paragraphs] == ["second"]


def test_a_search_stays_within_the_named_documents(library: Library) -> None:
    documents = library.add([make_draft(f"/{name}", "cat dog", f"cat {name}") for name in "abcd"])
    for named in ([documents[1].id], [documents[1].id, documents[3].id, "000000000000"]):
        for matches in (
            library.search_words("cat", 10, named),
            library.search_vectors(library.embedder.embed(["cat"])[0], 10, named),
        ):
            found = {passage.document.id for passage in library.read(matches)}
            assert found == set(named) - {"000000000000"}
    assert library.search_words("cat", 10, []) == []
    assert library.search_vectors(library.embedder.embed(["cat"])[0], 10, []) == []


def test_a_scope_of_tens_of_thousands_of_documents_works(library: Library) -> None:
    documents = library.add([make_draft(f"/{name}", "cat dog") for name in "abc"])
    scope = [f"{number:012x}" for number in range(40_000)] + [documents[0].id]
    assert len(library.search_words("cat", 10, scope)) == 1
    assert len(library.search_vectors(library.embedder.embed(["cat"])[0], 10, scope)) == 1


def test_a_small_scope_is_found_behind_thousands_of_nearer_chunks(library: Library) -> None:
    library.add([make_draft("/far", "horse horse horse"), make_draft("/near", *["cat"] * 600)])
    far = library.find("/far")[0].id
    assert texts_by_vector(library, "cat", 5, [far]) == ["horse horse horse"]
    wide = [far, *(f"{number:012x}" for number in range(1_000))]
    assert texts_by_vector(library, "cat", 5, wide) == ["horse horse horse"]


def test_only_the_paragraphs_that_may_answer_are_counted(library: Library) -> None:
    library.add([make_draft("/a.txt", "one", "two"), make_draft("/b.txt", "three")])
    (document, _) = library.add([make_draft("/a.txt", "one", "two", "four"), make_draft("/c.txt", "five")])
    assert library.count_paragraphs() == 5
    assert library.count_paragraphs([document.id, "nobody"]) == 3
    assert library.count_paragraphs([]) == 0


@pytest.mark.parametrize("k", [0, -1])
def test_asking_for_nothing_gives_nothing(library: Library, k: int) -> None:
    library.add([make_draft("/a", "cat")])
    assert library.search_words("cat", k) == []
    assert library.search_vectors(library.embedder.embed(["cat"])[0], k) == []


def test_an_empty_library_answers_with_nothing(library: Library) -> None:
    assert library.documents() == []
    assert library.search_words("cat", 5) == []
    assert library.search_vectors(library.embedder.embed(["cat"])[0], 5) == []
    assert library.read([]) == []
    assert library.add([]) == []


def test_remove_leaves_nothing_in_any_store(library: Library) -> None:
    library.add([make_draft("/a", "old cat", "old dog")])
    library.add([make_draft("/a", "new cat")])
    removed = library.remove(library.documents()[0].id)
    assert removed.path == "/a"
    assert set(count_everywhere(library).values()) == {0}
    with pytest.raises(DocumentNotFoundError, match=removed.id):
        library.remove(removed.id)


def test_removed_words_are_gone_from_the_catalog_file(tmp_path: Path, embedder: HashEmbedder) -> None:
    with Library(tmp_path, embedder=embedder) as library:
        library.add([make_draft("/a", "the codeword is Zanzibarquartz"), make_draft("/b", "something else")])
        library.remove(library.find("/a")[0].id)
    left = b"".join(file.read_bytes() for file in tmp_path.glob("catalog.sqlite3*"))
    assert b"something else" in left
    assert b"Zanzibarquartz" not in left


def test_find_goes_by_id_then_path_then_title(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = library.path.parent
    monkeypatch.chdir(folder)
    upload = str(library.path / "files" / "up.txt")
    drafts = [make_draft(str(folder / "a.txt"), "one", title="Straße"), make_draft(upload, "two", title="Straße")]
    first, second = library.add(drafts)
    assert library.find(first.id) == [first]
    assert library.find("a.txt") == library.find(str(folder / "a.txt")) == library.find("./x/../a.txt") == [first]
    assert library.find("up.txt") == [second]
    assert library.find("STRASSE") == [first, second]
    assert library.find("nothing") == library.find("a\x00b") == library.find("") == []


def test_the_live_digest_is_that_of_the_live_bytes(library: Library) -> None:
    draft = make_draft("/a", "one")
    assert library.live_digest("/a") is None
    library.add([draft])
    assert library.live_digest("/a") == draft.digest


def test_progress_counts_every_chunk_once(library: Library) -> None:
    told: list[int] = []
    library.add([make_draft("/a", "one", "two"), make_draft("/b", "three")], told.append)
    assert sum(told) == 3


def test_vectors_that_are_no_numbers_leave_the_old_version_answering(tmp_path: Path) -> None:
    embedder = BrokenEmbedder()
    with Library(tmp_path, embedder=embedder) as library:
        library.add([make_draft("/a", "old cat")])
        before = count_everywhere(library)
        embedder.broken = True
        with pytest.raises(IndexStoreError, match="the embedder hash"):
            library.add([make_draft("/b", "dog"), make_draft("/a", "new cat")])
        assert texts_by_words(library, "cat dog") == ["old cat"]
        assert count_everywhere(library) == before
        embedder.broken = False
        library.add([make_draft("/a", "new cat")])
        assert texts_by_words(library, "cat dog") == ["new cat"]


def test_text_that_no_file_can_hold_is_refused_whole(library: Library) -> None:
    library.add([make_draft("/a", "old cat")])
    with pytest.raises(LibraryError, match="surrogate"):
        library.add([make_draft("/b", "fine"), make_draft("/a", "broken \udc80 cat")])
    assert texts_by_words(library, "cat fine") == ["old cat"]


def test_everything_survives_closing_and_opening(tmp_path: Path, embedder: HashEmbedder) -> None:
    for number in range(3):
        with Library(tmp_path, embedder=embedder) as library:
            library.add([make_draft(f"/{number}", f"word file{number}")])
            assert len(texts_by_words(library, "word")) == number + 1
            assert len(texts_by_vector(library, "word")) == number + 1


def test_a_closed_library_says_so(tmp_path: Path, embedder: HashEmbedder) -> None:
    library = Library(tmp_path, embedder=embedder)
    (document,) = library.add([make_draft("/a", "one")])
    library.close()
    library.close()
    for use in (library.documents, lambda: library.search_words("one", 1), lambda: document.paragraphs):
        with pytest.raises(LibraryError, match="closed"):
            use()


def test_a_library_is_created_with_its_parents_and_takes_a_text_path(tmp_path: Path, embedder: HashEmbedder) -> None:
    with Library(str(tmp_path / "new" / "deeper"), embedder=embedder) as library:
        assert library.path == tmp_path / "new" / "deeper"
        assert library.documents() == []


@pytest.mark.parametrize("name", ["file", "file/inside", "nul\x00byte", "long" * 100])
def test_a_folder_that_cannot_be_a_library_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("precious")
    with pytest.raises(LibraryPathError, match="name a") as caught:
        Library(tmp_path / name)
    assert "\n" not in str(caught.value)
    assert (tmp_path / "file").read_text() == "precious"


def test_a_moved_document_keeps_its_id_and_its_links_and_nothing_is_embedded(tmp_path: Path) -> None:
    embedder = Counting()
    with Library(tmp_path, embedder=embedder) as library:
        [document] = library.add([make_draft("/a/notes.txt", "Qatar mediated.", title="notes")])
        embedded = embedder.texts
        moved = library.move(document.id, "/b/minutes.txt")
        assert (moved.id, moved.path, moved.title) == (document.id, "/b/minutes.txt", "minutes")
        assert library.live_digest("/a/notes.txt") is None
        assert library.open_link(f"citeback:{document.id}@{document.version}#1:0-5").document.path == "/b/minutes.txt"
        assert texts_by_words(library, "mediated") == ["Qatar mediated."]
        assert embedder.texts == embedded


def test_a_new_file_where_a_document_has_moved_away_gets_an_id_of_its_own(tmp_path: Path) -> None:
    with Library(tmp_path, embedder=HashEmbedder()) as library:
        [first] = library.add([make_draft("/a.txt", "Old words.")])
        library.move(first.id, "/b.txt")
        [second] = library.add([make_draft("/a.txt", "New words.")])
        assert second.id != first.id
        assert {document.path for document in library.documents()} == {"/a.txt", "/b.txt"}
        with pytest.raises(LibraryError, match=r"/b\.txt is another document"):
            library.move(second.id, "/b.txt")


def test_of_a_changed_document_only_what_is_new_is_embedded(tmp_path: Path) -> None:
    embedder = Counting()
    with Library(tmp_path, embedder=embedder) as library:
        library.add([make_draft("/a.txt", "One stays.", "Two goes.", title="A")])
        embedded = embedder.texts
        library.add([make_draft("/a.txt", "Three is new.", "One stays.", title="A")])
        assert embedder.texts == embedded + 1
        vector = HashEmbedder().embed(["A\nOne stays."])[0]
        assert library.search_vectors(vector, 1)[0].score == pytest.approx(1.0, abs=1e-5)
        assert sorted(texts_by_words(library, "stays new goes")) == ["One stays.", "Three is new."]


def test_a_document_says_what_the_file_says_of_itself_and_what_it_lacks(tmp_path: Path) -> None:
    draft = replace(
        make_draft("/a.pdf", "Text."),
        author="A. Author",
        url="https://example.org/a",
        language="en",
        gaps=("no p. 3", "x"),
    )
    with Library(tmp_path, embedder=HashEmbedder()) as library:
        [document] = library.add([draft])
        assert (document.author, document.url, document.language) == ("A. Author", "https://example.org/a", "en")
        assert document.gaps == ("no p. 3", "x")
        assert library.digests() == {"/a.pdf": draft.digest}
        library.add([make_draft("/b.pdf", "Whole.")])
        assert library.count_incomplete() == 1


def test_a_paragraph_that_is_furniture_keeps_its_number_and_is_found_by_nobody(tmp_path: Path) -> None:
    texts = ("Harbour Gazette", "Qatar mediated.")
    draft = make_draft("/a.txt", *texts, title="A")
    line = replace(draft.layout.paragraphs[0], furniture="other documents have this line too")
    layout = Layout((line, draft.layout.paragraphs[1]))
    with Library(tmp_path, embedder=HashEmbedder()) as library:
        [document] = library.add([replace(draft, layout=layout, chunks=(Chunk(1, 2, texts[1], "A"),))])
        assert texts_by_words(library, "mediated") == ["Qatar mediated."]
        assert library.count_paragraphs() == 1
        assert document.paragraphs[0] == line
        assert library.open_link(f"citeback:{document.id}@{document.version}#1:0-7").paragraph.text == "Harbour Gazette"


def test_many_documents_move_all_or_none(tmp_path: Path) -> None:
    with Library(tmp_path, embedder=HashEmbedder()) as library:
        one, other = library.add([make_draft("/a.txt", "Old words."), make_draft("/b.txt", "Other words.")])
        with pytest.raises(LibraryError, match=r"/b\.txt is another document"):
            library.move_all({one.id: "/c.txt", other.id: "/b.txt"})
        assert [document.path for document in library.documents()] == ["/a.txt", "/b.txt"]
        moved = library.move_all({other.id: "/d.txt", one.id: "/c.txt"})
        assert [(document.id, document.path) for document in moved] == [(other.id, "/d.txt"), (one.id, "/c.txt")]


def test_many_documents_are_removed_all_or_none(tmp_path: Path) -> None:
    with Library(tmp_path, embedder=HashEmbedder()) as library:
        added = library.add([make_draft(f"/{number}.txt", f"Ferry {number} leaves.") for number in range(5)])
        with pytest.raises(DocumentNotFoundError):
            library.remove_all([added[0].id, "nobody"])
        assert len(library.documents()) == 5
        removed = library.remove_all([document.id for document in added[1:4]])
        assert [document.path for document in removed] == ["/1.txt", "/2.txt", "/3.txt"]
        assert sorted(texts_by_words(library, "ferry")) == ["Ferry 0 leaves.", "Ferry 4 leaves."]


def test_the_same_bytes_read_whole_are_another_version_and_links_to_the_one_with_gaps_stay_true(tmp_path: Path) -> None:
    whole = make_draft("/scan.pdf", "The cover, a scan.", "Qatar mediated.")
    incomplete = replace(make_draft("/scan.pdf", "Qatar mediated."), digest=whole.digest, gaps=("page 1 has no text",))
    with Library(tmp_path, embedder=HashEmbedder()) as library:
        [before] = library.add([incomplete])
        [after] = library.add([whole])
        assert before.digest == after.digest
        assert library.open_link(f"citeback:{before.id}@{before.version}#1:0-5").paragraph.text == "Qatar mediated."
        assert library.open_link(f"citeback:{after.id}@{after.version}#1:0-3").paragraph.text == "The cover, a scan."
        assert texts_by_words(library, "Qatar") == ["Qatar mediated."]

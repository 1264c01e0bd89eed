from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from answers import HARM, cite, doubtful_answer, refusal
from conversing import LOPEZ, QUAY, add, answer_from, open_library, refusal_from
from sqlalchemy import insert, text

from rag.answer import Answer, Sentence, Turn
from rag.errors import ConversationNotFoundError, LibraryError, LibrarySchemaError, LinkError
from rag.library.schema import purged
from ui.chat import Exchange
from ui.conversations import Conversations
from ui.kept.conversation import KeptCitation
from ui.kept.redaction import PurgedVersions
from ui.render import exchange_html

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rag.library.library import Library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library") as library:
        yield library


@pytest.fixture
def kept(library: Library) -> Iterator[Conversations]:
    kept = Conversations(library)
    yield kept
    kept.close()


def plain(question: str, said: str = "Yes.") -> Answer:
    return Answer(question, question, (Sentence(said, "supported"),))


def html(answer: Answer) -> str:
    return exchange_html(Exchange(answer.question, answer.sentences, answer=answer))


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob("conversations.sqlite3*")))


def test_an_answer_shows_after_a_restart_exactly_as_it_was_shown(library: Library) -> None:
    document = add(library)
    answers = [answer_from(document), refusal_from(document)]
    kept = Conversations(library)
    conversation = kept.create()
    for answer in answers:
        kept.append(conversation, answer)
    kept.close()
    again = Conversations(library)
    read = again.open(conversation)
    again.close()
    assert [html(turn.answer) for turn in read.turns] == [html(answer) for answer in answers]
    assert [turn.answer.text for turn in read.turns] == [answer.text for answer in answers]
    assert [turn.answer.degraded for turn in read.turns] == [answer.degraded for answer in answers]


def test_citations_come_back_with_their_words_offsets_places_and_links(library: Library, kept: Conversations) -> None:
    answer = answer_from(add(library))
    read = kept.append(kept.create(), answer).answer
    assert all(isinstance(citation, KeptCitation) for citation in read.citations)
    for was, now in zip(answer.citations, read.citations, strict=True):
        assert (now.number, now.quote, now.start, now.end, now.link) == (
            was.number,
            was.quote,
            was.start,
            was.end,
            was.link,
        )
        assert (now.paragraph.place, now.document.title) == (was.paragraph.place, was.document.title)


def test_what_append_gives_is_what_is_read_later(library: Library, kept: Conversations) -> None:
    conversation = kept.create()
    turn = kept.append(conversation, answer_from(add(library)), scope=library.documents())
    assert kept.open(conversation).turns == (turn,)
    assert turn.scope_ids == tuple(document.id for document in library.documents())


@pytest.mark.parametrize("hostile", [HARM, "'; DROP TABLE turns; --", "\x00\ud800\u202e", "%_\\", "{}", "\n" * 5])
def test_hostile_words_come_back_as_they_were(kept: Conversations, hostile: str) -> None:
    conversation = kept.create()
    answers = [doubtful_answer(hostile), refusal(hostile)]
    for answer in answers:
        kept.append(conversation, answer)
    read = kept.open(conversation)
    assert [turn.answer.text for turn in read.turns] == [answer.text for answer in answers]
    assert read.turns[0].answer.citations[0].quote == hostile
    assert read.turns[1].answer.nearest[0].paragraphs[1].text == hostile
    kept.search(hostile)
    assert len(kept.summaries()) == 1


def test_the_conversation_changed_last_is_listed_first_under_its_first_question(kept: Conversations) -> None:
    first, second, empty = kept.create(), kept.create(), kept.create()
    kept.append(first, plain("Who led\nthe talks?"))
    kept.append(second, plain("When?"))
    kept.append(first, plain("And where?"))
    listed = kept.summaries()
    assert [(each.id, each.title, each.turns) for each in listed] == [
        (first, "Who led the talks?", 2),
        (second, "When?", 1),
    ]
    assert empty not in [each.id for each in listed]


def test_a_title_is_one_line_and_an_empty_one_gives_the_question_back(kept: Conversations) -> None:
    conversation = kept.create()
    kept.append(conversation, plain("Who led the talks?"))
    assert kept.rename(conversation, "  The\ttalks\x1b[31m\n") == "The talks [31m"
    kept.append(conversation, plain("Where?"))
    assert kept.open(conversation).title == "The talks [31m"
    assert kept.rename(conversation, " \n") == "Who led the talks?"
    assert len(kept.rename(conversation, "long " * 1000)) <= 120


@pytest.mark.parametrize(
    ("question", "said", "typed"),
    [
        ("Who led the talks?", "Khawaja Asif led them.", "ASIF talks"),
        ("谁领导了谈判？", "阿西夫领导了谈判。", "领导"),
        ("من قاد المحادثات؟", "قادها خواجة آصف.", "المحادثات"),
        ("Кто вёл переговоры?", "Их вёл Асиф.", "переговоры вел"),
        ("Wo liegt Ağrı?", "In der Türkiye.", "turkiye"),
        ("100% of what?", "Of 50_000.", "100% 50_000"),
    ],
)
def test_a_search_finds_words_of_a_turn_in_any_script(
    kept: Conversations, question: str, said: str, typed: str
) -> None:
    conversation, other = kept.create(), kept.create()
    kept.append(conversation, plain("Another matter?"))
    kept.append(conversation, plain(question, said))
    kept.append(other, plain("1000 of what?", "Of 50x000."))
    assert [(found.conversation.id, found.position) for found in kept.search(typed)] == [(conversation, 2)]


def test_a_search_finds_titles_and_shows_the_words_it_found(kept: Conversations) -> None:
    named, asked = kept.create(), kept.create()
    kept.append(named, plain("Who?"))
    kept.rename(named, "Harbour works")
    kept.append(asked, plain("Who?", "word " * 100 + "the harbour works again"))
    found = kept.search("harbour works")
    assert [each.conversation.id for each in found] == [asked, named]
    assert "harbour works" in found[0].excerpt
    assert found[1].excerpt == "Harbour works"
    assert kept.search(" ") == kept.search("nowhere") == ()


def test_a_cut_makes_room_to_ask_again_and_gives_the_history_before(kept: Conversations) -> None:
    conversation = kept.create()
    for question in ("One?", "Two?", "Three?"):
        kept.append(conversation, plain(question))
    assert kept.open(conversation).history(before=2) == (Turn("One?", "Yes."),)
    kept.cut(conversation, 2)
    assert kept.append(conversation, plain("Two, asked anew?")).position == 2
    assert [turn.question for turn in kept.open(conversation).turns] == ["One?", "Two, asked anew?"]
    kept.cut(conversation, 1)
    kept.append(conversation, plain("Begun anew?"))
    assert kept.open(conversation).title == "Begun anew?"


@pytest.mark.parametrize("by", ["delete", "cut"])
def test_no_byte_of_what_was_deleted_stays(kept: Conversations, library: Library, by: str) -> None:
    conversation = kept.create()
    kept.append(conversation, plain("Is Zorblax secret?", "Zorblax was never here. " * 500))
    kept.append(conversation, plain("Is Zorblax secret?", "Zorblax."))
    assert b"Zorblax" in bytes_of(library.path)
    assert b"zorblax" in bytes_of(library.path)
    if by == "delete":
        kept.delete(conversation)
        assert kept.summaries() == ()
    else:
        kept.cut(conversation, 1)
        kept.rename(conversation, "Another")
        kept._database.wipe()
    assert b"zorblax" not in bytes_of(library.path).lower()


@pytest.mark.parametrize("use", [lambda kept: kept.open("gone"), lambda kept: kept.delete("gone")])
def test_a_conversation_that_is_gone_says_so(kept: Conversations, use: object) -> None:
    with pytest.raises(ConversationNotFoundError, match="no conversation 'gone' is kept"):
        use(kept)  # type: ignore[operator]


def test_a_citation_says_how_its_source_stands_now(library: Library, kept: Conversations) -> None:
    conversation = kept.create()
    document = add(library)
    kept.append(conversation, answer_from(document))

    def stands() -> tuple[str, bool]:
        found = {citation.standing for citation in kept.open(conversation).turns[0].answer.citations}
        (standing,) = found
        return standing.note or standing.kind, standing.opens

    assert stands() == ("unchanged", True)
    add(library, QUAY, "Nobody led the works.")
    assert stands() == ("this source has changed since", True)
    library.remove(document.id)
    assert stands() == ("this source was removed from the library", False)
    add(library, QUAY, "Somebody else led the works.")
    assert stands() == ("this source has changed since, and its earlier text is no longer in the library", False)
    add(library)
    assert stands() == ("unchanged", True)


def test_what_was_purged_is_taken_out_of_every_turn_with_its_bytes(library: Library, kept: Conversations) -> None:
    secret, other = add(library, QUAY, title="Lopez papers"), add(library, "/documents/fair.txt", "The fair is in May.")
    conversation = kept.create()
    kept.append(conversation, answer_from(secret, text=LOPEZ), scope=[secret, other])
    kept.append(conversation, refusal_from(secret))
    kept.append(conversation, replace(answer_from(other, "And the fair?"), query="And the fair of Maria Lopez?"))
    gone = PurgedVersions("2026-11-22", frozenset({(secret.id, secret.version)}))
    assert kept.redact(gone) > 0
    assert kept.redact(gone) == 0
    first, second, third = kept.open(conversation).turns
    assert first.question == "Who led the works?"
    assert first.answer.sentences[0].text == "purged on 2026-11-22"
    assert {(c.quote, c.standing.note) for c in first.answer.citations} == {("purged on 2026-11-22",) * 2}
    assert second.answer.nearest[0].paragraphs[0].text == "purged on 2026-11-22"
    assert third.answer.citations[0].quote == "The fair i"
    assert third.answer.query == third.question
    found = bytes_of(library.path).lower()
    assert b"lopez" not in found
    assert b"fair" in found
    assert kept.search("Lopez") == ()


def test_what_the_library_says_was_purged_is_redacted_once(library: Library, kept: Conversations) -> None:
    document = add(library)
    conversation = kept.create()
    kept.append(conversation, answer_from(document))
    assert kept.redact_purged() == 0
    library.remove(document.id)
    with library._catalog.transaction() as connection:
        connection.execute(insert(purged).values(document=document.id, version=document.version, date="2026-11-22"))
    assert "purged on" in _link_error(library, kept.open(conversation).turns[0].answer)
    assert kept.redact_purged() > 0
    assert kept.redact_purged() == 0


class Words:
    """Tell what quotes some words, wherever they stand; a real implementation of the port."""

    date = "2026-11-22"
    versions: frozenset[tuple[str, str]] = frozenset()

    def __init__(self, words: str) -> None:
        self._words = words

    def quoted_in(self, text: str) -> bool:
        return self._words in text


def test_a_turn_that_repeats_purged_words_without_citing_them_is_redacted_too(
    library: Library, kept: Conversations
) -> None:
    document = add(library)
    conversation = kept.create()
    kept.append(conversation, plain("Who?", "Maria Lopez led the works."))
    kept.append(conversation, answer_from(document, "Does Maria Lopez live?", text="She does."))
    kept.append(conversation, refusal_from(document))
    kept.append(conversation, plain("Another matter?", "Yes."))
    before = kept.open(conversation).turns[3]
    assert kept.redact(Words("Lopez")) > 0
    first, second, third, fourth = kept.open(conversation).turns
    assert first.answer.text == "purged on 2026-11-22"
    assert second.question == "Does Maria Lopez live?"
    assert [citation.quote for citation in second.answer.citations][:2] == ["Harbour mi", "purged on 2026-11-22"]
    assert third.answer.nearest[0].paragraphs[0].text == "purged on 2026-11-22"
    assert fourth == before


def _link_error(library: Library, answer: Answer) -> str:
    try:
        library.open_link(answer.citations[0].link)
    except LinkError as error:
        return str(error)
    return ""


def test_a_text_that_says_it_was_purged_is_still_a_quote(library: Library, kept: Conversations) -> None:
    document = add(library, QUAY, "purged on 2026-01-01 was what they said to all of us")
    answer = Answer("Q?", "Q?", (Sentence("Yes.", "supported", citations=(cite(1, document, 0, 20),)),))
    assert kept.append(kept.create(), answer).answer.citations[0].standing.kind == "unchanged"  # type: ignore[attr-defined]


def test_many_threads_write_and_read_at_once(kept: Conversations) -> None:
    conversation = kept.create()

    def work(number: int) -> None:
        for step in range(10):
            kept.append(conversation, plain(f"Question {number}-{step}?"))
            kept.open(conversation)
            kept.search("question")
            own = kept.create()
            kept.append(own, plain("Own?"))
            kept.delete(own)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    read = kept.open(conversation)
    assert [turn.position for turn in read.turns] == list(range(1, 61))
    assert len({turn.question for turn in read.turns}) == 60
    assert len(kept.summaries()) == 1


def test_conversations_of_a_newer_release_are_left_alone(library: Library, kept: Conversations) -> None:
    with kept._database.transaction() as connection:
        connection.execute(text("PRAGMA user_version = 99"))
    with pytest.raises(LibrarySchemaError, match="schema 99"):
        Conversations(library)


def test_a_record_that_cannot_be_read_says_so_in_one_line(kept: Conversations) -> None:
    conversation = kept.create()
    kept.append(conversation, plain("Who?"))
    with kept._database.transaction() as connection:
        connection.execute(text("UPDATE turns SET record = '{}'"))
    with pytest.raises(LibraryError, match="a kept conversation cannot be read"):
        kept.open(conversation)

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from html.parser import HTMLParser

import pypdfium2
import pytest
from answers import HARM, cite, document, doubtful_answer, refusal
from markdown_it import MarkdownIt

from rag.answer import Alternative, Answer, Sentence
from ui.export import FORMATS, Format, export_conversation
from ui.exports.names import file_name
from ui.exports.scripts import joined, runs_right_to_left, visual
from ui.kept.conversation import Conversation, KeptTurn, ScopedDocument
from ui.kept.records import Record, read_record, write_record
from ui.kept.redaction import PurgedVersions, redact

GONE = PurgedVersions("2026-11-22", frozenset({("0123456789ab", "ba9876543210")}))


def conversation(*answers: Answer, title: str = "The quay") -> Conversation:
    kept = [read_record(write_record(Record(answer))).answer for answer in answers]
    turns = tuple(KeptTurn(n, "2026-11-22T10:11:12+00:00", answer) for n, answer in enumerate(kept, start=1))
    return Conversation("c", title, "2026-11-22T10:11:12", "2026-11-23T10:11:12", turns)


def quoting(text: str) -> Answer:
    cited = cite(1, document("Source", text))
    return Answer("Who?", "Who?", (Sentence(text, "supported", citations=(cited,)),))


def exported(kind: Format, *answers: Answer, title: str = "The quay") -> str:
    return read_back(kind, conversation(*answers, title=title))


def read_back(kind: Format, kept: Conversation) -> str:
    """Export and read what a person reads."""
    content = export_conversation(kept, kind).content
    if kind != "pdf":
        return content.decode()
    pages = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_says_all_of_an_answer(kind: Format) -> None:
    answer = doubtful_answer("The quay opened on 12 May")
    answer = replace(answer, difference="One says 12 May, one 13 May.", coverage=None)
    text = " ".join(exported(kind, answer, refusal("penguins")).replace("\\", "").split())
    for said in (
        "The quay",
        "2026-11-22 to 2026-11-23",
        "Searched for: The quay opened on 12 May in full",
        "model unreachable",
        "Not at all.",
        "carried in part: the number 7 is missing",
        "not carried by the documents: nothing cited",
        "another The quay opened on 12 May",
        "One says 12 May, one 13 May.",
        "Checked: 1 of 3 sentences are carried",
        "¶1, 2025-10-20",
        "citeback:0123456789ab@ba9876543210#1:0-25",
        "Another paragraph.",
        "The documents do not say penguins",
        "What came nearest",
        "[1]",
        "[2]",
    ):
        assert said in text, said


@pytest.mark.parametrize("kind", FORMATS)
def test_lists_scopes_and_what_became_of_a_source_are_said(kind: Format) -> None:
    listed = replace(quoting("A barge."), coverage="2 paragraphs of 1 document were looked at.")
    whole = conversation(listed)
    gone = redact(Record(whole.turns[0].answer), GONE)
    turn = KeptTurn(1, "2026-11-22T10:11", gone.answer, (ScopedDocument("0123456789ab", "Ships"),))
    content = read_back(kind, replace(whole, turns=(turn,)))
    assert "Asked of: Ships" in content
    assert "2 paragraphs of 1 document were looked at." in content
    assert "purged on 2026-11-22" in content
    assert "barge" not in content


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {f"{name}={value}" for name, value in attrs if name in ("src", "href", "action")}
        self.attributes |= {name for name, _ in attrs if name.startswith("on")}


HOSTILE = (
    HARM,
    "</style></script><script>harm()</script>",
    "![x](http://elsewhere.test/x.png) [link](javascript:harm()) <http://elsewhere.test> http://a.test www.a.test",
    "# heading\n\n- item\n1. one\n***\n```\ncode\n```\n| a | b |\n|---|---|\n&lt;img&gt; `</code>`",
    "x](http://elsewhere.test)\n===\n[^1] ~~a~~ me@elsewhere.test \x00\x1b[31m",
)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_html_loads_nothing_and_runs_nothing_whatever_it_quotes(hostile: str) -> None:
    text = exported("html", doubtful_answer(hostile), refusal(hostile), title=hostile)
    seen = Tags()
    seen.feed(text)
    assert not seen.tags & {"script", "img", "iframe", "form", "object", "link", "svg", "video", "input", "base"}
    assert all(each.startswith("href=#s") for each in seen.attributes), seen.attributes
    assert "default-src 'none'" in text
    assert not re.search("[\x00-\x08\x1b\u202e\ud800-\udfff]", text)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_markdown_reads_back_as_the_words_and_no_markup(hostile: str) -> None:
    text = exported("markdown", quoting(hostile), title=hostile)
    html = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(text)
    seen = Tags()
    seen.feed(html)
    assert seen.tags <= {"h1", "h2", "h3", "p", "em", "strong", "blockquote", "code", "br"}
    assert not seen.attributes
    assert not re.search(r"(?<![\\\w])(?:https?://|www\.)", text)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_pdf_is_made_whatever_it_quotes(hostile: str) -> None:
    content = export_conversation(
        conversation(doubtful_answer(hostile), refusal(hostile), title=hostile), "pdf"
    ).content
    assert not re.search(rb"/(?:URI|JavaScript|JS|Launch|OpenAction|EmbeddedFile)\b", content)
    assert len(pypdfium2.PdfDocument(content)) >= 1


@pytest.mark.parametrize(
    "text",
    ["Türkiye, Łódź, Ağrı: 12 €", "Переговоры прошли в Стамбуле", "Ελλάδα", "阿西夫领导了谈判。", "会議は開かれた。"],
)
def test_a_pdf_has_the_letters_of_many_scripts(text: str) -> None:
    assert text in exported("pdf", quoting(text)).replace("\r\n", "")


@pytest.mark.parametrize("text", ["قال وزير الدفاع إن المحادثات ستعقد غدا", "הפגישה נערכה בדוחה אתמול"])
def test_a_pdf_draws_lines_that_run_to_the_left_so_that_they_read_back(text: str) -> None:
    drawn = unicodedata.normalize("NFKC", exported("pdf", quoting(text)))
    assert all(word in drawn for word in text.split())


def test_a_letter_that_no_font_has_is_said_and_not_dropped() -> None:
    made = export_conversation(conversation(quoting("It is \u0939\u0939 here.")), "pdf")
    assert "4 letters of this conversation are in no font of this PDF" in made.shortfall
    assert "devanagari letter ha" in made.shortfall
    text = pypdfium2.PdfDocument(made.content)[0].get_textpage().get_text_range()
    assert "It is □□ here." in text
    assert "devanagari letter ha" in text
    assert export_conversation(conversation(quoting("Plain.")), "pdf").shortfall == ""
    assert "program that shows this PDF" in export_conversation(conversation(quoting("谈判")), "pdf").shortfall


def test_a_long_conversation_takes_pages_and_long_words_are_cut() -> None:
    long = quoting(" ".join(["word" * 200, *["and more words of it"] * 60]))
    content = export_conversation(conversation(*[long] * 5), "pdf").content
    pages = pypdfium2.PdfDocument(content)
    assert len(pages) > 3
    for text in [page.get_textpage() for page in pages]:
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
        assert min(box[0] for box in boxes if box[2] > box[0]) >= 50
        assert max(box[2] for box in boxes) <= 546


def test_the_same_conversation_gives_the_same_bytes() -> None:
    made = [export_conversation(conversation(doubtful_answer("Same")), "pdf").content for _ in range(2)]
    assert made[0] == made[1]


def test_a_quote_of_megabytes_is_shortened_and_says_so() -> None:
    text = exported("html", quoting("many words " * 100_000))
    assert "more characters)" in text
    assert text.count("many words") < 200_000


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Who led the talks?", "Who-led-the-talks.md"),
        ("../../etc/passwd", "etc-passwd.md"),
        ("C:\\Windows\x00\u202egnp", "C-Windows-gnp.md"),
        ("con", "conversation-con.md"),
        ("???", "conversation.md"),
        ("谁领导了谈判", "谁领导了谈判.md"),
    ],
)
def test_file_names_are_safe_everywhere(title: str, name: str) -> None:
    assert file_name(title, "md") == name


def test_long_titles_give_short_names() -> None:
    assert len(file_name("谈" * 500, "pdf").encode()) <= 164
    assert len(file_name("word " * 500, "pdf")) <= 84


def test_arabic_letters_take_the_forms_of_their_neighbours() -> None:
    assert joined("سلم") == "\ufeb3\ufee0\ufee2"
    assert joined("دار") == "\ufea9\ufe8d\ufead"
    assert joined("plain") == "plain"


@pytest.mark.parametrize(
    ("read", "stands"),
    [
        ("abc", "abc"),
        ("אבג", "גבא"),
        ("אב 12 גד", "דג 12 בא"),
        ("אב (ג)", "(ג) בא"),
        ("אב CNN ג", "ג CNN בא"),
    ],
)
def test_a_line_stands_from_left_to_right_as_unicode_says(read: str, stands: str) -> None:
    assert "".join(cluster.text for cluster in visual(read, runs_right_to_left(read))) == stands


def test_hebrew_inside_an_english_line_is_turned_in_its_place() -> None:
    assert "".join(cluster.text for cluster in visual("see אבג 12 here", from_right=False)) == "see 12 גבא here"


def test_other_values_say_whose_they_are() -> None:
    other = cite(2, document("Other", "13 May"))
    answer = replace(quoting("12 May"), alternatives=(Alternative("13 May", (other,)),))
    assert "13 May \\[2\\] *(Other, 2025-10-20)*" in exported("markdown", answer)


@pytest.mark.parametrize(("text", "side"), [("Maria Lopez led them.", "ltr"), ("قادها خواجة آصف.", "rtl")])
def test_an_answer_in_html_begins_where_its_script_begins(text: str, side: str) -> None:
    assert f'<p dir="{side}"><bdi>{text}</bdi>' in exported("html", quoting(text))

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.block import Loaded
from ingest.boilerplate import mark
from ingest.loaders import load
from rag.errors import LoadError


def read(folder: Path, text: str, encoding: str = "utf-8") -> Loaded:
    path = folder / "page.html"
    path.write_bytes(text.encode(encoding))
    return load(path)


def texts(loaded: Loaded) -> list[str]:
    return [block.text for block in loaded.blocks if not block.furniture]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>secret()</script>",
        "<style>.secret {}</style>",
        "<template>secret</template>",
        "<span hidden>secret</span>",
        "<span style='display: none'>secret</span>",
        "<!-- secret -->",
        "<textarea>secret</textarea>",
        "<noscript>secret</noscript>",
    ],
)
def test_what_no_reader_sees_is_never_shown(tmp_path: Path, hidden: str) -> None:
    assert texts(read(tmp_path, f"<p>One {hidden}two.</p>")) == ["One two."]


def test_inline_tags_join_and_whitespace_is_folded(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "<p>Hyper<b>link</b>ed\n\n  te\xadxt&nbsp;here.</p>")) == ["Hyperlinked text here."]


def test_two_breaks_part_paragraphs_and_one_does_not(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "<div>one<br>line<br>\n<br/>two</div>")) == ["one line", "two"]


@pytest.mark.parametrize("tag", ["nav", "footer", "aside", "form"])
def test_an_element_of_furniture_carries_its_reason(tmp_path: Path, tag: str) -> None:
    page = f"<h1>Title</h1><p>The text of the page is longer than what stands around it.</p><{tag}>Around</{tag}>"
    around = read(tmp_path, page).blocks[-1]
    assert around.text == "Around"
    assert around.furniture


def test_a_page_wrapped_in_one_form_keeps_its_text(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "<body><form><h1>Title</h1><p>All of the page.</p></form></body>")) == [
        "Title",
        "All of the page.",
    ]


def test_spans_of_a_table_repeat_their_value(tmp_path: Path) -> None:
    table = (
        "<table><tr><th>Day</th><th>From</th><th>To</th></tr>"
        "<tr><td rowspan='2'>Monday</td><td>9</td><td>12</td></tr><tr><td>14</td><td>17</td></tr>"
        "<tr><td>Sunday</td><td colspan='2'>closed</td></tr></table>"
    )
    assert texts(read(tmp_path, table)) == [
        "Day: Monday; From: 9; To: 12",
        "Day: Monday; From: 14; To: 17",
        "Day: Sunday; From: closed; To: closed",
    ]


def test_a_span_of_a_million_columns_is_bounded(tmp_path: Path) -> None:
    table = "<table><tr><td colspan='1000000' rowspan='999999999999'>a</td><td>b</td></tr></table>"
    assert len(read(tmp_path, table).blocks) == 1


def test_a_table_for_layout_is_read_as_paragraphs(tmp_path: Path) -> None:
    page = "<table><tr><td><h1>Title</h1><p>First.</p><p>Second.</p></td><td>Side</td></tr></table>"
    assert texts(read(tmp_path, page)) == ["Title", "First.", "Second.", "Side"]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("iso-8859-1", "cp1252"), ("windows-1251", "cp1251"), ("Shift_JIS", "cp932"), ("utf-8", "utf-8")],
)
def test_the_encoding_that_a_page_declares_is_honoured(tmp_path: Path, declared: str, encoding: str) -> None:
    words = {"cp1251": "мост", "cp932": "橋"}.get(encoding, "café")
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}"></head><p>{words}</p>'
    assert texts(read(tmp_path, page, encoding)) == [words]


@pytest.mark.parametrize("depth", [10_000, 200_000])
def test_tags_nested_beyond_all_measure_are_refused_and_crash_nothing(tmp_path: Path, depth: int) -> None:
    with pytest.raises(LoadError, match="nested too deeply"):
        read(tmp_path, "<div>" * depth + "text" + "</div>" * depth)


def test_tags_nested_deeply_but_within_reason_are_read(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "<div>" * 500 + "text" + "</div>" * 500)) == ["text"]


def test_an_external_entity_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body><p>One &x; two.</p></body></html>'
    assert "secret" not in " ".join(texts(read(tmp_path, page))).replace("secret.txt", "")


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ('<meta property="article:published_time" content="2024-05-01T10:00:00Z">', "2024-05-01"),
        ('<script type="application/ld+json">{"datePublished": "2023-12-31"}</script>', "2023-12-31"),
        ('<meta name="date" content="May 3rd, 2020">', "2020-05-03"),
        ('<meta name="date" content="03/04/2020">', None),
        ('<meta name="date" content="2020-02-31">', None),
        ("", None),
    ],
)
def test_the_date_is_what_the_page_states_and_nothing_else(tmp_path: Path, head: str, date: str | None) -> None:
    assert read(tmp_path, f"<html><head>{head}</head><body><p>Text of 2019.</p></body></html>").date == date


def test_the_title_is_og_title_then_the_heading_then_the_window_s(tmp_path: Path) -> None:
    og = '<meta property="og:title" content="Open">'
    assert read(tmp_path, f"<head>{og}<title>Window</title></head><h1>Heading</h1><p>x</p>").title == "Open"
    assert read(tmp_path, "<title>Window</title><h1>A <i>heading</i></h1><p>x</p>").title == "A heading"
    assert read(tmp_path, "<title>Window</title><p>x</p>").title == "Window"


@pytest.mark.parametrize("page", ["<html></html>", "<p> </p>", "<script>x</script>", "<!-- -->"])
def test_a_page_without_text_is_refused_as_empty(tmp_path: Path, page: str) -> None:
    with pytest.raises(LoadError, match="is empty"):
        read(tmp_path, page)


def test_markup_that_is_broken_is_read_all_the_same(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "<p>One<p>two <b>three</i></div><li>four")) == ["One", "two three", "four"]


def test_a_short_list_that_the_extractor_passes_over_stays_in_its_place(tmp_path: Path) -> None:
    long = "<p>" + "A sentence of the main text that is long enough to be taken for one. " * 5 + "</p>"
    loaded = read(tmp_path, f"<h1>T</h1>{long}<h2>Steps</h2><ol><li>Open.</li><li>Close.</li></ol>{long}")
    assert [block.text for block in mark(loaded.blocks) if block.kind == "item" and not block.furniture] == [
        "Open.",
        "Close.",
    ]

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from drafts import make_draft

from rag.answer import Citation
from rag.errors import LinkError
from rag.links import Link, format_link, parse_link

if TYPE_CHECKING:
    from rag.library.library import Library


@pytest.mark.parametrize(
    "link", [Link("0123456789ab", "ba9876543210", 1, 0, 1), Link("f" * 12, "0" * 12, 999_999_999, 12, 999_999_999)]
)
def test_a_link_comes_back_from_its_text(link: Link) -> None:
    assert parse_link(format_link(link)) == link


@pytest.mark.parametrize(
    "text",
    [
        "",
        "citeback:",
        "citeback:0123456789ab@ba9876543210#1:0",
        "citeback:0123456789ab@ba9876543210#1:0-1 and more",
        "citeback:0123456789ab@ba9876543210#1:0-1\ncitback",
        "citeback:0123456789AB@ba9876543210#1:0-1",
        "citeback:0123456789ab@ba9876543210#-1:0-1",
        "citeback:0123456789ab@ba9876543210#1:0-" + "9" * 10,
        "citeback:0123456789ab@ba9876543210#1:٠-١",
        "citeback:../../etc/passwd@ba9876543210#1:0-1",
        "citeback:' OR 1=1 --@ba9876543210#1:0-1",
        "\x1b[2J\u202e" + "x" * 10_000,
        "\udc80\x00",
    ],
)
def test_hostile_text_is_no_link_and_is_shown_on_one_short_line(library: Library, text: str) -> None:
    with pytest.raises(LinkError, match="this is no citation link") as caught:
        library.open_link(text)
    message = str(caught.value)
    assert len(message) < 600
    assert message.isascii()
    assert message.isprintable()


def test_a_citation_opens_the_words_that_it_quotes(library: Library) -> None:
    (document,) = library.add([make_draft("/a", "Rain fell.", "Qatar mediated the truce.")])
    citation = Citation(1, document, document.paragraphs[1], 0, 5)
    opened = library.open_link(f"  {citation.link}\n")
    assert opened.paragraph.text[opened.start : opened.end] == citation.quote == "Qatar"
    assert opened.document == document
    assert opened.current


def test_a_link_opens_its_own_version_through_every_change(library: Library) -> None:
    texts = {"a": "Alpha says five.", "b": "Beta says six."}
    links = {}
    for name in "abab":
        (document,) = library.add([make_draft("/file", texts[name])])
        links[name] = Citation(1, document, document.paragraphs[0], 0, 4).link
        for known, link in links.items():
            opened = library.open_link(link)
            assert opened.paragraph.text == texts[known]
            assert [paragraph.text for paragraph in opened.document.paragraphs] == [texts[known]]
            assert opened.current is (known == name)


@pytest.mark.parametrize("place", ["2:0-1", "0:0-1", "1:0-0", "1:3-2", "1:0-5"])
def test_a_link_outside_its_text_is_refused(library: Library, place: str) -> None:
    (document,) = library.add([make_draft("/a", "Rain")])
    with pytest.raises(LinkError):
        library.open_link(f"citeback:{document.id}@{document.version}#{place}")


def test_a_removed_document_opens_no_more(library: Library) -> None:
    (old,) = library.add([make_draft("/a", "Rain")])
    (new,) = library.add([make_draft("/a", "Snow")])
    library.remove(new.id)
    for document in (old, new):
        with pytest.raises(LinkError, match="it was removed"):
            library.open_link(f"citeback:{document.id}@{document.version}#1:0-1")

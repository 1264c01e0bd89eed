from __future__ import annotations

from typing import TYPE_CHECKING

from answers import HARM, document
from markup import read

from ingest import Failure, IngestReport, ingest
from ingest.report import Gap
from ui import sources

if TYPE_CHECKING:
    from pathlib import Path

    from rag import Library

OUR_TAGS = set("ul li b bdi button span time details summary".split())


def sent(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_good_files_go_in_and_each_bad_one_is_listed_with_its_reason(own_library: Library, tmp_path: Path) -> None:
    files = [
        sent(tmp_path / "sent", "notes.txt", "The ferry leaves at nine."),
        sent(tmp_path / "sent", "empty.md", ""),
        sent(tmp_path / "sent", "paper.xyz", "%PDF-1.7"),
        sent(tmp_path / "sent", "bare", "\x00\x01\x02"),
    ]
    report = sources.take_in(files, own_library)
    assert [added.title for added in report.added] == ["notes"]
    assert sorted(failure.path for failure in report.failed) == ["bare", "empty.md", "paper.xyz"]
    reasons = {failure.path: failure.reason for failure in report.failed}
    assert "cannot be opened" in reasons["paper.xyz"] or "PDF" in reasons["paper.xyz"]
    assert "empty" in reasons["empty.md"]
    assert [path.name for path in (own_library.path / "files").iterdir()] == ["notes.txt"]


def test_the_server_refuses_a_file_over_the_limit(own_library: Library, tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(sources.UPLOAD_LIMIT + 1)
    report = sources.take_in([big], own_library)
    assert not report.read_any
    assert "more than the limit of 50 MB" in report.failed[0].reason


def test_the_same_name_again_replaces_the_text_and_a_bad_one_leaves_it(own_library: Library, tmp_path: Path) -> None:
    sources.take_in([sent(tmp_path / "sent", "notes.txt", "The ferry leaves at nine.")], own_library)
    updated = sources.take_in([sent(tmp_path / "sent", "notes.txt", "The ferry leaves at noon.")], own_library)
    assert len(updated.updated) == 1
    assert sources.take_in([sent(tmp_path / "sent", "notes.txt", "")], own_library).failed
    assert own_library.documents()[0].paragraphs[0].text == "The ferry leaves at noon."


def test_removing_an_upload_deletes_its_copy_and_says_so(own_library: Library, tmp_path: Path) -> None:
    added = sources.take_in([sent(tmp_path / "sent", "notes.txt", "The ferry leaves at nine.")], own_library).added[0]
    assert "Removed notes." in sources.remove(own_library, added.id)
    assert own_library.documents() == []
    assert list((own_library.path / "files").iterdir()) == []
    assert 'class="failed"' in sources.remove(own_library, added.id)


def test_removing_a_file_of_the_user_leaves_the_file(own_library: Library, tmp_path: Path) -> None:
    path = sent(tmp_path / "mine", "notes.txt", "The ferry leaves at nine.")
    sources.remove(own_library, ingest(path, own_library).added[0].id)
    assert path.exists()


def test_titles_names_and_reasons_are_escaped() -> None:
    report = IngestReport(added=[document()], failed=[Failure(HARM, HARM)])
    for html in (
        sources.list_html([document()]),
        sources.report_html(report),
        sources.notice_html(HARM, bad=True),
    ):
        markup = read(html)
        assert {element.tag for element in markup.elements} <= set(
            "ul li b bdi button span time details summary".split()
        )
        assert not any(name.startswith("on") or name == "src" for e in markup.elements for name in e.attributes)


def test_the_newest_document_is_listed_first_and_can_be_opened_and_removed() -> None:
    first, second = document("First"), document("Second")
    markup = read(sources.list_html([first, second]))
    assert [element.text for element in markup.of("button", "open")] == ["Second", "First"]
    assert markup.of("button", "open")[0].attributes["data-document"] == second.id
    assert markup.of("button", "remove")[0].attributes["data-remove"] == second.id


def test_a_long_list_says_how_many_are_not_shown() -> None:
    html = sources.list_html([document("Same")] * (sources.LONGEST_LIST + 1200))
    assert len(read(html).of("button", "open")) == sources.LONGEST_LIST
    assert "and 1,200 more" in html


def test_what_is_missing_of_a_file_is_shown() -> None:
    report = IngestReport(gaps=[Gap("/somewhere/scan.pdf", "pages 3 to 7 have no text")])
    assert "incomplete" in sources.report_html(report)
    assert "pages 3 to 7 have no text" in sources.report_html(report)


def test_a_document_that_moved_is_named_as_such() -> None:
    assert "<b>moved</b> <bdi>" in sources.report_html(IngestReport(moved=[document()]))

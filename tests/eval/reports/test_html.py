from __future__ import annotations

import base64
import hashlib
import itertools
import re
from dataclasses import replace

from graded import NOBODY, WHO, recorded, refused, right, wrong
from lxml import html

from eval.comparing import compare
from eval.facts import Threshold
from eval.record import Doubt, Figure, Judged, Opinion, Unchecked, Way
from eval.reports.html import MOST, write_page

HARM = "<script>window.harmed=1</script><img src=//elsewhere.test/x onerror=harm()>\"'\x00\u202e"


def text(page: str) -> str:
    return " ".join(html.fromstring(page).text_content().split())


def test_a_failed_question_shows_what_was_expected_answered_cited_and_where_the_proof_stands() -> None:
    page = html.fromstring(write_page(recorded(right(), wrong())))
    (failed,) = page.get_element_by_id("failed-list")
    assert [each.text_content() for each in failed.findall(".//dd")][:3] == [
        "facts.yaml, line 7",
        "Qatar",
        "Turkey. [1] also: Oman",
    ]
    assert [mark.text_content() for mark in failed.iter("mark")] == ["Khawaja Asif"]
    passages = [" ".join(each.text_content().split()) for each in failed.find_class("passage")]
    assert passages == [
        "Doha doha.txt ¶1; found as number 1; not listed as a proof Khawaja Asif led the talks.",
        "Doha doha.txt ¶3; found as number 2 Qatar was the mediator.",
    ]
    assert "Why it failedno accepted answer in it (Answered from another place)" in text(write_page(recorded(wrong())))


def test_whatever_documents_models_and_facts_say_is_text() -> None:
    fact = replace(WHO, question=HARM, tags=(HARM,), answers=(HARM,))
    found = recorded(wrong(fact, HARM, HARM), right(), refused())
    way = Way(HARM, HARM, (Figure(HARM, HARM, HARM, "more", "share", 0.5, 0.1, 0.9, 3),), "")
    judged = Judged(HARM, (Opinion(HARM, HARM, HARM, 1, 2, 0),), (Doubt(1, HARM, HARM, HARM),), HARM)
    found = replace(
        found,
        setup=replace(found.setup, facts=HARM, model=HARM, part=HARM, citeback=HARM),
        ways=(way,),
        judged=judged,
        unchecked=(Unchecked(1, HARM, HARM),),
    )
    page = write_page(found, compare(recorded(right(fact)), found))
    tree = html.fromstring(page)
    assert len(list(tree.iter("script"))) == 1
    assert list(tree.iter("img", "iframe", "object", "link", "base", "form")) == []
    assert not re.search("[\x00-\x08\u202a-\u202e]", page)
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on")]
    assert page.count("window.harmed=1") == page.count("&lt;script&gt;window.harmed=1")


def test_the_policy_allows_the_pages_own_style_and_script_and_nothing_else() -> None:
    page = write_page(recorded(right(), wrong()))
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert f"'sha256-{base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()}'" in policy
    assert not re.search(r'\sstyle="', page)  # the policy would drop it


def test_nothing_is_loaded_from_anywhere() -> None:
    page = write_page(recorded(right(), wrong()))
    assert not re.search(r"(src|href)=[\"'](?!#)|url\(|@import", page)


def test_every_table_has_a_caption_and_every_plot_a_title_and_a_description() -> None:
    page = html.fromstring(write_page(recorded(right(), wrong(), refused(), refused(replace(NOBODY, question="Who?")))))
    tables, plots = list(page.iter("table")), page.find_class("plot")
    assert len(tables) >= 3
    assert all(table.find("caption") is not None for table in tables)
    assert len(plots) == 5
    assert all([child.tag for child in plot][:2] == ["title", "desc"] for plot in plots)


def test_headings_go_down_one_level_at_a_time() -> None:
    page = html.fromstring(write_page(recorded(right(), wrong())))
    levels = [int(element.tag[1]) for element in page.iter("h1", "h2", "h3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_thresholds_comparison_ways_and_opinions_are_shown() -> None:
    figure = Figure("recall_at_5", "recall@5", "", "more", "share", 0.5, 0.1, 0.9, 8)
    found = replace(
        recorded(wrong(), thresholds=(Threshold("answer_match", 0.5),)),
        ways=(Way("dense", "vectors alone", (figure,)), Way("model", "", (), "no language model is set")),
        judged=Judged("test-model", (Opinion("faithfulness", "faithful", "Carried?", 3, 4, 1),)),
    )
    page = text(write_page(found, compare(recorded(right()), found)))
    assert "missed answer match: 0 %, at least 50 % wanted" in page
    assert "vectors alone50 %" in page
    assert "no language model is set" in page
    assert "Opinions of test-model, apart from the figures above" in page
    assert "1 question is in both runs: 0 better, 1 worse" in page


def test_a_page_of_thousands_of_failures_shows_some_and_says_so() -> None:
    failed = [wrong(replace(WHO, question=f"Question {number}?")) for number in range(MOST + 5)]
    page = write_page(recorded(*failed))
    assert f"The first {MOST} of {MOST + 5}; the JSON report has them all." in text(page)
    assert len(html.fromstring(page).get_element_by_id("failed-list")) == MOST


def test_a_run_that_graded_nothing_is_still_a_page() -> None:
    either = replace(WHO, answers=(), paragraphs=(), wrong=("Turkey",))
    assert "0 of 0 questions" in text(write_page(recorded()))
    assert "1 of 1 questions" in text(write_page(recorded(refused(either))))


def test_a_run_at_which_nothing_failed_has_no_list_of_failures() -> None:
    page = text(write_page(recorded(right())))
    assert "What failed" not in page
    assert "1 of 1 questions passed" in page


def test_each_failed_question_says_what_to_do_about_it() -> None:
    page = text(write_page(recorded(wrong(), right())))
    failed = page[page.index("What failed") :]
    assert "What to doread what was cited: if it is right there too" in failed


def test_figures_that_are_the_same_at_every_question_are_named_in_one_line() -> None:
    old, new = recorded(wrong()), recorded(replace(right(), recall=0.0))
    page = html.fromstring(write_page(new, compare(old, new)))
    moved = [row.text_content() for row in page.xpath("//table[contains(caption, 'both runs')]/tbody/tr/th")]
    assert "answer match" in moved
    assert "quote verbatim" not in moved
    assert "quote verbatim" in next(
        each.text_content() for each in page.iter("p") if (each.text or "").startswith("The same at every question: ")
    )
    assert not html.fromstring(write_page(old, compare(old, old))).xpath("//table[contains(caption, 'both runs')]")

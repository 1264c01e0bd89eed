from __future__ import annotations

import pytest

from ingest.shortlines import LONGEST, announces, compared, is_short, states


@pytest.mark.parametrize(
    "line",
    [
        "The Ostwick Herald",
        "CONFIDENTIAL",
        "Strictly confidential.",
        "Minutes of the council",
        "Acme Ltd. | St. Mary's Road 4 | Ostwick",
        "Page 3 of 7.",
        "* * *",
        "Subscribe to our newsletter today",
        "奥斯特威克先驱报 版权所有",
        "オストウィック新聞",
        "หนังสือพิมพ์ออสต์วิก",
        "Остуикский вестник",
        "جريدة أوستويك",
    ],
)
def test_a_line_of_few_words_that_is_no_sentence_is_short(line: str) -> None:
    assert is_short(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "The ferry leaves at nine.",
        "Who leads the council? Call us",
        "This agreement is governed by the law of Ostwick.",
        "The Supplier shall keep the records for five years",
        "12.3 Law of Ostwick",
        "§ 5 Haftung",
        "Article 7 Termination",
        "the records of the last five years;",
        "one two three four five six seven eight nine ten eleven twelve thirteen",
        "Founded by five families in the harbour in 1990.",
        "渡轮九点出发。",
        "フェリーは九時に出ます。",
        "奥斯特威克市议会在星期二的会议上批准了新码头的建设计划和预算方案",
        "नाव नौ बजे निकलती है।",
        "کشتی ساڑھے نو بجے نکلتی ہے۔",
        "เรือข้ามฟากออกจากท่าเรือตอนเก้าโมงเช้าทุกวันยกเว้นวันอาทิตย์",
        "x" * (LONGEST + 1),
    ],
)
def test_a_sentence_a_clause_and_a_long_line_are_not_short(line: str) -> None:
    assert not is_short(line)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Herald", "  the   HERALD "),
        ("— The Herald —", "The Herald"),
        ("Ｈｅｒａｌｄ", "Herald"),
        ("Page 3 of 7", "page 12 of 15"),
        ("- 4 -", "– 17 –"),
        ("Seite 3 von 7", "Seite 4 von 8"),
        ("第3页 共7页", "第 4 页 共 8 页"),
        ("Printed on 3 May 2024, 10:33", "Printed on 14 June 2025, 09:00"),
    ],
)
def test_lines_that_differ_in_looks_or_in_their_page_are_one(one: str, other: str) -> None:
    assert compared(one) == compared(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Meeting of 3 May 2024", "Meeting of 10 May 2024"),
        ("Contract no. 17", "Contract no. 18"),
        ("3/7", "4/7"),
        ("2024", "2025"),
        ("***", "---"),
    ],
)
def test_dates_numbers_and_signs_alone_make_another_line(one: str, other: str) -> None:
    assert compared(one) != compared(other)


@pytest.mark.parametrize("line", ["Place: Town Hall", "Governing law: Ostwick", "Signed: Anna Berg", "日期：五月三日"])
def test_a_label_with_its_value_states_something(line: str) -> None:
    assert states(line)


@pytest.mark.parametrize(
    "line",
    [
        "Tel.: 0555 1234",
        "Confidential: for internal use",
        "Page: 3",
        "The Herald",
        "http://herald.test",
        "Signed: ____",
    ],
)
def test_a_letterhead_states_nothing(line: str) -> None:
    assert not states(line)


@pytest.mark.parametrize(
    "line", ["Present", "Present:", "Annexes:", "Signed by", "Yours sincerely,", "Many thanks,", "附件："]
)
def test_what_stands_behind_a_colon_or_a_signature_is_announced(line: str) -> None:
    assert announces(line)


@pytest.mark.parametrize("line", ["The Herald", "Follow us:", "Contact:", "Presents for all", "Signature dishes"])
def test_other_lines_announce_nothing(line: str) -> None:
    assert not announces(line)

from __future__ import annotations

from answers import HARM, doubtful_answer, refusal

from ui.terminal import after_answer, one_line, plain


def test_what_a_terminal_would_obey_is_shown_as_a_sign() -> None:
    assert plain("a\x1b[31mb\x9bc\rd\u202ee\x07\nf\tg") == "a�[31mb�c�d�e�\nf\tg"


def test_letters_of_every_script_stay_as_they_are() -> None:
    assert plain("žluť 名前 שלום — ¶") == "žluť 名前 שלום — ¶"


def test_no_line_after_an_answer_carries_what_a_terminal_would_obey() -> None:
    for answer in (doubtful_answer(HARM + "\n\r\x9b2J"), refusal(HARM + "\n\r\x9b2J")):
        for line in after_answer(answer):
            assert line == one_line(line, 10_000) or line.startswith("    ")
            assert not set(line) & set("\x1b\x9b\r\n\u202e")


def test_doubts_other_values_and_sources_follow_the_answer() -> None:
    lines = list(after_answer(doubtful_answer("Asif led.")))
    assert lines == [
        "Partly supported: In part. (the number 7 is missing Asif led.)",
        "Unsupported: Not at all. (nothing cited)",
        "In short: Asif led.",
        "Another value: another Asif led. [2]",
        "Searched for: Asif led. in full",
        "Note: model unreachable Asif led.",
        "",
        "Sources",
        "[1] Asif led., ¶1",
        "    “Asif led.”",
        "    citeback:0123456789ab@ba9876543210#1:0-9",
        "[2] Other, ¶1",
        "    “Another paragraph.”",
        "    citeback:0123456789ab@ba9876543210#1:0-18",
    ]


def test_a_refusal_is_followed_by_what_came_nearest() -> None:
    assert list(after_answer(refusal("penguins"))) == [
        "",
        "Nearest paragraphs",
        "- penguins, ¶2",
        "    “penguins”",
        "    citeback:0123456789ab@ba9876543210#2:0-8",
    ]

from __future__ import annotations

import pytest

from rag.text.arabic import stem_arabic
from rag.text.stemming import LANGUAGES, folded, forms_in, stem_in


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("ar", "المدارس", "والمدارس"),
        ("ar", "مـــجلس", "للمجلس"),
        ("ar", "أُجرة", "اجره"),
        ("ar", "ميزانيّة", "الميزانية"),
        ("de", "Müller", "Mueller"),
        ("de", "Müller", "MULLER"),
        ("de", "Straße", "Strassen"),
        ("el", "βιβλιοθήκης", "ΒΙΒΛΙΟΘΗΚΗ"),
        ("es", "administración", "administracion"),
        ("fr", "réunions", "reunion"),
        ("hi", "बैठकों", "बैठक"),
        ("hi", "हिन्दी", "हिंदी"),
        ("hi", "बाज़ार", "बाजार"),
        ("ru", "библиотеки", "Библиотека"),
        ("ru", "Семёнов", "Семенов"),
        ("tr", "İSTANBUL", "istanbul"),
        ("tr", "ISPARTA", "ısparta"),
    ],
)
def test_forms_of_one_word_have_one_stem(language: str, one: str, other: str) -> None:
    assert stem_in(one, language) == stem_in(other, language)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("ru", "йод", "иод"), ("hi", "दिन", "दान"), ("ar", "مجلس", "مدرسة"), ("de", "Rat", "Rad")],
)
def test_other_words_have_other_stems(language: str, one: str, other: str) -> None:
    assert stem_in(one, language) != stem_in(other, language)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("word", ["a", "ًٌ", "ـ", "é", "и", "x1", "ъ", "\u200c", "ß", "ال", "و"])
def test_no_word_loses_all_its_letters_or_breaks_a_stemmer(language: str, word: str) -> None:
    assert stem_in(word, language).strip() or not word.strip("\u200c\u064b\u064c\u0640")


def test_a_word_typed_without_accents_may_be_the_one_with_them() -> None:
    assert stem_in("électricité", "fr") in forms_in("electricite", "fr")
    assert forms_in("électricité", "fr") == (stem_in("électricité", "fr"),)


def test_only_accents_that_people_leave_out_fall() -> None:
    assert (folded("Çäñøł"), folded("й"), folded("दी"), folded("が")) == ("canol", "й", "दी", "が")


def test_the_article_and_what_hangs_on_it_fall() -> None:
    assert {stem_arabic(word) for word in ("العقد", "بالعقد", "للعقد", "والعقد")} == {"عقد"}

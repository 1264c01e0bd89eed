from __future__ import annotations

import pytest

from rag.text.cutting import cut, normalise, pairs, signs


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("किसान ने ग्राम पंचायत", ["किसान", "ने", "ग्राम", "पंचायत"]),
        ("বাংলাদেশের গ্রাম", ["বাংলাদেশের", "গ্রাম"]),
        ("عُقدت الجلسة، أمس", ["عُقدت", "الجلسة", "أمس"]),
        ("können_wir's?", ["können", "wir", "s"]),
        ("٢٠٢٤ / １２", ["2024", "12"]),
    ],
)
def test_a_word_ends_where_its_letters_and_vowel_signs_do(text: str, words: list[str]) -> None:
    assert cut(normalise(text)).words == words


def test_scripts_without_spaces_are_cut_into_signs_and_pairs() -> None:
    parted = cut(normalise("iPhone在北京发布了。"))
    assert (parted.words, parted.runs) == (["iPhone"], ("在北京发布了",))
    assert signs("北京") == ["北", "京", "北京"]
    assert pairs("北京市") == ["北京", "京市"]
    assert pairs("京") == ["京"]


def test_letters_without_spaces_are_cut_into_twos_and_threes() -> None:
    assert "ไทย" in signs("ภาษาไทย")
    assert "ไ" not in signs("ภาษาไทย")
    assert pairs("ปี") == ["ปี"]


def test_english_is_left_as_it_is() -> None:
    text = "Nothing to do here."
    assert normalise(text) is text
    assert cut(text).spaced is text

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from eval.pairs import CARRIED, NOT_CARRIED, Pair, load_pairs
from eval.sample import pairs_file
from rag.errors import FactsError

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = """\
pairs:
  - paragraphs: [Forty boats left on 3 May., They came back.]
    neighbour: The quay is closed.
    question: How many boats left?
    carried:
      date-wording: [Forty boats left on May 3.]
    not_carried:
      number: [Fifty boats left., Four boats left.]
      wrong-paragraph:
        - The quay is closed.
"""


def written(folder: Path, text: str, name: str = "pairs.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_sentence_is_a_pair_with_its_paragraphs_kind_and_line(tmp_path: Path) -> None:
    cited = ("Forty boats left on 3 May.", "They came back.")
    asked = "How many boats left?"
    pairs = load_pairs(written(tmp_path, WHOLE))
    assert pairs == (
        Pair("Forty boats left on May 3.", cited, True, "date-wording", asked),
        Pair("Fifty boats left.", cited, False, "number", asked),
        Pair("Four boats left.", cited, False, "number", asked),
        Pair("The quay is closed.", cited, False, "wrong-paragraph", asked),
    )
    assert [pair.line for pair in pairs] == [6, 8, 8, 10]


BAD = {
    "empty": ("", r"1: pairs: expected a mapping, found nothing"),
    "no pairs": ("{}", r"1: pairs\.pairs: expected a value, found no such field"),
    "other field": ("pairs:\n- paragraph: [A]\n", r"2: paragraph: expected paragraphs\?"),
    "no paragraphs": ("pairs:\n- carried: {paraphrase: [A]}\n", r"2: pairs\[0\]\.paragraphs: expected a list"),
    "paragraphs not a list": ("pairs:\n- paragraphs: A\n", '2: paragraphs: expected a list .* found "A"'),
    "no sentences": ("pairs:\n- paragraphs: [A]\n", r"2: pairs\[0\]\.carried: expected carried or not_carried"),
    "no kinds": ("pairs:\n- paragraphs: [A]\n  carried: {}\n", "3: carried: expected at least one kind"),
    "kind of the other side": (
        "pairs:\n- paragraphs: [A]\n  carried:\n    number: [B]\n",
        "4: number: expected one of: paraphrase|4: number: expected number-wording",
    ),
    "sentence not text": (
        "pairs:\n- paragraphs: [A]\n  not_carried:\n    number: [5]\n",
        r"4: not_carried\.number\[0\]: expected text, found the number 5; put it in quotes",
    ),
    "wrong paragraph without neighbour": (
        "pairs:\n- paragraphs: [A]\n  not_carried: {wrong-paragraph: [B]}\n",
        "2: neighbour: expected the paragraph",
    ),
}


@pytest.mark.parametrize(("text", "complaint"), BAD.values(), ids=BAD.keys())
def test_a_wrong_file_is_refused_in_one_line_that_names_the_place(tmp_path: Path, text: str, complaint: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(FactsError, match=complaint) as caught:
        load_pairs(path)
    assert str(caught.value).startswith(f"{path}:")
    assert "\n" not in str(caught.value)


def test_a_file_of_another_suffix_is_refused_with_those_that_are_read(tmp_path: Path) -> None:
    with pytest.raises(FactsError, match=r"1: file: expected a name that ends in \.yaml or \.yml, found '\.csv'"):
        load_pairs(written(tmp_path, WHOLE, "pairs.csv"))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FactsError, match="found nothing there"):
        load_pairs(tmp_path / "none.yaml")


def test_the_shipped_pairs_are_many_of_every_kind_and_mostly_false() -> None:
    pairs = load_pairs(pairs_file())
    counts = Counter(pair.kind for pair in pairs)
    assert len(pairs) >= 240
    assert set(counts) == {*CARRIED, *NOT_CARRIED}
    assert min(counts.values()) >= 15
    assert 0.55 < sum(not pair.carried for pair in pairs) / len(pairs) < 0.65


def test_no_shipped_sentence_is_there_twice_or_stands_in_its_paragraphs() -> None:
    pairs = load_pairs(pairs_file())
    assert len({pair.sentence for pair in pairs}) == len(pairs)
    assert [pair.sentence for pair in pairs if any(pair.sentence in paragraph for paragraph in pair.paragraphs)] == []

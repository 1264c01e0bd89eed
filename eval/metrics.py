"""Grade one answer, and draw figures from many grades; pure functions, each with a worked example.

Answers are compared as in SQuAD (Rajpurkar et al., 2016: lower case, without punctuation and articles), by containment
as usual for long answers, with dates and numbers in one form. Citations are graded by paragraph, in the manner of ALCE
(Gao et al., 2023), but against listed paragraphs instead of a model's judgement.
"""

from __future__ import annotations

import math
import operator
import re
import string
from collections import Counter
from statistics import median as middle
from typing import TYPE_CHECKING, NamedTuple

from rag.text.values import Value, find_values
from rag.text.words import tokens

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from rag.answer import Citation
    from rag.library.matches import LinkedPassage

_ARTICLES = frozenset({"a", "an", "the"})
_SQUAD_ARTICLE = re.compile(r"\b(a|an|the)\b")
_POSSESSIVE = re.compile(r"['’]s?$")

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


class ParagraphKey(NamedTuple):
    """Tell paragraphs of a library apart."""

    document_id: str
    number: int


def normalised(text: str) -> str:
    """Write a text as its words in one form, for comparison only.

    >>> normalised("The four-paragraph draft, Qatar's own")
    'four paragraph draft qatar own'
    >>> normalised("the")
    'the'
    """
    words = [_POSSESSIVE.sub("", token) for token in tokens(_THOUSANDS.sub("", text))]
    return " ".join([word for word in words if word not in _ARTICLES] or words)


def with_values(text: str) -> str:
    """Write dates and numbers in one form, the rest normalised.

    >>> with_values("on 25th October, four men") == with_values("on October 25, 4 men")
    True
    """
    pieces: list[str] = []
    end = 0
    for value in find_values(text):
        pieces += [normalised(text[end : value.span.start]), _written(value)]
        end = value.span.end
    return " ".join(piece for piece in [*pieces, normalised(text[end:])] if piece)


def _written(value: Value) -> str:
    """Write the days of a range as one word, so that "25 October" is not found in "25 to 27 October"."""
    if value.kind == "number":
        return " ".join(sorted(value.normal))
    parts: dict[str, list[str]] = {}
    for part in value.normal:
        name, _, number = part.partition(":")
        parts.setdefault(name, []).append(number)
    return " ".join(
        name + "to".join(sorted(parts[name], key=int)) for name in ("month", "day", "year") if name in parts
    )


def squad_words(text: str) -> list[str]:
    """Normalise a text to words as the SQuAD 2.0 script does: lower case, no punctuation, no articles.

    >>> squad_words("The Battle of Hastings, 1066.")
    ['battle', 'of', 'hastings', '1066']
    """
    bare = "".join(character for character in text.lower() if character not in string.punctuation)
    return _SQUAD_ARTICLE.sub(" ", bare).split()


def exact_match(said: str, accepted: Sequence[str]) -> float:
    """Tell, as 1 or 0, whether a short answer is an accepted one, words normalised (Rajpurkar et al., 2018).

    An empty answer says that there is none: right where nothing is accepted.

    >>> exact_match("the Minister.", ["Asif", "minister"]), exact_match("Khawaja Asif", ["Asif"]), exact_match("", [])
    (1.0, 0.0, 1.0)
    """
    words = squad_words(said)
    return float(any(words == one for one in _accepted_words(accepted)))


def answer_f1(said: str, accepted: Sequence[str]) -> float:
    """Give the F1 over words of a short answer with the nearest accepted one, as SQuAD 2.0 (Rajpurkar et al., 2018).

    An empty answer says that there is none: right where nothing is accepted.

    >>> answer_f1("Khawaja Asif", ["Asif", "the minister"]), answer_f1("", [])
    (0.6666666666666666, 1.0)
    """
    words = squad_words(said)
    return max(_word_f1(words, one) for one in _accepted_words(accepted))


def _accepted_words(accepted: Sequence[str]) -> list[list[str]]:
    """Give the words of each accepted answer; as in the script, one of articles and punctuation alone is none."""
    return [words for one in accepted if (words := squad_words(one))] or [[]]


def _word_f1(words: Sequence[str], accepted: Sequence[str]) -> float:
    if not words or not accepted:
        return float(not words and not accepted)
    common = (Counter(words) & Counter(accepted)).total()
    return 2 * common / (len(words) + len(accepted)) if common else 0.0


def calibration_error(chances: Sequence[float], happened: Sequence[bool], bins: int = 10) -> float:
    """Give the expected calibration error (Naeini et al., 2015): |mean chance - share| over equal-width bins.

    >>> calibration_error([0.9, 0.9, 0.1], [True, False, False])
    0.3
    """
    held: dict[int, list[tuple[float, bool]]] = {}
    for chance, was in zip(chances, happened, strict=True):
        held.setdefault(min(int(chance * bins), bins - 1), []).append((chance, was))
    gaps = [abs(sum(chance for chance, _ in one) - sum(was for _, was in one)) for one in held.values()]
    return round(sum(gaps) / max(1, len(chances)), 12)


def contains(text: str, accepted: str) -> bool:
    """Tell whether a text holds an accepted answer, on whole words, as it stands or with its values in one form.

    >>> contains("It fell on 15 October, officials said.", "October 15")
    True
    >>> contains("The draft has 24 paragraphs.", "4")
    False
    """
    plain = f" {normalised(accepted)} " in f" {normalised(text)} "
    return plain or f" {with_values(accepted)} " in f" {with_values(text)} "


def answer_matches(said: str, shown: str, answers: Sequence[str], all_of: Sequence[Sequence[str]]) -> bool:
    """Tell whether one of the answers is said and of each group one is shown; no answers, no groups: nothing to miss.

    `said` is the answer itself; `shown` has the other values beside it too, for a question that wants them all.

    >>> answer_matches("in Istanbul", "in Istanbul; 25 to 27 October", ["Istanbul"], [["25 to 27 October"]])
    True
    """
    any_answer = not answers or any(contains(said, accepted) for accepted in answers)
    return any_answer and all(any(contains(shown, accepted) for accepted in group) for group in all_of)


def citation_precision(cited: Sequence[ParagraphKey], proofs: Collection[ParagraphKey]) -> float:
    """Give the share of citations whose paragraph is listed; an answer that cites nothing has 0.

    >>> doha, noise = ParagraphKey("doha", 2), ParagraphKey("kettle", 1)
    >>> citation_precision([doha, noise], {doha})
    0.5
    """
    return sum(key in proofs for key in cited) / len(cited) if cited else 0.0


def citation_recall(cited: Collection[ParagraphKey], proofs: Collection[ParagraphKey], every_document: bool) -> float:
    """Give the share of what must be cited that is cited.

    Listed paragraphs of one document stand for each other. With `every_document`, each document listed must be cited
    by at least one of its listed paragraphs: the share of documents so cited. Without, any listed paragraph will do:
    1 if one is cited, else 0.

    >>> doha, istanbul = ParagraphKey("doha", 2), ParagraphKey("istanbul", 4)
    >>> citation_recall([doha], {doha, istanbul}, every_document=True)
    0.5
    >>> citation_recall([doha], {doha, istanbul}, every_document=False)
    1.0
    """
    wanted = {key.document_id for key in proofs}
    reached = {key.document_id for key in cited if key in proofs}
    return len(reached) / len(wanted) if every_document else float(bool(reached))


def is_verbatim(citation: Citation, passage: LinkedPassage | None) -> bool:
    """Tell whether the quote stands at its offsets in the live paragraph that the library opens for its link."""
    return (
        passage is not None
        and passage.current
        and (passage.start, passage.end) == (citation.start, citation.end)
        and passage.paragraph.text[passage.start : passage.end] == citation.quote
    )


def mean(values: Iterable[float | bool | None]) -> float | None:
    """Average what was graded; None when nothing was.

    >>> mean([True, None, False, True, True])
    0.75
    """
    graded = [float(value) for value in values if value is not None]
    return math.fsum(graded) / len(graded) if graded else None


def weighted_mean(values: Sequence[float], weights: Sequence[float]) -> float | None:
    """Average values that count more or less; None of none.

    >>> weighted_mean([1.0, 0.5], [1.0, 2.0])
    0.6666666666666666
    """
    total = math.fsum(weights)
    return math.fsum(map(operator.mul, values, weights)) / total if total else None


def median(values: Sequence[float]) -> float | None:
    """Give the middle value, or the mean of the two in the middle; None of none.

    >>> median([3.0, 1.0, 2.0, 10.0])
    2.5
    """
    return middle(values) if values else None


def percentile(values: Sequence[float], percent: float) -> float | None:
    """Give the smallest value that at least so many percent of the values do not exceed (nearest rank); None of none.

    >>> percentile([float(value) for value in range(1, 101)], 95)
    95.0
    """
    rank = math.ceil(len(values) * percent / 100)
    return sorted(values)[max(rank, 1) - 1] if values else None

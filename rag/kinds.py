"""Does a text have a thing of the kind that a question asks for: a person, a place, a date, a number with its unit?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.text.forms import STOPWORDS
from rag.text.names import find_names, is_person
from rag.text.values import Value, find_values
from rag.text.words import fold, stem, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.question import Question

_NUMBER = r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|half|several|a)\b)"
_LENGTH = r"kilomet|met(?:re|er)|mile|km\b|feet|foot|yard|centimet|cm\b|inch|m\b"
_TIME = r"second|minute|hour|day|night|week|month|year|decade|centur"
_MONEY = (
    r"[$€£]|dollar|euro|pound|rupee|crown|cent\b|franc|yen\b|\b(?:usd|eur|gbp|chf|cad|aud|inr|pkr|jpy|cny|sek|nok|dkk|pln)\b"
    r"|million|billion|price|cost|free|,\d{3}\b|\.\d\d\b"
)
_UNITS = {
    r"how long|length|duration": rf"{_TIME}|{_LENGTH}|page|paragraph|word|chapter",
    r"how old|\bage\b": r"year|month|old\b|aged|born",
    r"how far|distance": rf"{_LENGTH}|minute|hour",
    r"how (?:tall|high|deep|wide)|height|depth|width": rf"{_LENGTH}|percent|%",
    r"how (?:large|big)|\b(?:area|size)\b": rf"square|hectare|acre|people|percent|%|{_LENGTH}",
    r"population": r"people|inhabitant|resident|citizen|population",
    r"price|\bcosts?\b": _MONEY,
    r"how heavy|weight": r"gram|kilo|kg|ton|pound",
    r"how much (?:water|milk|oil|fuel|petrol|diesel|liquid|wine|beer|juice)|capacity|volume": (
        r"lit(?:re|er)|gallon|barrel|cup|ml\b|l\b|cubic"
    ),
    r"how much": rf"%|percent|per cent|thousand|litre|liter|gram|ton|kilo|kg|degree|watt|pay|{_MONEY}",
}
"""The units that a number needs to answer; "What is the length of ...?" asks how long it is. A sum needs none
where it is written as sums are: "1,265", "13.60"."""
_TIME_WORD = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|today|yesterday|tomorrow|tonight|mornings?|noon|midday|afternoons?|"
    r"evenings?|nights?|midnight|o.clock|[ap]\.?m\b|hours?|days?|weeks?|months?|years?|decades?|centur\w+|spring|summer|"
    r"autumn|winter|january|february|march|april|june|july|august|september|october|november|december|during|before|"
    r"after|until|since|when|once)\b"
)
"""Words that may tell when, where no date does."""
_OFTEN = re.compile(r"\b(?:every|each|once|twice|daily|weekly|monthly|yearly|annual\w*|hourly|times?|per)\b")
_AGE = re.compile(r"(?:,\s*(?P<aged>\d{1,3})\s*,|\baged?\b|\byears? old\b|-year-old|\bborn\b)")
_COLOURS = (
    "amber|aquamarine|azure|beige|black|blue|bronze|brown|burgundy|charcoal|copper|cream|crimson|cyan|dark|emerald|gold|"
    "gr[ae]y|green|indigo|ivory|khaki|lavender|light|lilac|magenta|maroon|mauve|navy|ochre|olive|orange|pale|pink|purple|"
    "red|rose|ruby|russet|rust|scarlet|sepia|silver|tan|teal|transparent|turquoise|ultramarine|vermilion|violet|white|yellow"
)
_SHAPES = {
    r"\b(?:what|which) colou?rs?\b|^what (?:is|was|are|were) the colou?rs?\b": (
        rf"\b(?:{_COLOURS})(?:ish)?\b|colou?rless"
    ),
    r"\b(?:what|which)\b.* (?:phone|fax) number\b": r"\d[\d\s()./-]*\d",
    r"\b(?:what|which)\b.* e-?mail address": r"@",
}
"""What the words that answer look like: "What colour is the tank?" is not answered by what it holds."""
_PREPOSITIONS = "with|by|to|against|from|for|between|under|of"
_PREPOSITION = re.compile(
    rf"^(?P<before>{_PREPOSITIONS}) (?:whom|who|what|which)\b"
    rf"|^whom? (?:did|do|does|is|are|was|were|has|have|had|will|can|should|must)\b.* (?P<after>{_PREPOSITIONS})"
    r"(?:$| (?:in|on|at|during|before|after)\b)"
)
"""Of "With whom were they held?" and "Who were they held with?"."""
_COSTS, _FREE = re.compile(r"price|\bcosts?\b|\bhow much\b"), re.compile(r"\bfree\b|\bno charge\b|\bgratis\b")
_COUNTED = re.compile(r"\bhow many (?P<rest>.+)")


def has_kind(question: Question, text: str) -> float:
    """Give 1 for a thing of the kind that is asked for which the question does not have, half for a likely one, else 0.

    >>> from rag.question import parse
    >>> has_kind(parse("How many boats sank?"), "The storm sank forty boats."), has_kind(parse("How many?"), "Rain.")
    (1.0, 0.0)
    """
    if question.kind == "when":
        if any(value.kind == "date" and _is_new_value(value, question) for value in find_values(text)):
            return 1.0
        return 0.5 if _TIME_WORD.search(fold(text)) else 0.0
    if question.kind == "number":
        return _has_number(question, text)
    if question.kind in ("who", "where"):
        new = [name.text for name in find_names(text) if _is_new_name(name.text, question)]
        preposition = _PREPOSITION.search(fold(question.text).strip(" ?.!"))
        if preposition and not _follows(preposition["before"] or preposition["after"], new, text):
            return 0.0
        person = question.kind == "who" and any(is_person(name, text) for name in new)
        return 1.0 if person or (new and question.kind == "where") else 0.5 * bool(new)
    return 1.0


def has_shape(question: Question, text: str) -> bool:
    """Tell whether a text has what looks like the thing that is asked for, where all such things look alike.

    >>> from rag.question import parse
    >>> has_shape(parse("What colour is the tank?"), "The tank holds 110 millilitres.")
    False
    """
    asked, folded = fold(question.text), fold(text)
    return all(re.search(shape, folded) for words, shape in _SHAPES.items() if re.search(words, asked))


def _follows(preposition: str, names: Sequence[str], text: str) -> bool:
    """Tell whether one of the names stands behind the preposition: "with whom" is answered by "with the Taliban"."""
    return any(
        re.search(rf"\b{preposition}\s+(?:[a-z]+\s+){{0,3}}{re.escape(name)}", text, re.IGNORECASE) for name in names
    )


def _has_number(question: Question, text: str) -> float:
    asked, folded = fold(question.text), fold(text)
    if "how often" in asked:
        return float(_OFTEN.search(folded) is not None)
    if _COSTS.search(asked) and _FREE.search(folded):
        return 1.0
    if "half" not in folded and not any(_is_new_value(value, question) for value in find_values(text)):
        return 0.0
    if "how old" in asked:
        return 1.0 if _AGE.search(folded) else 0.0
    unit = next((unit for words, unit in _UNITS.items() if re.search(words, asked)), None)
    if unit:
        return (
            1.0 if re.search(rf"{_NUMBER}[^.;]{{0,20}}?(?:{unit})|(?:{unit})[^.;]{{0,20}}?{_NUMBER}", folded) else 0.3
        )
    return 1.0 if not _COUNTED.search(asked) or counted_values(question, text) else 0.3


def counted_values(question: Question, text: str) -> frozenset[frozenset[str]]:
    """Give the numbers of a text that count what "how many ..." asks for: it stands at most four words behind them.

    A plural is what is counted ("lorries cross"); else the word behind it may be, too ("border posts").
    """
    asked = _COUNTED.search(" ".join(tokens(question.text)))
    words = [word for word in asked["rest"].split()[:2] if word not in STOPWORDS] if asked else []
    counted = {stem(word) for word in (words[:1] if words and words[0].endswith("s") else words)}
    return frozenset(
        value.normal
        for value in find_values(text)
        if value.kind == "number" and not counted.isdisjoint(stem(word) for word in tokens(text[value.span.end :])[:4])
    )


def _is_new_value(value: Value, question: Question) -> bool:
    return not value.normal <= question.values


def _is_new_name(name: str, question: Question) -> bool:
    words = {stem(word) for word in tokens(name) if word not in STOPWORDS}
    return bool(words - question.content)

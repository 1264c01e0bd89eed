"""Further questions for drafted facts: amounts and dates of plain sentences, cells of tables, meanings of codes.

The chat suggests none of these: they read less smoothly, and a person looks at each draft.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eval.posing import COUNT, NO_SUBJECT, SUBJECT, Posed, bare, dates_of, is_fit, lowered, pose
from rag.text.language import is_english
from rag.text.numerals import DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.document import Paragraph

LONGEST_CELL = 60
_MONEY = re.compile(r"[$€£]|.* (?:euros?|dollars?|pounds?|francs?|crowns?|cents?|rupees?|yen|yuan|percent)$")
_MUCH = rf"(?:{COUNT} (?:square |cubic )?[a-z]+|[$€£](?:{DIGITS}))"
_CODE = re.compile(r"(?P<code>[A-Z]{1,4}[- ]?\d{1,4}): (?P<meaning>[^.;]{5,120})")
_VALUES = ("value", "amount", "figure", "data", "specification", "description", "details", "price", "number")
"""Names of a second column that only says what the first one names."""
_WON = "won|made|built|bought|sold|led|paid|held|sent|found|kept|lost"
"""Participles that are past forms too."""


def ask_any(sentence: str, around: str) -> Posed | None:
    """Make a question that a sentence answers, of the plain kinds or of the further ones."""
    sentence = " ".join(sentence.split())
    code = _CODE.match(sentence)
    if code:
        return Posed(f"What does {code['code']} mean?", code["meaning"])
    plain = pose(sentence, around)
    if plain is not None or not sentence or NO_SUBJECT.match(sentence.split()[0]) or not is_english(sentence):
        return plain
    asked = (ask(sentence) for ask in (_how_much, _how_many, _due, _within, _by))
    return next((posed for posed in asked if posed is not None and is_fit(posed.question)), None)


def ask_row(paragraph: Paragraph) -> Iterator[Posed]:
    """Ask for each cell of a table's row, which reads "Programme: Eco; Temperature: 50 °C"."""
    cells = [cell.partition(": ") for cell in paragraph.text.split("; ")]
    if len(cells) < 2 or not all(name and value for name, _, value in cells):
        return
    of = cells[0][2]
    if len(of) > LONGEST_CELL or not any(letter.isalpha() for letter in of):
        return
    for name, _, value in cells[1:]:
        if len(value) <= LONGEST_CELL and len(name) <= LONGEST_CELL:
            names_value = len(cells) == 2 and name.casefold() in _VALUES and not of[:1].isdigit()
            asked = _small(of) if names_value else f"{_small(name)} of {of}"
            yield Posed(f"What {_verb(of if names_value else name)} the {asked}?", value)


def _how_much(sentence: str) -> Posed | None:
    """Ask how much something is: "The rent is 1,150 euros a month", "The fee stays at 60 euros"."""
    found = re.match(
        rf"(?P<what>{SUBJECT}) (?P<verb>is|was|stays at|stayed at) (?P<much>{_MUCH})(?=[.,;]| (?:an?|per|each|and)\b)",
        sentence,
    )
    if found is None:
        return None
    about = lowered(found["what"])
    verb = "is" if found["verb"] in ("is", "stays at") else "was"
    asked = f"How much {verb} {about}?" if _MONEY.match(found["much"]) else f"What {verb} {about}?"
    return Posed(asked, bare(found["much"]), about)


def _how_many(sentence: str) -> Posed | None:
    """Ask how many: "The tenant receives four keys", "The tank holds 110 millilitres"."""
    found = re.match(
        rf"(?P<what>{SUBJECT}) (?P<verb>[a-z]{{2,}}s) (?P<much>(?P<count>{COUNT}) (?P<things>[a-z]+s)\b)", sentence
    )
    if found is None:
        return None
    about, base = lowered(found["what"]), _base(found["verb"])
    if _MONEY.match(found["much"]):
        return Posed(f"How much does {about} {base}?", bare(found["much"]), about)
    return Posed(f"How many {found['things']} does {about} {base}?", bare(found["count"]), about)


def _due(sentence: str) -> Posed | None:
    """Ask when: "The next meeting is on 16 October 2025", "The first instalment is due on 1 May"."""
    found = re.match(rf"(?P<what>{SUBJECT}) (?P<verb>is|was|are|were)(?P<due> due)? (?:on|by|in) ", sentence)
    dates = dates_of(sentence)
    if found is None or found.end() not in dates:
        return None
    about = lowered(found["what"])
    return Posed(f"When {found['verb']} {about}{found['due'] or ''}?", dates[found.end()], about)


def _within(sentence: str) -> Posed | None:
    """Ask for a time limit: "A defect must be reported within five days"."""
    found = re.match(
        rf"(?P<what>{SUBJECT}) (?P<helper>must|may|can|will|shall) be (?P<did>\w+(?:ed|en|n|t|d)) "
        rf"within (?P<much>{COUNT} [a-z]+)",
        sentence,
    )
    if found is None:
        return None
    about = lowered(found["what"])
    return Posed(f"Within what time {found['helper']} {about} be {found['did']}?", found["much"], about)


def _by(sentence: str) -> Posed | None:
    """Turn a passive round: "The eight was won by Thornbury"."""
    found = re.match(rf"(?P<what>{SUBJECT}) (?:was|were) (?P<did>{_WON}) by (?:the )?(?P<who>[A-Z][\w'’-]+)", sentence)
    return Posed(f"Who {found['did']} {lowered(found['what'])}?", found["who"]) if found else None


def _base(verb: str) -> str:
    """Give the form behind "does": "receives" -> "receive"."""
    if verb.endswith("ies") and len(verb) > 4:
        return f"{verb[:-3]}y"
    return verb[:-2] if re.search(r"(?:ch|sh|ss|x|zz|o)es$", verb) else verb[:-1]


def _verb(name: str) -> str:
    """Give "are" for what looks like a plural."""
    first = name.split()[0]
    return "are" if re.search(r"[a-z]{2}(?<![sui])s$", first) else "is"


def _small(name: str) -> str:
    """Begin a column's name with a small letter, unless it is an abbreviation."""
    return name if name[1:2].isupper() else f"{name[:1].lower()}{name[1:]}"

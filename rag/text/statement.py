"""A sentence cut for comparing: its words with their roots, its clauses, its names, quantities and dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rag.text.antonyms import NEGATIONS, TURNING
from rag.text.dates import Date, find_dates
from rag.text.forms import IRREGULAR, STOPWORDS
from rag.text.names import Name, find_names
from rag.text.nouns import AUXILIARIES, VERBS
from rag.text.phrases import is_verb
from rag.text.quantities import Quantity, find_quantities
from rag.text.sentences import Span
from rag.text.synonyms import is_known
from rag.text.words import fold, stem

_TOKEN = re.compile(r"\b(?:[A-Z]\.){2,}|[^\W_]+(?:[.'’][^\W_]+)*|[^\w\s]")
_BREAKS = frozenset(
    """while who whom which because after before when if unless although though but where since until whereas so
    provided once and or then""".split()
)
"""Words that may open a clause."""
_EXCEPTIONS = frozenset("except unless".split())
"""Words that open a clause even without a verb, and turn it round."""
_STOPS = frozenset(",;:—–()")
SHORTEST_ING = 5
_PREFIXES = ("over", "under", "with", "out", "fore", "mis", "up")
_MOVES = {"up": "rise", "down": "fall"}
"""What these say before a number: "up 8 percent", "up by 8"."""
_FORMS = {"beaten": "beat", "bitten": "bite", "shown": "show", "born": "birth", "dying": "die", "lying": "lie",
          "younger": "young", "youngest": "young", "bigger": "big", "larger": "large", "older": "old"}  # fmt: skip
_PLURALS = frozenset("men women children people feet mice".split())
"""Irregular forms that are no verbs."""
_VERB_ROOTS = frozenset(stem(verb) for verb in VERBS)
_COMMON_ENDS = ("s", "ing", "ed", "ion", "ions", "ment", "ity", "ness", "ship", "ers", "ly")
_PRONOUNS = frozenset("he she it they him them his her its their whose these".split())
_NOT_A_DENIAL = re.compile(
    r"\b(?:no|not)\s+(?:more|less|fewer|later|longer|earlier|only|just|greater|higher)\s+than\b|\bnot\s+(?:only|just|merely)\b"
    r"|\bno\.\s*\d|\bno doubt\b|\bwhether or not\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """Hold a word of a statement."""

    text: str
    folded: str
    root: str
    start: int
    clause: int
    name: bool
    value: bool

    @property
    def content(self) -> bool:
        """Tell whether it carries meaning, and is neither of a name nor of a date or number."""
        return not self.name and not self.value and self.folded not in STOPWORDS and self.folded[:1].isalnum()


@dataclass(frozen=True, slots=True)
class Statement:
    """Hold a sentence and what stands in it."""

    text: str
    words: tuple[Word, ...]
    names: tuple[Name, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[Date, ...]
    clauses: int

    def clause_at(self, start: int) -> int:
        """Give the clause that the character at `start` is in."""
        return next((word.clause for word in reversed(self.words) if word.start <= start), 0)

    def continues(self, clause: int) -> bool:
        """Tell whether a clause has the subject of the one before: "and went", "who had lost"."""
        first = [word for word in self.words if word.clause == clause and word.folded not in ",;"][:2]
        joined = bool(first) and first[0].folded in ("and", "but", "or") and has_verb(first[-1])
        return joined or (bool(first) and first[0].folded in ("who", "which"))

    def turning(self, clause: int) -> list[int]:
        """Give the places of the words that turn a clause round: "not", "never", "failed to"."""
        return [place for place, word in enumerate(self.words) if word.clause == clause and self._turns(place)]

    def _turns(self, place: int) -> bool:
        word = self.words[place]
        if word.value:  # "not more than four" is a bound
            return False
        if word.folded in ("rule", "rules", "ruled", "ruling"):
            return self.words[place + 1 : place + 2] != () and self.words[place + 1].folded == "out"
        behind = self.words[place + 1 : place + 3]
        if word.root == "declin":
            return len(behind) > 1 and behind[0].folded == "to" and not behind[1].value
        return word.folded in NEGATIONS | _EXCEPTIONS or word.root in TURNING

    def refers_back(self, clause: int) -> bool:
        """Tell whether a pronoun of the clause may stand for a name that came before."""
        return any(word.clause == clause and word.folded in _PRONOUNS for word in self.words)


def root(folded: str) -> str:
    """Give the stem of a folded word, of a few more irregular forms too: "overtook" is a form of "overtake"."""
    return stem(_FORMS.get(folded) or _without_prefix(folded) or folded)


def _without_prefix(folded: str) -> str:
    """Give the base form of an irregular verb with a prefix; nothing for any other word."""
    prefix = next((one for one in _PREFIXES if folded.startswith(one)), "")
    base = IRREGULAR.get(folded[len(prefix) :]) if prefix else None
    return prefix + base if base else ""


@lru_cache(maxsize=4_096)
def read_statement(text: str) -> Statement:
    """Cut a sentence."""
    names = tuple(find_names(text))
    quantities, dates = find_quantities(text), find_dates(text)
    dates = tuple(
        date for date in dates if not any(_inside(date.span, one.span) and one.dimension for one in quantities)
    )
    quantities = tuple(one for one in quantities if not any(_overlap(one.span, date.span) for date in dates))
    values = [Span(one.opens, one.span.end) for one in quantities] + [date.span for date in dates]
    names = tuple(n for n in names if not (_is_common(n, text) or any(_inside(n.span, one) for one in values)))
    silent = [Span(*match.span()) for match in _NOT_A_DENIAL.finditer(text)]
    words: list[Word] = []
    starts = {one.start for one in values}

    def value_follows(end: int) -> bool:
        return bool(starts & {end + 1, end + 4})

    for match in _TOKEN.finditer(text):
        span = Span(*match.span())
        folded = fold(match.group()).replace("’", "'") or match.group()
        if folded.endswith("n't") or folded == "cannot":
            folded = "not"
        if any(_overlap(span, one) for one in silent):
            folded = "than" if folded in NEGATIONS else folded
        if folded in _MOVES and value_follows(span.end):
            folded = _MOVES[folded]
        named = any(_overlap(span, name.span) for name in names)
        value = any(_overlap(span, one) for one in values)
        words.append(Word(match.group(), folded, root(folded), span.start, 0, named, value))
    clauses = _clauses(words)
    numbered = tuple(
        Word(w.text, w.folded, w.root, w.start, clause, w.name, w.value)
        for w, clause in zip(words, clauses, strict=True)
    )
    return Statement(text, numbered, names, quantities, dates, max(clauses, default=0) + 1)


def _is_common(name: Name, text: str) -> bool:
    """Tell whether a single word that opens a sentence is a common one, which has its capital from there."""
    if name.text[:1] != text.lstrip("“\"'‘ ")[:1] or name.span.start > 2 or " " in name.text or name.text.isupper():
        return False
    word = name.words[0]
    return word in NEGATIONS | _PRONOUNS or word.endswith(_COMMON_ENDS) or is_known(root(word))


def _inside(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end


def _overlap(span: Span, other: Span) -> bool:
    return span.start < other.end and other.start < span.end


def has_verb(word: Word) -> bool:
    """Tell whether a word looks like a finite verb."""
    if word.name or word.value or word.folded in _PLURALS:
        return False
    return (
        word.folded in AUXILIARIES
        or is_verb(word.folded)
        or bool(_without_prefix(word.folded))
        or (word.root in _VERB_ROOTS and word.folded.endswith("s"))
    )


def is_doing(word: Word) -> bool:
    """Tell whether a word looks like a verb that says what is done, in whatever form; no auxiliary."""
    if word.folded in AUXILIARIES:
        return False
    return has_verb(word) or (word.content and word.folded.endswith("ing") and len(word.folded) > SHORTEST_ING)


def _clauses(words: list[Word]) -> list[int]:
    """Number the clause of each word: a cut counts where a verb stands on either side of it."""
    pieces: list[list[int]] = [[]]
    for place, word in enumerate(words):
        if pieces[-1] and (word.folded in _BREAKS | _EXCEPTIONS or word.folded in _STOPS):
            pieces.append([])
        pieces[-1].append(place)
    merged: list[list[int]] = []
    for piece in pieces:
        apart = words[piece[0]].folded in _EXCEPTIONS if piece else False
        both = any(has_verb(words[i]) for i in piece) and merged and any(has_verb(words[i]) for i in merged[-1])
        if merged and not (both or apart):
            merged[-1] += piece
        else:
            merged.append(list(piece))
    numbers = [0] * len(words)
    for number, piece in enumerate(merged):
        for place in piece:
            numbers[place] = number
    return numbers

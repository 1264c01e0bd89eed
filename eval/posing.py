"""A sentence of a document -> a short question with the answer that it gives, by its own grammar; English only.

Each pattern turns one plain shape of sentence round and changes a verb's form only where a table says how. What a
question could not carry alone (a pronoun, "on Monday") is not asked.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from rag.text.dates import find_dates
from rag.text.forms import IRREGULAR
from rag.text.language import is_english
from rag.text.names import find_names, is_person
from rag.text.numerals import CARDINAL, DIGITS

SHORTEST, LONGEST = 15, 90
"""Characters of a question; a longer one is no suggestion."""
FEWEST_WORDS = 3
LONGEST_SENTENCE = 300

_BASES = dict(
    pair.split(":")
    for pair in """
    opened:open started:start ended:end closed:close launched:launch signed:sign arrived:arrive died:die retired:retire
    finished:finish joined:join returned:return expired:expire resigned:resign collapsed:collapse agreed:agree
    visited:visit elected:elect approved:approve published:publish announced:announce lasted:last stayed:stay
    opens:open starts:start begins:begin ends:end closes:close runs:run expires:expire sails:sail leaves:leave
    arrives:arrive meets:meet works:work lives:live stands:stand lies:lie sits:sit lasts:last takes:take costs:cost
    """.split()
) | {form: base for form, base in IRREGULAR.items() if form not in ("men", "women", "children", "people", "feet")}
"""Verbs as sentences have them, with the form that stands after "did" and "does"."""
_PAST = "|".join(sorted(set(IRREGULAR) & set(_BASES)))
_CAPITAL = r"[A-Z][\w'’-]+"
_NAME = rf"{_CAPITAL}(?: (?:(?:al|bin|de|van|von|der|la) )?{_CAPITAL}){{0,3}}"
_PERSON = rf"{_CAPITAL} {_NAME}"
SUBJECT = rf"(?:(?:The|A|An)(?: [\w'’-]+){{1,6}}?|{_NAME})"
_ROLE = (
    r"[^,]*\b(?:minister|president|director|judge|officer|chair\w*|head|captain|mayor|professor|founder|author)\b[^,]*"
)
NO_SUBJECT = re.compile(
    r"(?:When|While|Because|Although|If|After|Before|Since|As|In|On|At|For|By|From|To|With|During|Until|Under|Despite"
    r"|Several|Many|Some|Most|All|Both|Each|This|That|These|Those|There|It|He|She|They|We|I|You|His|Her|Their|Its|Our"
    r"|My|Your|What|Who|Which|Where|How|And|But|Or|So|Then|Here|Not|No|One|Initially|Originally|Later|Finally)\b"
    r"|.*\b(?:was|were|is|are|has|had|have|been|be|will|would|can|could|may|might|did|does|do)\b"
)
"""What begins a sentence, or stands in one, that is no plain subject."""
_HEDGE = r"(?:(?:[Aa]bout|[Ss]ome|[Aa]t least|[Mm]ore than|[Aa]round|[Nn]early) )?"
COUNT = rf"{_HEDGE}(?:{DIGITS}|(?i:{CARDINAL}))"
_UNFIT = re.compile(
    r"\b(?:he|she|it|they|them|him|his|her|hers|its|their|theirs|this|that|these|those|here|there|we|us|our|you|your"
    r"|i|me|my|former|latter|such|today|yesterday|tomorrow|tonight|same|others?|both|said|says|told|adding|however"
    r"|also|then|earlier|later|last|next|monday|tuesday|wednesday|thursday|friday|saturday|sunday|not|no|one|neither"
    r"|either|another|each|some|many|most)\b"
    r"|[^\w\s'’,.%$€£&-]",
    re.IGNORECASE,
)
"""What a question cannot say alone, or is no plain text."""
_STOP = re.compile(r"[,;–—(]|:(?!\d)| (?:and|while|after|before|because|who|which|that|as|when|where|but|with|so|or) ")
_NO_DEED = re.compile(
    r"(?:said|told|added|called|noted|thought|felt|saw|knew|found|read|cut|cost|was|were|had|need|exceed)\b"
)


@dataclass(frozen=True, slots=True)
class Posed:
    """Hold a question with the words of the sentence that answer it."""

    question: str
    answer: str
    about: str = ""
    """The thing or person that it asks something of, as it stands inside the question."""


def pose(sentence: str, around: str) -> Posed | None:
    """Make a question that a sentence answers; None where none of the patterns fits. `around`: its paragraph."""
    sentence = " ".join(sentence.split())
    if not 25 <= len(sentence) <= LONGEST_SENTENCE or not is_english(sentence):
        return None
    if NO_SUBJECT.match(sentence.split()[0]):
        return _when_first(sentence)
    asked = (ask(sentence, around) for ask in (_by, _who_is, _who_did, _how_many, _how_long, _when, _where, _what))
    return next((posed for posed in asked if posed is not None and is_fit(posed.question)), None)


def is_fit(question: str) -> bool:
    """Tell whether a question can be asked alone: short, plain, with nothing in it that points elsewhere."""
    body = question.removesuffix("?").removeprefix("How many")
    return SHORTEST <= len(question) <= LONGEST and question.count(" ") >= FEWEST_WORDS - 1 and not _UNFIT.search(body)


def _by(sentence: str, _around: str) -> Posed | None:
    """Turn a passive round: "The Front was represented by Joren Vaskel"."""
    found = re.match(rf"(?P<what>{SUBJECT}) (?:was|were|is|are) (?P<did>\w+ed) by (?:the )?(?P<who>{_NAME})", sentence)
    return Posed(f"Who {found['did']} {lowered(found['what'])}?", found["who"]) if found else None


def _who_is(sentence: str, _around: str) -> Posed | None:
    """Ask who holds an office: "The captain of the Zorblax is Anna Petrova"."""
    found = re.match(rf"(?P<office>The [\w\s'’-]{{3,60}}?) (?P<verb>is|was) (?P<who>{_PERSON})(?=[.,;])", sentence)
    return Posed(f"Who {found['verb']} {lowered(found['office'])}?", found["who"]) if found else None


def _who_did(sentence: str, around: str) -> Posed | None:
    """Ask who did something: "Khawaja Asif led the delegation in Doha", "Maria Lopez, who led the works, thanked"."""
    found = re.search(rf"\b(?P<name>{_NAME}), who (?P<did>(?:{_PAST}|\w+ed|\w+s) [^,.;]{{6,80}})[,.]", sentence)
    if found is not None:
        return None if _NO_DEED.match(found["did"]) else Posed(f"Who {_clause(found['did'])}?", found["name"])
    name = next((name.text for name in find_names(sentence) if name.span.start == 0), None)
    found = re.match(
        rf"(?P<name>{_NAME})(?P<role>, {_ROLE},)? (?P<did>(?:{_PAST}|\w+ed) (?:the|a|an|{_CAPITAL}) .+)", sentence
    )
    if found is None or _NO_DEED.match(found["did"]):
        return None
    known = found["name"] == name or found["role"] or is_person(found["name"], around)
    return Posed(f"Who {_clause(found['did'])}?", found["name"]) if known else None


def _how_many(sentence: str, _around: str) -> Posed | None:
    """Ask how many: "Forty boats can moor at the quay", "The agreement has 17 articles"."""
    found = re.match(
        rf"(?P<count>{COUNT}) (?P<what>(?:[a-z-]+ )?[a-z]+s) "
        r"(?P<does>(?:can|were|are|have|had|will|may|must|work|live|took|died|attended|signed|joined|belong) .{4,})",
        sentence,
    )
    if found:
        return Posed(f"How many {found['what']} {_clause(found['does'])}?", bare(found["count"]))
    found = re.match(
        rf"(?P<who>{SUBJECT}) (?P<has>has|had|have) (?P<count>{COUNT}) (?P<what>(?:[a-z-]+ )?[a-z]+s)\b", sentence
    )
    if found is None:
        return None
    helper = {"has": "does", "had": "did", "have": "do"}[found["has"]]
    about = lowered(found["who"])
    return Posed(f"How many {found['what']} {helper} {about} have?", bare(found["count"]), about)


def _how_long(sentence: str, _around: str) -> Posed | None:
    """Ask how long, high or dear: "The warranty runs for 24 months", "The line is 2,640 kilometres long"."""
    found = re.match(
        rf"(?P<what>{SUBJECT}) (?P<verb>runs|lasts|lasted|takes|took|stayed) (?:for )?(?P<much>{COUNT} "
        r"(?:second|minute|hour|day|week|month|year)s?)\b",
        sentence,
    )
    if found:
        asked = f"How long {_helper(found['verb'])} {lowered(found['what'])} {_BASES[found['verb']]}?"
        return Posed(asked, bare(found["much"]), lowered(found["what"]))
    found = re.match(rf"(?P<what>{SUBJECT}) (?P<verb>costs?) (?P<much>{COUNT} [a-z]+|[$€£](?:{DIGITS}))", sentence)
    if found:
        about = lowered(found["what"])
        return Posed(f"How much {_helper(found['verb'])} {about} cost?", bare(found["much"]), about)
    found = re.match(
        rf"(?P<what>{SUBJECT}) (?P<verb>is|was|are) (?P<much>{COUNT} [a-z]+) (?P<how>long|high|wide|deep|tall|old)\b",
        sentence,
    )
    if found is None:
        return None
    about = lowered(found["what"])
    return Posed(f"How {found['how']} {found['verb']} {about}?", bare(found["much"]), about)


def _when(sentence: str, _around: str) -> Posed | None:
    """Ask when: "The quay was opened on 12 May", "In 2017 Pakistan began to build a fence"."""
    dates = dates_of(sentence)
    verbs = "|".join(_BASES)
    found = re.match(rf"(?P<what>{SUBJECT}) (?P<aux>was|were|is|are) (?P<did>[\w -]{{3,50}}?) (?:on|in) ", sentence)
    if found and found.end() in dates and _is_participle(found["did"]):
        about = lowered(found["what"])
        return Posed(f"When {found['aux']} {about} {found['did']}?", dates[found.end()], about)
    found = re.match(
        rf"(?P<what>{SUBJECT}) (?P<verb>{verbs})(?P<rest>(?: [\w'’-]+){{0,8}}?) (?:on|in|from|until) ", sentence
    )
    if found is None or found.end() not in dates or NO_SUBJECT.match(found["what"]):
        return None
    asked = f"When {_helper(found['verb'])} {lowered(found['what'])} {_BASES[found['verb']]}{found['rest']}?"
    return Posed(asked, dates[found.end()], lowered(found["what"]))


def _when_first(sentence: str) -> Posed | None:
    """Ask when, where the day comes first: "In 2017 Pakistan began to build a fence"."""
    verbs = "|".join(_BASES)
    found = re.match(
        rf"(?:On|In) (?P<date>[\w ]{{4,20}}?),? (?P<what>the [\w ]+?|{_NAME}) (?P<verb>{verbs}) (?P<rest>.+)", sentence
    )
    dates = dates_of(sentence)
    if found is None or found.start("date") not in dates:
        return None
    if NO_SUBJECT.match(found["what"]):
        return None
    did = _clause(f"{_BASES[found['verb']]} {found['rest']}")
    question = f"When {_helper(found['verb'])} {found['what']} {did}?"
    return Posed(question, dates[found.start("date")], found["what"]) if did and is_fit(question) else None


def _where(sentence: str, _around: str) -> Posed | None:
    """Ask where: "The talks were held in Doha", "The minister works in Granite House"."""
    place = rf"(?:in|at|near|on) (?:the )?(?P<place>{_NAME})"
    found = re.match(
        rf"(?P<what>{SUBJECT}) (?P<aux>was|were|is|are) "
        rf"(?P<did>held|signed|located|born|based|built|found|buried|stored|kept|made) {place}",
        sentence,
    )
    if found and not find_dates(sentence[found.start("place") :][:12]):
        about = lowered(found["what"])
        return Posed(f"Where {found['aux']} {about} {found['did']}?", found["place"], about)
    found = re.match(rf"(?P<what>{SUBJECT}) (?P<verb>works|lives|stands|lies|sits|meets) {place}", sentence)
    if found is None:
        return None
    about = lowered(found["what"])
    return Posed(f"Where does {about} {_BASES[found['verb']]}?", found["place"], about)


def _what(sentence: str, around: str) -> Posed | None:
    """Ask what something is: "The Durand Line is the land border between Afghanistan and Pakistan"."""
    found = re.match(rf"(?P<what>(?:The )?(?P<name>{_NAME})) is (?P<is>(?:an?|the|one of the) [a-z][^;]*)", sentence)
    if found is None or is_person(found["name"], around):
        return None
    named = any(name.span.start == found.start("name") for name in find_names(sentence))
    about = lowered(found["what"])
    return Posed(f"What is {about}?", found["is"].rstrip(". "), about) if named else None


def dates_of(sentence: str) -> dict[int, str]:
    """Give the dates of a sentence by where they begin; "Monday, 6 May" is one, known by its second part."""
    dates = find_dates(sentence)
    told = {date.span.start: date.text for date in dates}
    for one, two in itertools.pairwise(dates):
        if sentence[one.span.end : two.span.start] == ", ":
            told[one.span.start] = two.text
    return told


def bare(amount: str) -> str:
    """Leave out what hedges an amount: "about 2,640 kilometres"."""
    return re.sub(f"^{_HEDGE}", "", amount)


def _helper(verb: str) -> str:
    return "does" if verb.endswith("s") else "did"


def _is_participle(text: str) -> bool:
    last = text.split()[-1]
    return last.endswith("ed") or last in IRREGULAR


def _clause(text: str) -> str:
    """Cut a clause where the next one begins; nothing is left where that would tear a pair apart."""
    cut = _STOP.search(text)
    if cut is None:
        return text.rstrip(". ")
    tears = cut[0] == " that " or (cut[0] in (" and ", " or ") and not text[cut.end() : cut.end() + 1].islower())
    return "" if tears else text[: cut.start()].rstrip(". ")


def lowered(subject: str) -> str:
    """Let an article begin with a small letter inside the question."""
    first, _, rest = subject.partition(" ")
    return f"{first.lower()} {rest}" if first in ("The", "A", "An") else subject

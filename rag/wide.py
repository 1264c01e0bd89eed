"""Questions that no single paragraph answers: to count over the documents, to list, to summarise.

An ordinary question taken for one of these loses its answer, so only plain wordings are taken: "Name the mediator" and
"What are the terms of the truce?" stay ordinary. Of the 15,946 questions of the eleven sets 6 are taken, none of
open_wiki and squad2; of 75,029 others 4 (dev and train, 2026-11-22).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rag.text.words import stem

WideKind = Literal["count", "list", "summary"]

LONGEST = 400
"""Characters of a question that are looked at: what is wanted stands at its beginning."""

_FILES = r"(?:documents|files)"
_DOCUMENTS = r"(?:documents|files|articles|reports|texts|sources|papers|notes|pages|paragraphs|passages|chapters)"
_DOCUMENT = rf"(?:{_DOCUMENTS}|document|file|article|report|text|source|paper|note|page|chapter)"
_THESE = r"(?:the|my|our|your|these|those|all|all the|all my|all of the|all of these|both)"
_HERE = rf"(?: (?:in|across|by|throughout) (?:{_THESE} {_DOCUMENTS}|here)| here| anywhere)"
_MANY = r"(?!(?:type|kind|sort|form)\b)(?:[\w’'-]+ ){0,3}?(?:\w+s|people|men|women)"
_SPEAK = (
    r"(?:mention|name|contain|discuss|cover|cite|quote|describe|refer to|deal with|are about|(?:have|use) the word"
    r"|(?:speak|talk|say something|say anything) (?:of|about|on))\b"
)
_SAID = r"(?:mentioned|named|listed|cited|quoted|referred to|spoken of|talked about|discussed|described|covered)"
_NOT_ALL = (
    r"(?!(?:one|two|three|four|five|six|an?|any|another|some|the (?:one|two|three|four|five|six|first|other|only)) )"
)
_ASKS = r"(?:wh(?:o|om|ose|at|en|ere|ich|y)|how|is|are|was|were|did|does|do)\b"
_POLITE = (
    r"(?:(?:please|kindly|okay|ok|now|hi|hello|and|so|then|also|(?:can|could|would|will) you|(?:tell|show) me"
    r"|i(?: want| need| would like|['’]d like)(?: to (?:know|see|have)| you to)?),? )*"
)

FRAME = frozenset(
    stem(word)
    for word in (
        "document file article report text source paper note page paragraph passage chapter library collection list "
        "mention name word number count time main key point topic takeaway summary overview different total everything"
    ).split()
)
"""Stems of words that say what is wanted, not of what."""

_FORMS: tuple[tuple[WideKind, str], ...] = (
    ("count", rf"(?:in )?how many (?:different |other )?(?:of {_THESE} )?{_DOCUMENTS} {_SPEAK}"),
    ("count", rf"(?:in )?how many (?:of {_THESE} {_FILES}|{_FILES} (?:are there|(?:do|have) (?:i|we)))\b"),
    ("count", rf"in how many {_DOCUMENTS} (?:is|are|was|were) (?P<topic>.+?) {_SAID}$"),
    ("count", rf"in how many {_DOCUMENTS} (?:do|does|did) (?P<topic>.+?) (?:occur|appear)$"),
    ("count", rf"how (?:many times|often) (?:is|are|was|were|has|have) (?P<topic>.+?) (?:been )?{_SAID}\b"),
    ("count", rf"how (?:many times|often) (?:do|does|did) (?P<topic>.+?) (?:occur|appear) in {_THESE} {_DOCUMENT}"),
    ("count", rf"how many (?P<topic>.+?) (?:in|across|throughout|over|among) {_THESE} {_DOCUMENTS}$"),
    ("count", r"count (?:up )?(?:the|all|every|each|how|my|our|(?=\w+s\b))"),
    (
        "count",
        rf"(?:what is |what['’]s |give me )?the (?:total )?(?:number|count) of {_DOCUMENTS} (?:that|which|about)\b",
    ),
    ("list", r"list (?:out |down |up )?(?:me )?(?:all|every|each|the|my|our|any|some|of|what|which|who|(?=\w+s\b))"),
    ("list", r"enumerate\b"),
    ("list", r"(?:give|get|find|make|show|send|write|name|tell)(?: me| us)? (?:all(?! about\b)|every|each)\b"),
    ("list", r"(?:give|get|make|show|send|write|provide)(?: me| us)? (?:a|the) (?:\w+ ){0,2}list of\b"),
    ("list", r"(?:a )?(?:full |complete )?list of\b"),
    ("list", r"(?:what|which|who) are all (?:of )?(?:the|these|those|my|our|your)\b"),
    ("list", rf"name {_NOT_ALL}(?:the )?(?P<topic>(?:\w+ )?\w+s (?:that|which|who|whom|whose|named|mentioned)\b.*)"),
    ("list", rf"(?:which|what) (?P<topic>{_MANY}) are (?:named|mentioned|cited|quoted)(?:{_HERE})?$"),
    ("list", rf"(?:which|what) (?P<topic>{_MANY}) (?:are|were) {_SAID}{_HERE}$"),
    ("list", rf"who (?:all )?(?:is|are|was|were) {_SAID}{_HERE}$"),
    ("list", rf"(?:which|what) (?:other )?(?:of {_THESE} )?{_DOCUMENTS} {_SPEAK}"),
    ("summary", r"(?:summari[sz]e|sum up|recap|condense|outline (?=(?:the|this|these|what|my|our)\b))(?: for me)?\b"),
    (
        "summary",
        r"(?:(?:give|write|provide|show|make|get)(?: me| us)? )?(?:(?:an?|the) )?(?:\w+ )??"
        r"(?:summary|overview|synopsis|recap|gist) (?:of|on|about)\b",
    ),
    ("summary", r"what(?: is|['’]s) (?:the|a) (?:\w+ )?(?:summary|gist|synopsis) of\b"),
    ("summary", rf"what(?: is| are|['’]s) (?:{_THESE}|this|that) (?:{_DOCUMENT}|library|collection) (?:all )?about$"),
    ("summary", r"what(?: is|['’]s) this (?:(?:contract|book|letter|memo|manual) )?(?:all )?about$"),
    ("summary", r"(?:what (?:are|were) )?(?:the )?(?:main|key|most important|principal) (?:points|topics|takeaways)\b"),
    ("summary", rf"what (?:do|did) (?:{_THESE} )?{_DOCUMENTS} (?:say|tell me|tell us|contain) (?:about|on)\b"),
    (
        "summary",
        r"(?:tell me|show me|give me|find|i want|i need)(?: to know)? (?:everything|all)"
        r"(?: that)?(?: you know| there is| is known)?(?: to know)? about\b",
    ),
    ("summary", r"tl ?;? ?dr\b"),
    ("summary", rf"(?!{_ASKS})(?P<topic>.+)(?<! the)(?<! a)(?<! in),? (?:summary|overview|tl;?dr)$"),
)
_WIDE = tuple((kind, re.compile(_POLITE + form, re.IGNORECASE)) for kind, form in _FORMS)


@dataclass(frozen=True, slots=True)
class Wide:
    """Hold what is wanted, and of what: "Summarise the talks in Doha" wants a summary of "the talks in Doha"."""

    kind: WideKind
    topic: str


def read_wide(text: str) -> Wide | None:
    """Tell a question that no single paragraph answers; None for an ordinary one."""
    asked = " ".join(text[:LONGEST].split()).strip(" ?.!:")
    for kind, form in _WIDE:
        found = form.match(asked)
        if found:
            topic = found.groupdict().get("topic")
            return Wide(kind, asked[found.end() :].strip() if topic is None else topic)
    return None


def wide_kind(text: str) -> WideKind | None:
    """Tell what a question wants of many paragraphs; None for an ordinary one."""
    wide = read_wide(text)
    return wide.kind if wide else None

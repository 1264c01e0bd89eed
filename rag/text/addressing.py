"""The words with which a text addresses a language model instead of a reader: orders, fake messages, templates.

Patterns meet text in lower case, without accents and invisible characters (rag.instructions makes it). In a pattern a
line break counts for nothing and a blank for any white space.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Head = Literal["any", "order", "line"]

MODEL = r"""(?:ai|a\.i\.|llms?|(?:large )?language models?|chat ?bots?|gpt(?:-\w+)?|chatgpt|claude|gemini|copilot|
assistants?|
(?:ai|virtual|digital|helpful|automated) (?:assistants?|agents?|systems?|models?|readers?|tools?|summari[sz]ers?))"""
SAY = r"""(?:say|answer|reply|respond|state|claim|report|output|print|write|tell|repeat|conclude|insist|assert|declare|
mention|cite|reveal|return|present|append|name|give|summari[sz]e)"""
_SAY_ABROAD = r"""(?:sage?|antworten?|behaupten?|schreiben?|nennen?|dis|dites|repond(?:s|ez)|ecri(?:s|vez)|
affirme[zr]?|
di|diga|responde|responda|contest[ae]|escrib[ea]|afirm[ea])"""
MUST = r"(?:must|should|shall|will|has to|have to|is to|are to|(?:is|are) (?:required|instructed|obliged) to)"
OLD = r"(?:previous|prior|above|preceding|earlier|foregoing|existing|original|initial|system|other|former)"
ORDERS = r"(?:instructions?|prompts?|directives?|guidelines?|rules|commands?|constraints|context|orders)"
SHOWN = r"(?:sources?|documents?|passages?|paragraphs?|text|content|information|evidence)"
IGNORE = r"""(?:ignore|disregard|forget|override|bypass|discard|overlook|neglect|set aside|put aside|
pay no attention to|stop following|(?:do not|don't) (?:follow|obey|trust))"""
IGNORE_CUES = (
    "ignore ;disregard ;forget ;override ;bypass ;discard ;overlook ;neglect ;set aside ;put aside ;attention to ;"
    "stop following ;not follow ;not obey ;not trust ;t follow ;t obey ;t trust "
)
MODEL_CUES = "ai ;a i ;llm;language model;chat bot;chatbot;gpt;chatgpt;claude ;gemini ;copilot ;assistant"
ANSWER = r"(?:answers?|response|reply|output|summary)"
ANSWER_CUES = "answer;response;reply;output ;summary "
FETCHED = r"(?:https?:|!\[|\]\(|<img|<a |<iframe|<script)"
PUT = "(?:append|insert|add|include|embed|attach|end|begin|start|prefix|render|display|put|place|write|finish|close)"
LURE = rf"(?:{FETCHED}|\b(?:image|markdown|urls?|links?|hyperlink)\b|\[\d+\])"


def _regex(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("\n", "").replace(" ", r"\s+"), re.MULTILINE)


SPEECH = _regex(rf"""\b(?:{SAY}|{_SAY_ABROAD}|{MODEL})\b|\byou (?:are|{MUST})\b|\banswer ?:|\b(?:include|treat)\b|
\b(?:correct|right|true|only|official) answer\b""")
"""What an order to a model speaks of: words to say, the model itself, or the answer."""
UTTERANCE = _regex(rf"""(?:\b(?:and|then|instead|only|always|und|et|y)|[,;:.]) (?:{SAY}|{_SAY_ABROAD})\b|
\b(?:{SAY}|{_SAY_ABROAD}) (?:that|que|dass)\b""")
"""An order to say something."""
CONDITION = _regex(r"\b(?:if|unless|when|once|wenn|falls|si|cuando|lorsque)\b")
TO_MODEL = _regex(rf"\b{MODEL}\b")
HEADS: dict[Head, re.Pattern[str]] = {
    "any": re.compile(""),
    "order": re.compile(
        r"(?:^|[.!?:;,\n\"'>\]})*_#|\u2014\u2013-]\s*|\b(?:please|kindly|and|then|now|must|should|shall|just|simply|instead|also|"
        r"you|always|only|(?:models?|assistants?|ai) to)\s+)$"
    ),
    "line": re.compile(r"(?:^|\n|[.!?>\]*\"-]\s*|\s-\s*)[\[(<*_#=\s-]*$"),
}
"""What stands before an order (a stop, or a word that leads to it), and before what begins a line or a sentence."""


@dataclass(frozen=True, slots=True)
class Address:
    """Hold one way to address a model."""

    cues: tuple[str, ...]
    """One of them is in any text that the pattern meets: the beginning of its words, or signs."""
    pattern: re.Pattern[str]
    head: Head = "any"
    needs_speech: bool = False
    """Whether SPEECH must follow soon, because readers are addressed in the same words."""
    unless_conditional: bool = False
    """Whether "if ..." in the sentence makes it an order to readers."""
    cased: bool = False
    """Whether it meets the text in its own case."""


def address(
    cues: str,
    pattern: str,
    head: Head = "any",
    *,
    needs_speech: bool = False,
    unless_conditional: bool = False,
    cased: bool = False,
) -> Address:
    """Write an address down, its cues parted by semicolons."""
    return Address(tuple(cues.split(";")), _regex(pattern), head, needs_speech, unless_conditional, cased)

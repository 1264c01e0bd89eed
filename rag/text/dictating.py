"""Orders on what an answer is to say, show or send; rag.text.addressing says how the patterns are read."""

from __future__ import annotations

from rag.text.addressing import ANSWER, ANSWER_CUES, FETCHED, LURE, PUT, SAY, address

_DICTATING = (
    address(
        "asked ;asks ;ask ;questioned ;queried ;query ",
        r"""\b(?:when|if|whenever|wherever|should|in case) (?:(?:you are|you're|anyone|someone|anybody|the user|
a user|users?|they|
you get) )?(?:is |are |ever |be )?(?:asked|asks?|questioned|queried)\b[^.!?\n]{0,120}?
(?:,|\bthen\b|\byou (?:must|should|shall|will)\b)\s*(?:(?:you|please|then|always|only|just|simply|must|should|shall|
will|instead)
 ){0,3}(?:reply|answer|respond|say|state|tell|claim|output|insist|repeat|mention)\b(?!\s+(?:police|so|
officials|critics|
experts))""",
    ),
    address(
        "answer ;respond ;reply ",
        r"""(?:answer|respond to|reply to) (?:all|any|every|each) (?:\w+ ){0,2}?(?:questions?|quer(?:y|ies)|
requests?|prompts?|
messages?) (?:\w+ ){0,4}?(?:(?:by|with) (?:only )?(?:saying|stating|naming|writing|inserting|the (?:words?|names?|
sentences?|phrase|
string|text|following)\b|[\"'](?![^\"']*[\"'] or))|as if|as though)""",
        "order",
    ),
    address(
        "answer ;reply ;response ",
        r"""\b(?:correct|right|only|true|official|final|expected|required) (?:answer|reply|response) to (?:any|every|
all|each|this|
the user'?s?|the reader'?s?|such|your) (?:\w+ ){0,2}?(?:questions?|quer(?:y|ies)|prompts?)\b(?!\s+(?:\d|[a-h]\b))
[^.!?\n]{0,80}\bis\b""",
    ),
    address(
        "nothing else ;exactly ;verbatim ;word for word ",
        r"""(?:print|output|repeat|say|return|reply with|respond with|answer with|write) (?:(?:only|exactly|
just) )?(?:the following|
this|these) (?:\w+ )?(?:sentences?|words?|text|answer|line|string|phrase)\b[^.!?\n]{0,40}\b(?:and nothing else|
exactly|only|verbatim|
word for word)\b""",
        "order",
    ),
    address(
        "cite ;citing ;quote ;quoting ;use ;using ;mention ;refer",
        rf"""(?:do not|don't|never|avoid|stop) (?:cit(?:e|ing)|quot(?:e|ing)|us(?:e|ing)|mention(?:ing)?|
refer(?:ring)? to)\b
[^.!?\n]{{0,80}}?[.,;:\u2014-]?\s*\b(?:instead|rather|but),? (?:\w+ ){{0,2}}?{SAY}\b""",
        "order",
    ),
    address("cite ", r"cite [^.!?\n]{0,40}\[\d+\]", "order"),
)

_SMUGGLING = (
    address(
        "markdown ",
        r"(?:render|display|show|load|insert|output|print) (?:the following |this )markdown\b",
        "order",
    ),
    address(
        ANSWER_CUES,
        rf"""\b(?:in|to|at the (?:end|start|beginning|top|bottom) of) (?:your|every|each) (?:\w+ )?{ANSWER},?
 (?:(?:you must|please|always) )?(?:append|insert|add|include|embed|attach|render|display|put|place|write)\b
[^\n]{{0,100}}?{LURE}""",
    ),
    address(
        ANSWER_CUES,
        rf"""{PUT}\b[^.!?\n]{{0,100}}?(?:{LURE}[^\n]{{0,160}}?\b(?:your|every|each)|
{FETCHED}[^\n]{{0,160}}?\b(?:the|any)) (?:\w+ )?{ANSWER}\b""",
        "order",
    ),
    address(
        ANSWER_CUES,
        rf"""{PUT}\b[^.!?\n]{{0,60}}?\b(?:your|every|each) (?:\w+ )?{ANSWER}\b[^.!?\n]{{0,30}}?\b(?:with|by)\b
[^\n]{{0,60}}?(?:{LURE}|[\"'])""",
        "order",
    ),
    address(
        ANSWER_CUES,
        rf"""(?:append|insert|embed) [^.!?\n]{{1,60}} (?:to|into|in|at the end of) (?:your|every|each) (?:\w+ )?
{ANSWER}\b""",
        "order",
    ),
    address(
        "http;url ;endpoint ;server ;base64 ",
        r"""(?:send|post|transmit|forward|upload|exfiltrate|leak|submit|report|copy|
encode) [^.!?\n]{0,60}?(?:\bquestion|
conversation|\bchat\b|prompt|history|api key|credentials|\banswer|user'?s? (?:data|input|message|name)|
library)\b[^\n]{0,80}?
(?:https?:|\bto (?:the |this )?(?:url|endpoint|server|address)\b|\bbase64\b)""",
        "order",
    ),
    address(
        "http",
        r"""(?:open|visit|fetch|load|call|request|browse to|navigate to|get) (?:the \w+ )?<?https?:\S+[^.!?\n]{0,100}?
\b(?:the (?:user|question|query|conversation)|your (?:answer|prompt)|before (?:you )?answer\w*)\b""",
        "order",
    ),
    address(
        "base64 ",
        r"""\bbase64\b[^.!?\n]{0,80}\b(?:follow|obey|execute|carry out|do what|comply)\b|
\b(?:follow|obey|execute|carry out)\b[^.!?\n]{0,60}\bbase64\b""",
    ),
)

DICTATING = (*_DICTATING, *_SMUGGLING)
"""In no order that matters."""

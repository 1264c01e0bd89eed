"""The ways in which documents address a language model; rag.text.addressing says how the patterns are read."""

from __future__ import annotations

from rag.text.addressing import (
    ANSWER,
    ANSWER_CUES,
    FETCHED,
    IGNORE,
    IGNORE_CUES,
    LURE,
    MODEL,
    MODEL_CUES,
    MUST,
    OLD,
    ORDERS,
    PUT,
    SAY,
    SHOWN,
    Address,
    address,
)
from rag.text.foreign_addressing import FOREIGN

_OVERRIDING = (
    address(
        IGNORE_CUES,
        rf"""{IGNORE} [^.!?\n]{{0,60}}?\b(?:and|then|but) (?:(?:instead|only|just|always) )?
(?:say|tell|answer|reply|respond|report|state|output|claim|insist) (?:that|the user|users|with|only|[\"'])""",
        "order",
        unless_conditional=True,
    ),
    address(
        IGNORE_CUES,
        rf"""{IGNORE} (?:(?:all|any|every|each|the|your|these|those|of|my|and) ){{0,4}}
(?:{OLD} (?:(?:and|or) {OLD} )?(?:\w+ )?{ORDERS}|your (?:\w+ )?{ORDERS}|{ORDERS} (?:above|before|so far|
(?:that )?you (?:have been|were) given|given (?:above|before|so far)|in (?:the|your) (?:system )?prompt))\b""",
        "order",
        unless_conditional=True,
    ),
    address(
        IGNORE_CUES,
        rf"""{IGNORE} (?:(?:all|any|every|everything|anything|the|what is|what was|of) ){{0,3}}
(?:above|foregoing|preceding|previous)(?: and |\s*[.!;:,\u2014]|\s*$)""",
        "order",
        unless_conditional=True,
    ),
    address(
        IGNORE_CUES,
        rf"""{IGNORE} (?:(?:all|any|every|everything|anything|the|these|those|your|of|in|from) ){{0,4}}
(?:(?:{OLD}|rest of the|remaining) (?:\w+ )?{SHOWN}\b|sources\b)""",
        "order",
        needs_speech=True,
        unless_conditional=True,
    ),
    address(
        "ignore ;disregard ;forget ",
        rf"""(?:ignore|disregard|forget) (?:that|this|them|everything|all)\b[^.!?\n]{{0,60}}(?:[.!?,;:]|\band\b)\s*
(?:instead|the (?:correct|right|true|real) answer|you (?:are|must)|(?:now )?{SAY}\b)""",
        "order",
        unless_conditional=True,
    ),
    address(
        "instruction;directive;prompt",
        rf"""(?:(?:new|updated|revised|hidden|secret) (?:system )?(?:instructions?|directives?|prompts?)
(?: (?:for|to) (?:\w+ ){{0,2}}{MODEL})?|(?:important |special |additional )?instructions? (?:for|to) (?:the |any |
all |an? )?
{MODEL})[\])>*_#=\s-]*:""",
        "line",
    ),
    address(
        "prompt;instructions ",
        r"""\b(?:reveal|print|output|repeat|show|disclose|leak|display) (?:me )?your (?:(?:system|initial|hidden|
original|secret|
full|own) )*(?:prompt|instructions)\b""",
    ),
    address(
        "mode ;jailbroken ;reprogrammed ",
        r"""\b(?:developer|dan|god|jailbreak|unrestricted|debug|admin|maintenance|
override) mode (?:is )?(?:now )?(?:enabled|
activated|on\b|engaged)|\byou (?:have been|are) (?:jailbroken|reprogrammed)\b""",
        needs_speech=True,
    ),
)
_MESSAGES = (
    address("<|;|>", r"<\|[a-z_]{2,30}(?:\|>|$|\s)|\|>\s*(?:system|user|assistant)\b"),
    address(
        "[inst;[/inst;<<sys;<start_of;<end_of;[system;[/system;</s>",
        r"""\[/?inst\]|<</?sys>>|<(?:start|end)_of_turn>|\[/?system(?:[\s_](?:prompt|message|note|override))?\]|
</s>\s*<s>""",
    ),
    address(
        "##",
        r"^\s*#{2,4}\s*(?:new |system |updated )?(?:instructions?|system(?: prompt| message)?|response|assistant)\s*:",
        needs_speech=True,
    ),
    address(
        "system ;assistant ;developer ;admin ;administrator ;operator ",
        r"""(?:system|assistant|developer|admin|administrator|operator)(?:[\s_-](?:prompt|messages?|notes?|notice|
override|
instructions?|alert|directive|update|command))?[\])>*_#=\s-]*:""",
        "line",
        needs_speech=True,
    ),
    address("system ", r"SYSTEM[\])>*_#\s-]*:\s*(?:[\w'-]+[\s,]+){4}", "line", cased=True),
    address(
        "system ",
        r"system (?:message|note|instructions?) (?:to|for) [^:\n]{0,40}:|system prompt[\])>*_#=\s-]*:\s*\Z",
        "line",
    ),
    address("override ;system prompt ", r"(?:(?:system|prompt) override|(?:begin|new) system prompt)\b", "line"),
    address("role ", r"[\"']role[\"']\s*:\s*[\"']system[\"']"),
    address(
        "end of ;end ;begin ;beginning ;start of ;</",
        rf"""(?:[-=#*~<\[{{]{{2,}}\s*(?:end|begin(?:ning)?|start) (?:of )?(?:the )?(?:\w+ )?(?:sources?|documents?|
context|passages?|
text|data|excerpts?|input|prompt|instructions)\b[^\n]{{0,20}}|</(?:sources?|documents?|context|passages?|excerpts?|
input|system|
prompt)>)[\s\S]{{0,80}}?(?:\b(?:system|user|assistant|question|answer|new (?:task|question|instructions?))\s*:|
\b(?:now|instead),? {SAY}\b|\byou (?:must|are now)\b|<system\b)""",
    ),
)
_NAMING = (
    address(
        MODEL_CUES,
        rf"""(?:\b(?:note|notice|message|memo|instruction|warning|reminder|hint)s?,? (?:to|for)|
\b(?:attention|notice|note),?)
 (?:(?:the|any|all|every|an?|our|your|this) )?{MODEL}\b(?:[^.!?\n]{{0,60}}?)[:;,.!\u2014-]""",
        needs_speech=True,
    ),
    address(
        MODEL_CUES,
        rf"""(?:(?:hello|hi|hey|dear|attention|ok|okay|to|for),? )?(?:(?:the|any|all|every|an?|our|your|this) )?{MODEL}
(?: reading this)?\s*[,:!]\s*(?:(?:please|you|must|should|now|always|only|just|do not) ){{0,3}}
(?:{SAY}|ignore|disregard|treat|consider)\b""",
        "line",
    ),
    address(
        MODEL_CUES,
        rf"""(?:(?:the|any|all|every|an?|your) )?(?:ai|llms?|(?:ai|language) models?|ai (?:assistants?|systems?|tools?|
summari[sz]ers?)|chat ?bots?|assistants?) {MUST} (?:(?:now|always|only|therefore|then) )?(?:{SAY} (?:that|with|only|
as)|ignore|
disregard|forget)\b""",
        "order",
    ),
    address(
        MODEL_CUES,
        rf"""\b(?:as|you are|if you are|since you are|because you are|being) (?:an?|the|
only an?) (?:\w+[\s-]){{0,2}}?{MODEL}
(?: (?:assistant|model|agent|system|bot)s?)?(?: (?:reading|processing|summari[sz]ing|answering|
indexing) [^.,!?\n]{{0,40}})?
\s*[,:;]?\s*(?:(?:and|then|so|please) )?(?:you {MUST}|{SAY} (?:that|only|with|every|any|all|the)|always|never|do not|
don't)""",
    ),
    address(
        f"{MODEL_CUES};summari",
        rf"""\b(?:any|all|every|each|the) (?:{MODEL}|summari[sz]ers?) (?:(?:that|which|who|when|while) )?(?:read|
process|
summari[sz]|us|answer|index|encounter)(?:e?s|ing|e)?\b[^.!?\n]{{0,80}}?\b{MUST}\b[^.!?\n]{{0,30}}?\b{SAY}\b""",
    ),
    address("summari", rf"(?:ai )?summari[sz]ers? {MUST} (?:{SAY}|include|ignore)\b", "line"),
    address(
        "you are now ;you re now ;from now on ",
        rf"""\b(?:you are|you're) now (?:in )?(?:(?:an?|the|my|no longer) )?(?:\w+[\s-]){{0,3}}(?:assistant|ai|
chatbot|bot|
language model|model|dan|agent|persona|spokes\w+|character|pirate|expert|restricted|bound)\b|
\bfrom now on,? (?:you (?:are (?:an?|the|to|no longer)|(?:must|should|will|shall) (?:(?:only|always) )?{SAY}|answer|
respond|reply)|
(?:(?:always|only) )?(?:answer|respond|reply|say|act|claim)\b)""",
    ),
    address(
        "pretend ;role ;roleplay;simulate ;let s ",
        r"""(?:pretend (?:that )?(?:you are|to be|you have)|(?:act|behave|respond|answer) as if you (?:are|were)|
play the role of|
(?:let's )?role-?play(?: as|\s*:))""",
        "order",
        needs_speech=True,
        unless_conditional=True,
    ),
    address(
        "act as ;behave as ",
        r"(?:act|behave) as (?:an?|my|the) (?:\w+ ){0,3}(?:who|that|and|without|assistant|ai|chatbot|model)\b",
        "order",
        needs_speech=True,
        unless_conditional=True,
    ),
)
_DICTATING = (
    address(
        "asked ;asks ;ask ;questioned ;queried ;query ",
        r"""\b(?:when|if|whenever|wherever|should|in case) (?:(?:you are|you're|anyone|someone|anybody|the user|
a user|users?|they|
you get) )?(?:is |are |ever |be )?(?:asked|asks?|questioned|queried)\b(?! for (?:a|an|the|your) )[^.!?\n]{0,120}?
(?:,|\bthen\b|\byou (?:must|should|shall|will)\b)\s*(?:(?:you|please|then|always|only|just|simply|must|should|shall|
will|instead)
 ){0,3}(?:reply|answer|respond|say|state|tell|claim|output|insist|write|name|repeat|mention)\b(?!\s+(?:police|so|
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
ADDRESSES: tuple[Address, ...] = (
    *_OVERRIDING,
    *_MESSAGES,
    *_NAMING,
    *_DICTATING,
    *_SMUGGLING,
    *(address(cues, pattern, unless_conditional=overriding) for cues, pattern, overriding in FOREIGN),
)
"""Every way, in no order that matters."""

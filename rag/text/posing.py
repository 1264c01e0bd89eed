"""Text that poses as a message to a model, or calls it by name; rag.text.addressing says how the patterns are read."""

from __future__ import annotations

from rag.text.addressing import MODEL, MODEL_CUES, MUST, SAY, address

_MESSAGES = (
    address(
        "<|;|>;{{",
        r"\{\{[#/]?(?:system|assistant)\b|(?:^|(?<=[\n.!?]))\s*<\|[a-z_]{2,30}(?:\|>|$|\s)"
        r"|<\|[a-z_]{2,30}\|>\s*(?:<\||\n|system\b|user\b|assistant\b)|\|>\s*(?:system|user|assistant)\b",
    ),
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
    address(
        "instruction;directive;note ;notes ;command",
        r"""[\[<{*_#=]+\s*(?:ai|llm|model|system|assistant|hidden|secret) (?:instruction|directive|note|command)s?
\s*[\])>}*_#=]""",
    ),
    address("override ;system prompt ", r"(?:(?:system|prompt) override|(?:begin|new) system prompt)\b", "line"),
    address(
        "%%;##;==;**;--;<system>;<instruction;<assistant>;<prompt>",
        rf"""(?:[%#=*~|-]{{2,}}\s*system\s*[%#=*~|-]{{2,}}|<(?:system|instructions?|assistant|prompt)>)\s*
(?:you|{SAY}|ignore|disregard|new)\b""",
    ),
    address(
        MODEL_CUES,
        rf"""{MODEL} (?:instructions?|directives?)\s*:""",
        "line",
    ),
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
        "instruction;prompt ;message ;command ;order ",
        rf"""\b(?:this|the following) is (?:an?|the) (?:\w+ )?(?:instruction|prompt|message|command|order)s? (?:for|to)
 (?:(?:the|any|all|an?) )?{MODEL}\b|\btreat (?:this|the following|what follows) as (?:an?|the|your) (?:new |system |
direct )?
(?:instruction|prompt|command|order)s?\b""",
    ),
    address(
        "you are ;you re ",
        r"""\b(?:you are|you're) (?:\w+, )?an? (?:\w+[\s-]){0,3}?(?:bot|chat ?bot|ai|language model|(?:ai|
helpful) assistant),?
 (?:that|who|which|and)\b""",
    ),
    address(
        MODEL_CUES,
        rf"""\bthe (?:assistant|ai|chat ?bot|model) {MUST} (?:now|always|only) {SAY}\b|
\b(?:ai|llms?|language models?|chat ?bots?)(?: (?:agents?|assistants?|systems?))? {MUST} (?:recommend|promote|endorse|
prefer|praise)\b""",
    ),
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
(?: reading this)?\s*[,:!]\s*(?:(?:please|kindly|you|must|should|now|always|only|just|do not) ){{0,3}}
(?:{SAY}|ignore|disregard|treat|consider|whatever|the (?:correct |right |only )?answer)\b""",
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
        rf"""\b(?:as|you are|if you are|if you're|since you are|because you are|being) (?:an?|the|
only an?) (?:\w+[\s-]){{0,2}}?{MODEL}
(?: (?:assistant|model|agent|system|bot)s?)?(?: (?:reading|processing|summari[sz]ing|answering|
indexing) [^.,!?\n]{{0,40}})?
\s*[,:;]?\s*(?:(?:and|then|so|please) )?(?:you {MUST}|{SAY} (?:that|only|with|every|any|all|the)|always|never|end|
begin|start|do not|
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

POSING = (*_MESSAGES, *_NAMING)
"""In no order that matters."""

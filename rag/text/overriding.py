"""Orders that would set aside what a model was told; rag.text.addressing says how the patterns are read."""

from __future__ import annotations

from rag.text.addressing import ANSWER, IGNORE, IGNORE_CUES, MODEL, MUST, OLD, ORDERS, SAY, SHOWN, address

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
(?:instead|the (?:correct|right|true|real) answer|you (?:are|must|(?:now )?(?:work|serve|obey|answer) )|
(?:now )?{SAY}\b)""",
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

_RECASTING = (
    address(
        "follow ;obey ",
        r"(?:follow|obey) (?:these|the following|my|this) (?:new )?instructions? instead\b",
        "order",
    ),
    address(
        "your answer;your response;your reply;your output",
        r"\byour (?:answer|response|reply|output) (?:must|should|has to) be (?:exactly|only)\b",
    ),
    address(
        f"{IGNORE_CUES};skip ;drop ",
        rf"""(?:skip|drop|{IGNORE}) (?:(?:the|all|your|this|any|whole|entire) ){{1,3}}(?:\w+ )?
(?:programming|training|rules|question|article|context|documents?|page|text|sources?|
instructions?)\b[^.!?\n]{{0,30}}?(?:[.!;,]|
\band\b|
\bthen\b)\s*(?:(?:then|instead|only) )?{SAY}\b(?! to\b)""",
        "order",
        unless_conditional=True,
    ),
    address(
        "whatever |no matter what ",
        r"""\b(?:whatever|no matter what) (?:you (?:were|are|have been) (?:told|given|instructed)|(?:is|you are|
anyone) ask(?:s|ed)?|the (?:user|
sources?|documents?|
system|page|article) (?:says?|asks?|wants?))\b""",
        needs_speech=True,
    ),
    address(
        "other source;other document;other passage",
        r"(?:do not|don't|never) (?:use|cite|trust|consult|quote) (?:any |the )?other (?:source|document|passage)s?\b",
        "order",
        needs_speech=True,
    ),
    address(
        "mode ",
        rf"""(?:switch to|enter|enable|activate) (?:developer|dan|god|jailbreak|unrestricted|debug) mode
(?:\s*[,;:.]| and| then) {SAY}\b""",
        "order",
    ),
    address(
        "your new ;your only ;your real ;your true ;your actual ;your updated ",
        rf"""\byour (?:new|only|real|true|actual|updated) (?:instructions?|task|prompt|goal|objective|job|
role) (?:is|are)
(?: now)?(?: to (?:only )?{SAY}\b| as follows|\s*:)""",
    ),
    address(
        "above ",
        r"""(?:repeat|print|output|reveal|show) (?:back )?(?:everything|all(?: of)?(?: the)? text|the text|all)
 (?:(?:that is|written|printed) )?above\b""",
        "order",
    ),
    address(
        IGNORE_CUES,
        rf"""{IGNORE} (?:whatever|what|anything|everything) (?:(?:you|it|that|was|is|has|have|had|been|were) ){{1,3}}
(?:written|said|stated|told|taught|given|read|learned)\b[^.!?\n]{{0,40}}?(?:\b(?:and|instead)\b|[.!?,;:])""",
        "order",
        needs_speech=True,
        unless_conditional=True,
    ),
    address(
        "user ",
        r"""(?:(?:ignore|disregard|refuse)|(?:do not|don't|never) (?:follow|answer|obey|fulfil)) the user(?:'s|s)?
 (?:requests?|questions?|query|instructions?|input|messages?|prompts?)\b|\bthe user (?:wants|asked|asks|needs|
requires|expects)
 you to\b|\b(?:do not|don't|never) (?:tell|inform|alert|warn|notify) the user (?:about|that|of)\b|
\b(?:in|with) your (?:reply|answer|response) to the user\b""",
    ),
    address(
        "instead of ;rather than ",
        r"\b(?:instead of|rather than) answering (?:the|this|that|any|their|his|her)\b",
        needs_speech=True,
    ),
    address(
        "your task ;your role ;your job ;your goal ;your instructions ;your objective ;your purpose ;your mission ",
        r"""\byour (?:task|role|job|goal|instructions|objective|purpose|mission) (?:has|have|is|are) (?:(?:now|
been) )?(?:changed|
updated|replaced|cancell?ed|void|revoked|to (?:say|output|reply|respond|answer only|convince))\b""",
        needs_speech=True,
    ),
    address(
        "instructions ;prompt ;guidelines ;rules ",
        rf"""\b(?:{OLD}|all|your) (?:instructions|prompts?|guidelines|rules) (?:are|were|is|have been|
has been) (?:(?:hereby|now) )?
(?:cancell?ed|void|revoked|obsolete|null|overridden|no longer valid|lifted)\b""",
        needs_speech=True,
    ),
    address(
        "you will ;you must ;you shall ;you should ",
        rf"""\byou (?:will|must|shall|should) (?:now (?:only |always )?{SAY}\b|(?:only|always|never) (?:output|
respond|reply|answer|say)\b|
(?:output|respond|reply|answer) only\b)""",
        needs_speech=True,
        unless_conditional=True,
    ),
    address(
        "generate ;generating ;generates ",
        rf"""\b(?:when|while|before|whenever) (?:you )?generat(?:e|ing) (?:an?|any|your|the|every|each) {ANSWER}\b|
\b(?:any|every|all|each|the) {ANSWER} (?:that )?you generate\b""",
        needs_speech=True,
    ),
    address(
        "answer as ;reply as ;respond as ",
        r"(?:answer|reply|respond) as (?:if|though)\b",
        "order",
    ),
    address(
        "quote only ;cite only ;trust only ;answer only ;rely only ;use only ",
        r"""(?:quote|cite|trust|answer|rely|use) only (?:from |using |on )?(?:it\b|this (?:document|source|page|text|
passage|
paragraph))""",
        "order",
    ),
    address(
        "rank ;rate ;score ;give ;place ",
        r"""(?:rank|rate|score|place|give) this (?:document|page|source|passage|text|
result)\b[^.!?\n]{0,30}?\b(?:first|highest|top|
most relevant|best)\b""",
        "order",
    ),
    address(
        "reveal ;disclose ;mention ;show ;repeat ;share ",
        r"""(?:do not|don't|never) (?:reveal|disclose|mention|show|repeat|share) (?:these|this|your|
the above) (?:instructions|prompt)\b|
(?:do not|don't|never) (?:reveal|disclose|mention|show|repeat|share) (?:this|these) [^.!?\n]{0,30}\bto the (?:user|
human)\b""",
        "order",
    ),
    address(
        "your developer;your creator;your programmer;openai ;anthropic ",
        r"""\b(?:(?:message|instructions?|order|note|update) from (?:your (?:developers?|creators?)|openai|
anthropic)|(?:i am|i'm|we are|as) your (?:developers?|creators?|programmers?))\b""",
    ),
    address(
        "translate ;summari;repeat ",
        rf"(?:translate|summari[sz]e|repeat) (?:all )?the above\b[^.!?\n]{{0,60}}?\b(?:and|then) (?:then )?{SAY}\b",
        "order",
    ),
    address(
        "whoever ;anyone ;program;software ;tool;machine;system",
        rf"""\b(?:whoever|anyone who|(?:any|every|each|all) (?:programs?|software|tools?|machines?|systems?|bots?)
(?: (?:that|which))?) (?:summari[sz]es?|process(?:es)?|index(?:es)?|parses?|quotes?) (?:this|the) (?:text|document|
page|article|file|
passage|note)\b[^.!?\n]{{0,40}}?\b{MUST}\b""",
    ),
)

OVERRIDING = (*_OVERRIDING, *_RECASTING)
"""In no order that matters."""

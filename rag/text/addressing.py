"""The words with which a text addresses a language model instead of a reader: orders, fake messages, templates.

Patterns are matched against text without accents and invisible characters (rag.instructions), in any case unless said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MODEL = (
    r"(?:ai|a\.i\.|llms?|large language models?|language models?|chat ?bots?|gpt(?:-\w+)?|chatgpt|claude|gemini|copilot|"
    r"(?:ai|virtual|digital|helpful|automated) (?:assistants?|agents?|systems?|models?|readers?|tools?)|assistants?|"
    r"ki|ia|inteligencia artificial|intelligence artificielle|sprachmodelle?|modele de langage|modelo de lenguaje)"
)
_SAY = (
    r"(?:say|answer|reply|respond|state|claim|report|output|print|write|tell|repeat|conclude|insist|assert|declare|mention|"
    r"cite|reveal|return|present|include|append|name|give|summari[sz]e|sage?|antworten?|antworte|behaupten?|schreiben?|"
    r"nennen?|dis|dites|repond(?:s|ez)|ecri(?:s|vez)|affirme[zr]?|di|diga|responde|responda|contesta|conteste|escrib[ea]|"
    r"afirm[ea])"
)
_HEAD = r"(?:^|[.!?:;,\n\"'>\]})*_#|\u2014\u2013-]\s*|\b(?:please|and|then|now|must|should|shall|just|simply|instead|also|you)\s+)"
"""Where an order begins: behind a stop, or behind a word that leads to it."""

SPEECH = re.compile(
    rf"\b{_SAY}\b|\b{_MODEL}\b|\byou (?:are|must|should|shall|will)\b|\b(?:du|sie|tu|vous) (?:musst|sollst|mussen|dois|devez)\b"
    r"|\banswer\s*:|\b(?:correct|right|true|only|official) answer\b",
    re.IGNORECASE,
)
"""What an order to a model speaks of: words to say, the model itself, or the answer."""
UTTERANCE = re.compile(rf"(?:\b(?:and|then|instead|only|always)|[,;:.])\s+{_SAY}\b|\b{_SAY}\s+(?:that|que|dass)\b", re.IGNORECASE)
"""An order to say something."""
CONDITION = re.compile(r"\b(?:if|unless|when|once|wenn|falls|si|cuando|lorsque)\b", re.IGNORECASE)
TO_MODEL = re.compile(rf"\b{_MODEL}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """Hold one way to address a model."""

    cues: tuple[str, ...]
    """One of them is in any text, in lower case, that the pattern may match."""
    pattern: re.Pattern[str]
    needs_speech: bool = False
    """Whether SPEECH must follow soon, because readers are addressed in the same words."""
    unless_conditional: bool = False
    """Whether "if ..." in the sentence makes it an order to readers."""


def _address(cues: str, pattern: str, needs_speech: bool = False, unless_conditional: bool = False) -> Address:
    flags = re.IGNORECASE | re.MULTILINE
    return Address(tuple(cues.split("|")), re.compile(pattern, flags), needs_speech, unless_conditional)


_OLD = r"(?:previous|prior|above|preceding|earlier|foregoing|aforementioned|existing|original|initial|system|other|former)"
_ORDERS = r"(?:instructions?|prompts?|directives?|guidelines?|rules|commands?|constraints|context|orders)"
_SHOWN = r"(?:sources?|documents?|passages?|paragraphs?|text|content|information|evidence)"
_VERB = r"(?:ignore|disregard|forget|override|bypass|discard|overlook|neglect|do not (?:follow|obey|use|trust)|don't (?:follow|obey|use|trust)|pay no attention to|stop following)"

ADDRESSES = (
    _address(
        "ignore|disregard|forget|override|bypass|discard|overlook|neglect|not |don't |attention|following",
        rf"{_HEAD}{_VERB}\s+(?:(?:all|any|every|each|the|your|these|those|of|my|and)\s+){{0,4}}"
        rf"(?:(?:{_OLD}(?:\s+(?:and|or)\s+{_OLD})?\s+)(?:\w+\s+){{0,1}}{_ORDERS}|your\s+(?:\w+\s+)?{_ORDERS}"
        rf"|{_ORDERS}\s+(?:above|before|so far|(?:that\s+)?you (?:have been|were) given|given (?:above|before|so far)|in (?:the|your) (?:system )?prompt))\b",
        unless_conditional=True,
    ),
    _address(
        "ignore|disregard|forget|override|bypass|discard|overlook|neglect|not |don't |attention|following",
        rf"{_HEAD}{_VERB}\s+(?:(?:all|any|every|everything|anything|the|what is|what was|of)\s+){{0,3}}"
        rf"(?:above|foregoing|preceding|previous)(?:\s+(?:and|or)\s+{_SAY}|\s*[.!;:,\u2014]|\s*$|\s+and\s+)",
        unless_conditional=True,
    ),
    _address(
        "ignore|disregard|forget|override|bypass|discard|overlook|neglect|not |don't |attention|following",
        rf"{_HEAD}{_VERB}\s+(?:(?:all|any|every|everything|anything|the|these|those|your|of|in|from)\s+){{0,4}}"
        rf"(?:(?:{_OLD}|rest of the|remaining)\s+)(?:\w+\s+)?{_SHOWN}\b|{_HEAD}{_VERB}\s+(?:all|any|every|the)\s+(?:other\s+)?sources?\b",
        needs_speech=True,
        unless_conditional=True,
    ),
    _address(
        "ignore|disregard|forget",
        rf"{_HEAD}(?:ignore|disregard|forget)\s+(?:that|this|everything|all)\b[^.!?\n]{{0,60}}[.!?,;:]\s*(?:instead|the (?:correct|right|true|real) answer|you (?:are|must)|(?:now )?{_SAY} (?:that|only|the))",
        unless_conditional=True,
    ),
    _address("<||<|", r"<\|[a-z_]{2,30}(?:\|>|$|\s)|\|>\s*(?:system|user|assistant)\b"),
    _address("[inst|[/inst|<<sys|start_of_turn|[system|</s>", r"\[/?INST\]|<</?SYS>>|<(?:start|end)_of_turn>|\[/?system(?:[ _](?:prompt|message|note|override))?\]|</s>\s*<s>"),
    _address(
        "instruction|response|system",
        r"^\s*#{2,4}\s*(?:new |system |updated )?(?:instructions?|system(?: prompt| message)?|response|assistant)\s*:",
        needs_speech=True,
    ),
    _address(
        "system|assistant|developer|admin|operator",
        r"(?:^|[.!?>\]*\"-]\s*)[\[(<*_#=\s-]*(?:system|assistant|developer|admin(?:istrator)?|operator)"
        r"(?:[ _-](?:prompt|messages?|notes?|notice|override|instructions?|alert|directive|update|command))?[\])>*_#=\s-]*:",
        needs_speech=True,
    ),
    _address(
        "role",
        r"[\"']role[\"']\s*:\s*[\"'](?:system|assistant|developer)[\"']",
    ),
    _address("system", r"(?:^|[.!?>\]*\"-]\s*)[\[(<*_#\s-]*(?-i:SYSTEM)[\])>*_#\s-]*:\s*(?:[\w'-]+[ ,]+){4}"),
    _address(
        "system|prompt|override",
        r"(?:^|[.!?>\]*\"-]\s*)[\[(<*_#=\s-]*(?:system override|prompt override|begin system prompt|new system prompt)\b",
    ),
    _address(
        "instruction|directive|prompt|anweisung|instruktion|consigne|instruccion",
        r"(?:^|[.!?>\]*\"-]\s*)[\[(<*_#=\s-]*(?:(?:new|updated|revised|hidden|secret) (?:system )?(?:instructions?|directives?|prompts?)|(?:important |special |additional )?instructions? (?:for|to) (?:the |any |all )?(?:ai\b|llm|language model|assistant|chatbot|model)\w*"
        r"|(?:neue|aktualisierte|wichtige) (?:anweisung|instruktion)(?:en)?|nouvelles? (?:instructions?|consignes?)|nuevas? instruccion(?:es)?)"
        rf"(?:\s+(?:for|to|fur|pour|para)\s+(?:\w+\s+){{0,2}}{_MODEL})?[\])>*_#=\s-]*:",
    ),
    _address(
        "ai|assistant|model|llm|gpt|bot|claude|gemini|copilot",
        rf"\b(?:note|notice|message|memo|instructions?|attention|warning|reminder|request|hint)s?,?\s*(?:to|for)?,?\s+(?:(?:the|any|all|every|an?|our|your|this)\s+)?{_MODEL}\b(?:[^.!?\n]{{0,60}}?)[:;,.!\u2014-]",
        needs_speech=True,
    ),
    _address(
        "ai|assistant|model|llm|gpt|bot|claude|gemini|copilot",
        rf"(?:^|[.!?>\]*\"-]\s*)(?:(?:hello|hi|hey|dear|attention|ok|okay|to|for),?\s+)?(?:(?:the|any|all|every|an?|our|your|this)\s+)?{_MODEL}(?:\s+reading this)?\s*[,:!]\s*(?:(?:please|you|must|should|now|always|only|just|do not|ignore|disregard)\s+){{0,3}}(?:{_SAY}|ignore|disregard|treat|consider)\b",
    ),
    _address(
        "assistant|ai |llm|language model|chatbot|summari",
        rf"{_HEAD}(?:(?:the|any|all|every|an?|your)\s+)?(?:ai|llms?|(?:ai|language) models?|ai (?:assistants?|systems?|tools?|summari[sz]ers?)|chat ?bots?|assistants?|summari[sz]ers?)\s+(?:must|should|shall|is to|are to|will)\s+(?:now\s+|always\s+|only\s+|therefore\s+)?(?:(?:{_SAY})\s+(?:that|with|only|as)|ignore|disregard|forget)\b",
    ),
    _address(
        "ai|assistant|model|llm|gpt|bot|claude|gemini|copilot",
        rf"\b(?:as|you are|if you are|since you are|because you are|being)\s+(?:an?|the|only an?)\s+(?:\w+[ -]){{0,2}}{_MODEL}(?:\s+(?:assistant|model|agent|system|bot)s?)?"
        r"(?:\s+(?:reading|processing|summari[sz]ing|answering|indexing)\s+[^.,!?\n]{0,40})?\s*[,:;]?\s*(?:and\s+|then\s+|so\s+|please\s+)?"
        rf"(?:you (?:must|should|shall|will|have to|are to|are (?:required|instructed|obliged))|{_SAY}\s+(?:that|only|with|every|any|all|the)|always|never|do not|don't)",
    ),
    _address(
        "ai|assistant|model|llm|gpt|bot|claude|gemini|copilot",
        rf"\b(?:any|all|every|each|the)\s+{_MODEL}\s+(?:(?:that|which|who|when|while)\s+)?(?:reads?|reading|process(?:es|ing)?|summari[sz](?:es|ing|e)|us(?:es|ing)|answer(?:s|ing)|index(?:es|ing)|encounter(?:s|ing)?)\b"
        rf"[^.!?\n]{{0,80}}?\b(?:must|should|shall|is to|are to|has to|have to|will|is (?:required|instructed)|are (?:required|instructed))\b[^.!?\n]{{0,30}}?\b{_SAY}\b",
    ),
    _address(
        "you are now|you're now|from now on",
        r"\b(?:you are|you're) now\s+(?:in\s+)?(?:an?\s+|the\s+|my\s+|no longer\s+)?(?:\w+[ -]){0,3}(?:assistant|ai|chatbot|bot|language model|model|dan|agent|persona|spokes\w+|character|pirate|expert|mode|restricted|bound)\b"
        rf"|\bfrom now on,?\s+(?:you\s+(?:are\s+(?:an?|the|to|no longer)|must\s+{_SAY}|should\s+{_SAY}|(?:will|shall)\s+(?:only\s+|always\s+)?{_SAY}|answer|respond|reply)|(?:always\s+|only\s+)?(?:answer|respond|reply|say|act|claim)\b)",
    ),
    _address(
        "pretend|act as|role|behave as|simulate|let's play",
        rf"{_HEAD}(?:pretend\s+(?:that\s+)?(?:you are|to be|you have)|(?:act|behave|respond|answer)\s+as(?:\s+if\s+you\s+(?:are|were))?|play the role of|role-?play(?:ing)?(?:\s+as|:)?|simulate)\s",
        needs_speech=True,
        unless_conditional=True,
    ),
    _address(
        "asked|asks|ask |questioned|queried|query",
        rf"\b(?:when|if|whenever|wherever|should|in case)\s+(?:(?:you are|you're|anyone|someone|anybody|the user|a user|users?|they|you get)\s+)?(?:is\s+|are\s+|ever\s+|be\s+)?(?:asked|asks?|questioned|queried|prompted)\b"
        rf"[^.!?\n]{{0,120}}?(?:,|\bthen\b|\byou (?:must|should|shall|will)\b)\s*(?:(?:you|please|then|always|only|just|simply|must|should|shall|will|instead)\s+){{0,3}}"
        rf"(?:reply|answer|respond|say|state|tell|claim|output|insist|write|give|name|repeat|mention)\b(?!\s+(?:police|so|officials|critics|experts))",
    ),
    _address(
        "answer|respond|reply",
        rf"{_HEAD}(?:answer|respond to|reply to)\s+(?:all|any|every|each)\s+(?:\w+\s+){{0,2}}?(?:questions?|quer(?:y|ies)|requests?|prompts?|messages?)\s+(?:\w+\s+){{0,4}}?"
        r"(?:(?:by|with)\s+(?:only\s+)?(?:saying|stating|naming|writing|inserting|the (?:words?|names?|sentences?|phrase|string|text|following)\b|[\"'](?![^\"']*[\"'] or))|as if|as though)",
    ),
    _address(
        "answer|question",
        r"\b(?:correct|right|only|true|official|final|expected|required) (?:answer|reply|response) to (?:any|every|all|each|this|the user'?s?|the reader'?s?|such|your)\s+(?:\w+\s+){0,2}?(?:questions?|quer(?:y|ies)|prompts?)\b(?!\s+(?:\d|[a-h]\b))[^.!?\n]{0,80}\bis\b",
    ),
    _address(
        "your answer|your response|your reply|your output|your summary|the answer|every answer|each answer|the response|every response|each response|every reply",
        rf"\b(?:in|to|at the (?:end|start|beginning|top|bottom) of) (?:your|every|each) (?:\w+ )?(?:answers?|response|reply|output|summary),? (?:you must |please |always )?(?:append|insert|add|include|embed|attach|render|display|put|place|write)\b[^\n]{{0,100}}?(?:https?:|!\[|\]\(|<img|<a |\bimage\b|\burl\b|\[\d+\])"
        rf"|{_HEAD}(?:append|insert|add|include|embed|attach|end|begin|start|prefix|render|display|put|place|write)\b[^.!?\n]{{0,100}}?(?:https?:|!\[|\]\(|<img|<a |<iframe|<script|\bimage\b|\bmarkdown\b|\burl\b|\bhyperlink\b|\[\d+\])[^\n]{{0,160}}?\b(?:your|the|every|each|any)\s+(?:\w+\s+)?(?:answers?|response|reply|output|summary)\b"
        rf"|{_HEAD}(?:append|insert|add|include|embed|attach|end|begin|start|prefix|render|display|finish|close)\b[^.!?\n]{{0,60}}?\b(?:your|every|each)\s+(?:\w+\s+)?(?:answers?|response|reply|output|summary)\b[^.!?\n]{{0,30}}?\b(?:with|by)\b[^\n]{{0,60}}?(?:https?:|!\[|\]\(|<img|<a |\bimage\b|\bmarkdown\b|\burl\b|\bhyperlink\b|\blink\b|\[\d+\]|[\"'\u2018])",
    ),
    _address(
        "http|url|endpoint|server|base64",
        rf"{_HEAD}(?:send|post|transmit|forward|upload|exfiltrate|leak|submit|report|copy|encode)\s+[^.!?\n]{{0,60}}?(?:question|conversation|chat|prompt|history|api key|credentials|answer|user'?s? (?:data|input|message|name)|library|documents)\b[^\n]{{0,80}}?(?:https?:|\bto (?:the |this )?(?:url|endpoint|server|address)\b|\bbase64\b)",
    ),
    _address("http", rf"{_HEAD}(?:open|visit|fetch|load|call|request|browse to|navigate to|get)\s+(?:the\s+\w+\s+)?<?https?:\S+[^.!?\n]{{0,100}}?\b(?:question|answer|user|query|conversation|prompt|before (?:you )?answer\w*)\b"),
    _address("base64", rf"\bbase64\b[^.!?\n]{{0,80}}\b(?:follow|obey|execute|carry out|do what|comply)\b|\b(?:follow|obey|execute|carry out)\b[^.!?\n]{{0,60}}\bbase64\b"),
    _address(
        "cite|citing|quote|mention",
        rf"{_HEAD}(?:do not|don't|never|avoid|stop)\s+(?:cit(?:e|ing)|quot(?:e|ing)|us(?:e|ing)|mention(?:ing)?|refer(?:ring)? to)\b[^.!?\n]{{0,80}}?[.,;:\u2014-]?\s*\b(?:instead|rather|but)\b,?\s*(?:\w+\s+){{0,2}}?{_SAY}\b"
        rf"|{_HEAD}(?:always\s+|only\s+)?cite\s+[^.!?\n]{{0,40}}\[\d+\]",
    ),
    _address(
        "nothing else|exactly|only|verbatim|word for word",
        rf"{_HEAD}(?:print|output|repeat|say|return|reply with|respond with|answer with|write)\s+(?:only\s+|exactly\s+|just\s+)?(?:the following|this|these)\s+(?:\w+\s+)?(?:sentences?|words?|text|answer|line|string|phrase)\b[^.!?\n]{{0,40}}\b(?:and nothing else|exactly|only|verbatim|word for word)\b",
    ),
    _address(
        "your prompt|your system|your initial|your hidden|your instructions|your original|your secret",
        r"\b(?:reveal|print|output|repeat|show|disclose|leak|display)\s+(?:me\s+)?your\s+(?:(?:system|initial|hidden|original|secret|full|own)\s+)*(?:prompt|instructions)\b",
    ),
    _address(
        "mode|jailb|safety",
        r"\b(?:developer|dan|god|jailbreak|unrestricted|debug|admin|maintenance|override) mode\s+(?:is\s+)?(?:now\s+)?(?:enabled|activated|on\b|engaged)"
        r"|\byou (?:have been|are) (?:jailbroken|reprogrammed)\b",
        needs_speech=True,
    ),
    _address(
        "end of|begin|</|start of",
        r"(?:[-=#*~<\[{]{2,}\s*(?:end|begin(?:ning)?|start)\s+(?:of\s+)?(?:the\s+)?(?:\w+\s+)?(?:sources?|documents?|context|passages?|text|data|excerpts?|input|prompt|system prompt|instructions)\b[^\n]{0,20}"
        r"|</(?:sources?|documents?|context|passages?|data|excerpts?|input|system|prompt)>)"
        rf"[\s\S]{{0,80}}?(?:\b(?:system|user|assistant|question|answer|new (?:task|question|instructions?))\s*:|\b(?:now|instead),?\s+{_SAY}\b|\byou (?:must|are now)\b|<(?:system|instructions?|sources?|user|assistant)\b)",
    ),
    _address(
        "ignorier|vergiss|vergessen sie|missacht",
        rf"\b(?:ignorier(?:e|en sie|t)|vergiss|vergessen sie|missachte(?:n sie|t)?)\s+(?:(?:bitte|jetzt|nun|alle|alles|die|das|den|deine|ihre|samtliche|sofort)\s+){{0,3}}(?:(?:vorherig\w+|bisherig\w+|obig\w+|vorig\w+|fruher\w+|vorangehend\w+|vorstehend\w+|vorausgehend\w+|ander\w+|obenstehend\w+)\b|(?:anweisungen|instruktionen|vorgaben)\b|(?:davor|oben)\b)",
        unless_conditional=True,
    ),
    _address(
        "du bist|sie sind|ab jetzt|ab sofort|von nun an|als ki|als sprachmodell|wenn ",
        rf"\b(?:du bist|sie sind)\s+(?:jetzt|nun|ab sofort|ab jetzt|von nun an)\s+(?:ein|eine|der|die|das|kein|im)\b[^.!?\n]{{0,60}}|\bals\s+(?:ki|sprachmodell|chatbot|assistent)\b[^.!?\n]{{0,40}}\b(?:musst|sollst|mussen|sollen|darfst|antworte|sage?)\b"
        rf"|\bwenn\s+(?:du|sie|man|jemand|der nutzer|ein nutzer|dich jemand)\b[^.!?\n]{{0,60}}\b(?:gefragt|fragt|fragen)\b[^.!?\n]{{0,80}},\s*(?:dann\s+)?(?:antworten?|sage?n?|behaupten?|schreiben?|nennen?)\b",
    ),
    _address(
        "antworte|sag",
        r"(?:^|[.!?]\s*|\bund\s+|\bsondern\s+)(?:antworten?(?: sie)?|sage?n?(?: sie)?)\s+(?:stattdessen|immer|nur|ausschliesslich|auf (?:alle|jede) fragen?)\b",
    ),
    _address(
        "ignore|ignorez|oubli|compte",
        rf"\b(?:ignore[zr]?|oublie[zr]?|ne (?:tiens|tenez|tenir) pas compte)\s+(?:(?:de|des|du|d')\s*)?(?:(?:toutes?|tous|tout|les|la|le|ces|vos|tes)\s+){{0,3}}(?:ce qui precede|(?:instructions?|consignes?|directives?|regles)\b[^.!?\n]{{0,15}}\b(?:precedentes?|anterieures?|ci-dessus|donnees|initiales)|(?:precedentes?|anterieures?)\s+(?:instructions?|consignes?)|texte (?:ci-dessus|precedent))",
        unless_conditional=True,
    ),
    _address(
        "tu es|vous etes|en tant qu|demande|reponds|repondez|desormais",
        r"\b(?:tu es|vous etes)\s+(?:maintenant|desormais)\s+(?:une?|le|la)\b[^.!?\n]{0,60}|\ben tant qu(?:e |')(?:\w+\s+){0,2}?(?:ia|assistant|intelligence artificielle|modele de langage|modele|chatbot)\b[^.!?\n]{0,40}\b(?:tu dois|vous devez|reponds|repondez|dis|dites)\b"
        r"|\b(?:si|quand|lorsque)\s+(?:on|quelqu'un|l'utilisateur|un utilisateur)\s+(?:te |vous |t')?(?:demande|interroge)\b[^.!?\n]{0,80},\s*(?:tu dois\s+|vous devez\s+)?(?:repond\w+|dis|dites|dire|affirme\w*)\b"
        r"|(?:^|[.!?]\s*|\bet\s+)(?:reponds|repondez|dis|dites)\s+(?:toujours|plutot|seulement|a la place|uniquement)\b",
    ),
    _address(
        "ignor|olvid|caso omiso",
        r"\b(?:ignor(?:a|e|ad|en)|olvid(?:a|e|ad|en)|ha(?:z|ga|gan) caso omiso de)\s+(?:(?:todas?|todos?|las?|los?|tus|sus|estas|de)\s+){0,3}(?:(?:instrucciones|ordenes|indicaciones|reglas)\b[^.!?\n]{0,15}\b(?:anteriores|previas|precedentes)|(?:anteriores|previas)\s+(?:instrucciones|ordenes)|anterior\b|lo de arriba|texto anterior|lo que precede)",
        unless_conditional=True,
    ),
    _address(
        "eres|como ia|como asistente|como modelo|pregunt",
        r"\b(?:ahora eres|eres ahora|a partir de ahora,? eres|desde ahora eres)\s+(?:una?|el|la)\b[^.!?\n]{0,60}|\bcomo (?:una? )?(?:ia|asistente|modelo de lenguaje|inteligencia artificial)\b[^.!?\n]{0,40}\b(?:debes?|deberas|tienes que|responde|di)\b"
        r"|\b(?:cuando|si)\s+(?:te|le|se|alguien|el usuario|un usuario)\b[^.!?\n]{0,20}\bpregunt\w+\b[^.!?\n]{0,80},\s*(?:debes?\s+)?(?:responde\w*|di\b|diga\b|decir|contest\w+|afirm\w+)",
    ),
)

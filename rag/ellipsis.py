"""Questions that leave words out: "why?", "who else?", "what about Istanbul?", "no, I meant the Afghan one"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.replacing import put
from rag.text.named import tokenize
from rag.text.nouns import ADVERBS, AUXILIARIES, PREPOSITIONS, TIMES, VAGUE, WH
from rag.text.phrases import find_phrases
from rag.text.words import fold, tokens

LONGEST = 8
"""Words of a fragment that names a thing; what is longer says what it asks."""
LONGEST_QUESTION_WORDS = 5
"""Words of "since when exactly?"."""
SHORT_SUBJECT = 5
"""Words of an answer that is put where its question asked "who"."""
_LEADING = re.compile(r"^\W*(?:(?:and|but|so|ok|okay|yes|no|well|then|hm+)\b[\s,.!]*)*", re.IGNORECASE)
_CORRECTS = r"\W*(?:(?:no|nope|sorry|actually|wait|well|not that|not this)\b[\s,.!–-]*)*"
_NAMING = (
    re.compile(rf"{_LEADING.pattern}(?:what|how) about\s+(?P<rest>[^?]+?)\W*$", re.IGNORECASE),
    re.compile(
        rf"^{_CORRECTS}(?:i\s+(?:mean|meant|(?:was|am) (?:asking|talking) about)|i['’]m (?:asking|talking) about)\s+"
        r"(?P<rest>[^?]+?)\W*$",
        re.IGNORECASE,
    ),
    re.compile(rf"^{_CORRECTS}not\s+[^,?]+,\s*(?:but\s+)?(?P<rest>[^?]+?)\W*$", re.IGNORECASE),
    re.compile(r"^\W*(?:and|or|but)\b,?\s+(?P<rest>[^?]+?)\W*$", re.IGNORECASE),
    re.compile(r"^\W*(?:no|nope|sorry|actually)\b[\s,.!–-]+(?P<rest>[^?]+?)\W*$", re.IGNORECASE),
)
"""What comes before a thing that is asked about instead of another."""
_EVENT = re.compile(
    r"^(?P<asked>why|how|when|where|in (?:what|which) \w+|(?:what|which) (?:year|day|date|month|time))\s+"
    r"(?:(?:is|was|were|are)\s+(?:that|this)(?:\s+the case)?|did\s+(?:that|this)\s+happen)\W*$",
    re.IGNORECASE,
)
"""Asks about all that was said: "and when is that?"."""
_ASKED = re.compile(
    r"^\W*(?:(?:in|on|at|by|with|to|from|for|of|since|until|under)\s+)?"
    r"(?P<word>who|whom|whose|what|which|when|where|why|how)\b",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.){2,}$")
_PLAIN = WH | PREPOSITIONS | VAGUE | TIMES | ADVERBS | frozenset("long old far one ones come".split())
_CHOOSING = ("how many", "how much", "which")
_ANYTHING = re.compile(r"\s+(?:any|some)(?:thing|one|body)\b(?:\s+else\b)?", re.IGNORECASE)
"""What the question word asks for in its place: "Who did they see?" after "Did they see anyone?"."""
_DENIED = {word: f"{word}n't" for word in "is are was were do does did has have had could would should".split()}
_DENIED |= {"can": "can't", "will": "won't"}
_FURTHER = ("another", "others", "other")


@dataclass(frozen=True, slots=True)
class Completed:
    """Hold a fragment said in full."""

    text: str
    replaced: bool
    """It asks about something in the place of what was asked about before."""


def complete(question: str, last: str, answer: str) -> Completed | None:
    """Say a fragment with the words of the question before it, which stands alone; None where it is no fragment."""
    said = _LEADING.sub("", question.strip())
    event = _EVENT.match(said)
    if event:
        return Completed(_ask_again(event["asked"], last, answer), replaced=False)
    named = next(filter(None, (pattern.match(question.strip()) for pattern in _NAMING)), None)
    if named:
        said = named["rest"].strip()
        if said and _only_names(said):
            if fold(said).startswith(_FURTHER):
                return Completed(f"{_bare(last)}, {said}?", replaced=False)
            return Completed(put(said, _bare(last), answer) + "?", replaced=True)
    asked = _question_words(said, last)
    return Completed(_ask_again(asked, last, answer), replaced=False) if asked else None


def _bare(question: str) -> str:
    bare = question.strip().rstrip(" ?!")
    return bare if _ABBREVIATION.search(bare) else bare.rstrip(" ?!.")


def _only_names(text: str) -> bool:
    """Tell whether a text names a thing and asks nothing about it."""
    words = tokens(text)
    if not 0 < len(words) <= LONGEST or (ADVERBS | PREPOSITIONS).issuperset(words):
        return False
    small = {fold(word) for word in re.findall(r"[\w'’]+", text) if not word[0].isupper()}  # May is a month
    return WH.isdisjoint(words) and AUXILIARIES.isdisjoint(small)


def _question_words(said: str, last: str) -> str:
    """Give what is asked where nothing but that is said: "why", "since when"; empty otherwise."""
    bare = _LEADING.sub("", said).strip(" ?.!/")
    words = tokens(bare)
    if len(words) == 2 and words[1] == "else" and words[0].startswith(("any", "some")):
        opened = _ASKED.match(last)
        return f"{opened['word']} else" if opened else ""
    if not 0 < len(words) <= LONGEST_QUESTION_WORDS or words[0] not in WH | PREPOSITIONS or WH.isdisjoint(words):
        return ""
    return bare if _PLAIN.issuperset(words) else ""


def _ask_again(asked: str, last: str, answer: str) -> str:
    """Ask something else of what was asked: "Why?" after "Did they sign it?" is "Why did they sign it?"."""
    rest, counted = _without_question_word(_bare(last))
    first = next(iter(tokens(rest)), "")
    if not first:
        return last
    chooses = fold(asked).startswith(_CHOOSING)
    if first in AUXILIARIES and not _ASKED.match(last) and chooses:
        asked, rest = re.sub(r"\s+ones?$", "", asked), _subject_first(rest)
    adverbial = fold(asked.split()[0]) not in ("who", "which", "what")
    if not adverbial or chooses:
        rest = _ANYTHING.sub("", rest)
    if fold(asked) == "why not" and first in _DENIED:
        asked, rest = asked[:3], f"{_DENIED[first]}{rest[len(first) :]}"
    if adverbial and first not in AUXILIARIES and answer and len(tokens(answer)) <= SHORT_SUBJECT:
        rest = f"{answer.strip(' .')} {rest}"
    asked = asked[0].upper() + asked[1:] if last[:1].isupper() else asked
    return f"{asked} {rest}{f' {counted}' if counted and adverbial else ''}?"


def _without_question_word(bare: str) -> tuple[str, str]:
    """Cut off a question's own question word, and the noun that it asks for: "How many articles does ..."."""
    opened = _ASKED.match(bare)
    if not opened:
        asks = AUXILIARIES.intersection(tokens(bare)[:1])
        return (bare[:1].lower() + bare[1:] if asks else bare), ""
    rest = bare[opened.end() :].strip()
    words = [token for token in tokenize(rest)[:6] if not token.name and token.word not in ("'s", "s")]
    auxiliary = next((token for token in words if token.word in AUXILIARIES), None)
    if auxiliary is None or fold(opened["word"]) in ("who", "whom", "when", "where", "why"):
        return rest, ""
    counted = re.sub(r"^(?:many|much|long|often|far|old)\b\s*", "", rest[: auxiliary.span.start].strip())
    return rest[auxiliary.span.start :], counted


def _subject_first(rest: str) -> str:
    """Put what is counted or chosen before the verb: "were prisoners released" is "prisoners were released"."""
    auxiliary = tokenize(rest)[0]
    subject = next((phrase for phrase in find_phrases(rest) if phrase.span.start > auxiliary.span.start), None)
    if subject is None or not subject.plural:
        return rest
    said = subject.text[len(subject.determiner) :].strip()
    return f"{said} {rest[: subject.span.start].strip()} {rest[subject.span.end :].strip()}"

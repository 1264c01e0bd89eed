"""Which source carries a sentence: the one that it cites, another, or none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from rag.answer import Support
from rag.text.words import stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer import Source
    from rag.drafts import Draft

_LEADS_IN = re.compile(
    r"""^(?:so,?\s+)?(?:
      (?:(?:the|my)\s+)?(?:short\s+)?answer(?:\s+to\s+(?:the|your)\s+question)?(?:\s+is)?\s*(?::|\bis\s+that\b|\bthat\b)?
    | according\s+to\s+(?:the|these|this)\s+(?:document|source|text|article|passage|paragraph)s?\s*,?
    | (?:the|these|this)\s+(?:document|source|text|article|passage|paragraph)s?\s+(?:says?|states?|notes?|mentions?)
      (?:\s+that)?\s*:?
    )\s*(?P<quote>["“]?)""",
    re.IGNORECASE | re.VERBOSE,
)
"""What a model says before what it says."""
MOST_OTHERS = 3
"""Sources, those that share most words with a sentence, that are asked when the one that it cites does not carry it."""

_NO_SOURCE = Support("unsupported", "no source was offered")


class Grounds(Protocol):
    """Judge whether passages carry a sentence; rag.grounding.Grounding does."""

    def support(self, sentence: str, passages: Sequence[str], question: str = "") -> Support:
        """Judge the passages taken together."""
        ...


@dataclass(frozen=True, slots=True)
class Attributed:
    """Hold the verdict on a sentence and the sources that it rests on; none where it is unsupported."""

    support: Support
    sources: tuple[Source, ...] = ()


def attribute(draft: Draft, sources: Sequence[Source], question: str, grounds: Grounds) -> Attributed:
    """Judge a sentence against what it cites, and where that does not carry it, against what else was offered."""
    cited = [source for number in draft.numbers for source in sources if source.number == number]
    verdicts = [(source, _verdict(draft, [source], question, grounds)) for source in cited]
    carrying = tuple(source for source, verdict in verdicts if verdict.level == "supported")
    if carrying:
        return Attributed(Support("supported"), carrying)
    if len(cited) > 1:
        together = _verdict(draft, cited, question, grounds)
        if together.level == "supported":
            return Attributed(together, tuple(cited))
    for source in _nearest(draft, [source for source in sources if source not in cited]):
        verdicts.append((source, _verdict(draft, [source], question, grounds)))
        if verdicts[-1][1].level == "supported":
            return Attributed(verdicts[-1][1], (source,))
    for source, verdict in verdicts:
        if verdict.level == "partly":
            return Attributed(verdict, (source,))
    return Attributed(verdicts[0][1] if verdicts else _NO_SOURCE)


def _verdict(draft: Draft, sources: Sequence[Source], question: str, grounds: Grounds) -> Support:
    return grounds.support(_claim(draft.text), [source.paragraph.text for source in sources], question)


def _claim(sentence: str) -> str:
    """Take off what only leads in: "The answer is: 2017", "The document says that ..."."""
    lead = _LEADS_IN.match(sentence)
    if lead is None or lead.end() == len(sentence):
        return sentence
    claim = sentence[lead.end() :]
    return claim.rstrip('"” ') if lead["quote"] else claim


def _nearest(draft: Draft, sources: Sequence[Source]) -> list[Source]:
    """Give the sources that share most content words with a sentence, best first."""
    wanted = stems(draft.text)
    shared = {source.number: len(wanted & stems(source.paragraph.text)) for source in sources}
    ranked = sorted(sources, key=lambda source: -shared[source.number])
    return [source for source in ranked[:MOST_OTHERS] if shared[source.number]]

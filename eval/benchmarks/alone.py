"""What a language model says when nobody checks it: its text as it came, each mark taken at its word."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.answer import REFUSAL
from rag.citations import number_sources
from rag.errors import LanguageModelError
from rag.generative import ANSWER_TOKENS, fenced
from rag.prompts import ANSWER, ANSWER_SYSTEM

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rag.assistant import Assistant
    from rag.generative import Generative, Writer

MOST_HITS = 50

_SOURCE = re.compile(r'^<source number="(\d+)"[^>\n]*>\n(.*?)\n</source>$', re.MULTILINE | re.DOTALL)
_SENTENCE = re.compile(r".+?(?:[.!?][\"”’')]*(?:\s*\[[^\]]*\])*(?=\s+[\"“‘(]?[A-Z0-9])|$)")
_MARK = re.compile(r"\s*\[((?:\d+[\s,;–-]*)+)\]")


@dataclass(frozen=True, slots=True)
class Exchange:
    """Hold what a model was asked and what it said."""

    prompt: str
    text: str
    seconds: float

    @property
    def offered(self) -> dict[int, str]:
        """Give the sources of the prompt by number."""
        return {int(number): text for number, text in _SOURCE.findall(self.prompt)}

    @property
    def refused(self) -> bool:
        """Tell whether the model says that the sources do not answer, or nothing."""
        return REFUSAL.rstrip(".").casefold() in self.text.casefold() or not self.text.strip()


@dataclass(frozen=True, slots=True)
class Plain:
    """Hold one sentence of a model's text without its marks, and the texts that these name."""

    text: str
    cited: tuple[str, ...]


class ModelAlone:
    """Ask a model as any program would: search, the best sources that there is room for, the same instructions."""

    def __init__(self, assistant: Assistant, generative: Generative, model: Writer) -> None:
        """Search with one, choose what the model's context has room for with the next, and ask the model."""
        self._assistant = assistant
        self._generative = generative
        self._model = model

    def ask(self, question: str) -> Exchange:
        """Ask; a model that does not answer says nothing."""
        start = time.perf_counter()
        sources = number_sources(self._assistant.search(question, MOST_HITS))
        offered = self._generative.offered(question, sources)
        prompt = ANSWER.format(sources="\n".join(fenced(source) for source in offered), question=question)
        try:
            text = "".join(self._model.stream(ANSWER_SYSTEM, prompt, ANSWER_TOKENS))
        except LanguageModelError:
            text = ""
        return Exchange(prompt, text, time.perf_counter() - start)


def plain_sentences(text: str, offered: Mapping[int, str]) -> list[Plain]:
    """Cut a model's text into sentences, simply.

    >>> plain_sentences("Qatar mediated [1]. So did he. [2, 9]", {1: "One.", 2: "Two."})
    [Plain(text='Qatar mediated.', cited=('One.',)), Plain(text='So did he.', cited=('Two.',))]
    """
    sentences = []
    for piece in (found.group() for line in text.splitlines() for found in _SENTENCE.finditer(line)):
        cited = tuple(offered[number] for number in dict.fromkeys(marks(piece)) if number in offered)
        bare = " ".join(_MARK.sub("", piece).split())
        if bare.strip("*-•#.) 0123456789"):
            sentences.append(Plain(bare, cited))
    return sentences


def marks(text: str) -> list[int]:
    """Give the numbers of all marks in a text.

    >>> marks("So it is [1, 3]. [9]")
    [1, 3, 9]
    """
    return [int(number) for inside in _MARK.findall(text) for number in re.findall(r"\d+", inside)]

"""A conversation as HTML; whatever comes from documents, questions or models is escaped and nowhere trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.chips import chips, cited_item, near_item
from ui.differing import differing
from ui.escaping import escape
from ui.evidence import every_citation
from ui.extent import extent_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.answer import Answer, Sentence
    from ui.chat import Exchange

LONGEST_ENDING = 24
"""Characters of a last word that is kept on one line with its marks."""

_SUPPORT = {
    "supported": ("✓", "Carried by its source"),
    "partly": ("!", "Carried in part"),
    "unsupported": ("✗", "Not carried"),
}


def conversation(exchanges: Iterable[Exchange]) -> str:
    """Write exchanges in order."""
    return "".join(exchange_html(exchange, index) for index, exchange in enumerate(exchanges))


def exchange_html(exchange: Exchange, index: int = 0) -> str:
    """Write one exchange, whether it is done or still growing; `index` counts from 0 in its conversation."""
    busy = "false" if exchange.done else "true"
    edit = (
        f'<button type="button" class="quiet edit" data-edit="{index}" aria-label="Edit and ask again" '
        'title="Edit and ask again"></button>'
    )
    return (
        f'<article class="exchange" data-index="{index}">'
        f'<div class="asked">{edit if exchange.done else ""}'
        f'<h3 class="question" dir="auto">{escape(exchange.question)}</h3></div>'
        f'<div class="answer" aria-busy="{busy}">{_body(exchange, index)}</div></article>'
    )


def welcome(documents: int, suggestions: Sequence[str] = ()) -> str:
    """Write what stands where no question has been asked yet."""
    if not documents:
        return (
            '<div class="welcome"><h2>Your library is empty</h2>'
            "<p>Drop files anywhere on this page, or choose them under Sources, and ask about them: PDFs, Word, "
            "web pages, Markdown, spreadsheets, mail and more. They stay on the machine that runs Citeback.</p>"
            "<p>Or look around first:</p></div>"
        )
    asks = "".join(
        f'<li><button type="button" data-ask="{escape(question)}">{escape(question)}</button></li>'
        for question in suggestions
    )
    later = "" if asks else '<p class="try" data-later="1"></p>'
    tries = f'<p class="try">Try one of these</p><ul class="suggestions">{asks}</ul>' if asks else later
    return (
        '<div class="welcome"><h2>Ask your documents</h2>'
        "<p>Every sentence of an answer carries a number. Point at it to read the exact words it rests on, "
        f"click it to see them in their place.</p>{tries}</div>"
    )


def written_by(writer: str | None) -> str:
    """Say who writes the answers and what is sent to it; nothing where they are quotes."""
    if writer is None:
        return ""
    return (
        f'<p class="none">Answers are written by <bdi>{escape(writer)}</bdi>: '
        "the conversation and the paragraphs found are sent there.</p>"
    )


def _body(exchange: Exchange, index: int) -> str:
    if exchange.problem:
        return f'<p class="problem" role="alert">{escape(exchange.problem)}</p>'
    answer = exchange.answer
    if answer is not None:
        shown = _refusal(answer) if answer.refused else _answered(answer)
        return f"{shown}{_looked(exchange)}{_cited(answer)}{_actions(exchange, index)}"
    text = " ".join(_sentence(sentence) for sentence in exchange.settled)
    tail = f'<span dir="auto">{escape(exchange.tail)}</span>' if exchange.tail else ""
    if exchange.stopped:
        return f'<p class="text">{text}</p><p class="note">Stopped before its end.</p>'
    waiting = '<span class="waiting">Reading your documents …</span>' if not (text or tail) else ""
    return f'<p class="text">{text} {tail}{waiting}</p>'


def _answered(answer: Answer) -> str:
    return f"{_notes(answer)}{_said(answer)}{differing(answer)}{_tally(answer)}"


def _said(answer: Answer) -> str:
    if answer.coverage is None:
        short = f'<p class="short"><bdi>{escape(answer.short_answer)}</bdi></p>' if answer.short_answer else ""
        return f'{short}<p class="text">{" ".join(_sentence(sentence) for sentence in answer.sentences)}</p>'
    places = "".join(f"<li>{_sentence(sentence)}</li>" for sentence in answer.sentences)
    return f'<p class="coverage">{escape(answer.coverage)}</p><ul class="text places">{places}</ul>'


def _refusal(answer: Answer) -> str:
    nearest = "".join(near_item(hit, answer.query) for hit in answer.nearest)
    shown = f'<h4>What came nearest</h4><ul class="cited nearest">{nearest}</ul>' if nearest else ""
    return f'{_notes(answer)}<p class="text refusal">{escape(answer.reason)}</p>{shown}'


def _notes(answer: Answer) -> str:
    searched = (
        f'<p class="note searched">Searched for: <bdi>{escape(answer.query)}</bdi></p>'
        if answer.query != answer.question
        else ""
    )
    degraded = f'<p class="note degraded">{escape(answer.degraded)}</p>' if answer.degraded else ""
    return searched + degraded


def _sentence(sentence: Sentence) -> str:
    sign, meaning = _SUPPORT[sentence.support]
    verdict = escape(f"{meaning}: {sentence.reason}" if sentence.reason else meaning)
    doubt = "" if sentence.support == "supported" else f'<span class="doubt">{verdict}</span>'
    marks = (
        f'<span class="marks">{chips(sentence.citations)}'
        f'<span class="support" role="img" aria-label="{verdict}" title="{verdict}">{sign}</span></span>'
    )
    head, last = _ending(sentence.text)
    words = f'<bdi>{escape(head)}<span class="end">{escape(last)}{marks}</span></bdi>'
    struck = f"<s><bdi>{escape(sentence.text)}</bdi></s>{marks}"
    return f'<span class="sentence {sentence.support}">{words if sentence.is_carried else struck}{doubt}</span>'


def _ending(text: str) -> tuple[str, str]:
    """Cut off the last word, which keeps its marks on its line; where words are not spaced, the last letters."""
    head, space, last = text.rpartition(" ")
    return (head + space, last) if space and len(last) <= LONGEST_ENDING else (text[:-2], text[-2:])


def _tally(answer: Answer) -> str:
    total = len(answer.sentences)
    carried = sum(sentence.support == "supported" for sentence in answer.sentences)
    if not total:
        return ""
    whose = {1: "the sentence is", 2: "both sentences are"}.get(total, f"all {total} sentences are")
    if carried == total:
        return f'<p class="tally good">Checked: {whose} carried by the words cited.</p>'
    struck = "; what is struck through is not in the documents" if len(answer.kept) < total else ""
    return (
        f'<p class="tally doubtful">Checked: {carried} of {total} sentences are carried by the words cited{struck}.</p>'
    )


def _looked(exchange: Exchange) -> str:
    line = extent_line(exchange.answer, exchange.extent) if exchange.answer is not None else ""
    return f'<p class="extent">{escape(line)}</p>' if line else ""


def _cited(answer: Answer) -> str:
    items = "".join(cited_item(citation) for citation in every_citation(answer))
    return f'<ol class="cited">{items}</ol>' if items else ""


_COPY = (
    '<button type="button" class="quiet copy" data-copy="1" aria-label="Copy the answer" title="Copy the answer">'
    "</button>"
)
_VERDICTS = (("right", "This is right"), ("wrong", "This is wrong"))


def _actions(exchange: Exchange, index: int) -> str:
    judged = "".join(
        f'<button type="button" class="quiet {name}" data-judge="{name}" data-index="{index}" aria-label="{label}" '
        f'title="{label}" aria-pressed="{"true" if exchange.verdict == name else "false"}"></button>'
        for name, label in _VERDICTS
    )
    taught = '<span class="taught">You showed the right paragraph.</span>' if exchange.verdict == "paragraph" else ""
    return f'<div class="actions">{_COPY}{judged}{taught}</div>'

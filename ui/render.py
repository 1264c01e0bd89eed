"""A conversation as HTML; whatever comes from documents, questions or models is escaped here and nowhere trusted."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from ui.evidence import closest_paragraph, every_citation, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.answer import Alternative, Answer, Citation, Hit, Sentence
    from ui.chat import Exchange

LONGEST_QUOTE = 280
"""Characters of a quote in the list of sources; the viewer shows it all."""

_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SUPPORT = {
    "supported": ("✓", "Carried by its source"),
    "partly": ("!", "Carried in part"),
    "unsupported": ("✗", "Not carried"),
}


def escape(text: str) -> str:
    """Make text fit for HTML, inside an element or a quoted attribute; what would reorder or hide letters shows."""
    return html.escape(_UNSHOWABLE.sub("\ufffd", text), quote=True)


def clip(text: str, longest: int = LONGEST_QUOTE) -> str:
    """Put text on one line and shorten it, not yet escaped."""
    line = " ".join(text[: longest * 4].split())
    return line if len(line) <= longest else f"{line[:longest].rstrip()} …"


def conversation(exchanges: Iterable[Exchange]) -> str:
    """Write exchanges in order."""
    return "".join(exchange_html(exchange) for exchange in exchanges)


def exchange_html(exchange: Exchange) -> str:
    """Write one exchange, whether it is done or still growing."""
    busy = "false" if exchange.done else "true"
    return (
        '<article class="exchange">'
        f'<h3 class="question" dir="auto">{escape(exchange.question)}</h3>'
        f'<div class="answer" aria-busy="{busy}">{_body(exchange)}</div></article>'
    )


def welcome(documents: int, suggestions: Sequence[str] = ()) -> str:
    """Write what stands where no question has been asked yet."""
    if not documents:
        return (
            '<div class="welcome"><h2>Your library is empty</h2>'
            "<p>Drop files under Sources and ask about them: PDFs, web pages, Markdown, text and more.</p>"
            "<p>Or look around first:</p></div>"
        )
    asks = "".join(
        f'<li><button type="button" data-ask="{escape(question)}">{escape(question)}</button></li>'
        for question in suggestions
    )
    tries = f'<p>Try one of these:</p><ul class="suggestions">{asks}</ul>' if asks else ""
    return (
        '<div class="welcome"><h2>Ask your documents</h2>'
        "<p>Every sentence of an answer carries a number. Click it to read the exact words it rests on, in their place."
        f"</p>{tries}</div>"
    )


def written_by(writer: str | None) -> str:
    """Say who writes the answers and what is sent to it; nothing where they are quotes."""
    if writer is None:
        return ""
    return (
        f'<p class="none">Answers are written by <bdi>{escape(writer)}</bdi>: '
        "the conversation and the paragraphs found are sent there.</p>"
    )


def _body(exchange: Exchange) -> str:
    if exchange.problem:
        return f'<p class="problem" role="alert">{escape(exchange.problem)}</p>'
    if exchange.answer is not None and exchange.answer.refused:
        return _refusal(exchange.answer)
    text = " ".join(_sentence(sentence) for sentence in exchange.settled)
    tail = f'<span dir="auto">{escape(exchange.tail)}</span>' if exchange.tail else ""
    if exchange.answer is not None:
        answer = exchange.answer
        return f"{_notes(answer)}{_said(answer)}{_alternatives(answer)}{_tally(answer)}{_sources(answer)}"
    waiting = '<span class="waiting">Reading your documents …</span>' if not (text or tail) else ""
    return f'<p class="text">{text} {tail}{waiting}</p>'


def _said(answer: Answer) -> str:
    if answer.coverage is None:
        short = f'<p class="short"><bdi>{escape(answer.short_answer)}</bdi></p>' if answer.short_answer else ""
        return f'{short}<p class="text">{" ".join(_sentence(sentence) for sentence in answer.sentences)}</p>'
    places = "".join(f"<li>{_sentence(sentence)}</li>" for sentence in answer.sentences)
    return f'<p class="coverage">{escape(answer.coverage)}</p><ul class="text places">{places}</ul>'


def _refusal(answer: Answer) -> str:
    nearest = "".join(_near(hit, answer.query) for hit in answer.nearest)
    shown = f'<h4>What came nearest</h4><ul class="cited nearest">{nearest}</ul>' if nearest else ""
    return f'{_notes(answer)}<p class="text refusal">{escape(answer.reason)}</p>{shown}'


def _notes(answer: Answer) -> str:
    searched = (
        f'<p class="note">Searched for: <bdi>{escape(answer.query)}</bdi></p>'
        if answer.query != answer.question
        else ""
    )
    degraded = f'<p class="note degraded">{escape(answer.degraded)}</p>' if answer.degraded else ""
    return searched + degraded


def _sentence(sentence: Sentence) -> str:
    sign, meaning = _SUPPORT[sentence.support]
    verdict = escape(f"{meaning}: {sentence.reason}" if sentence.reason else meaning)
    doubt = "" if sentence.support == "supported" else f'<span class="doubt">{verdict}</span>'
    return (
        f'<span class="sentence {sentence.support}"><bdi>{escape(sentence.text)}</bdi>'
        f'<span class="marks">{_marks(sentence.citations)}'
        f'<span class="support" role="img" aria-label="{verdict}" title="{verdict}">{sign}</span></span>'
        f"{doubt}</span>"
    )


def _marks(citations: Iterable[Citation]) -> str:
    first = {citation.number: citation for citation in reversed(tuple(citations))}
    return "".join(_mark(first[number]) for number in sorted(first))


def _mark(citation: Citation) -> str:
    label = f"Source {citation.number}: {clip(citation.document.title, 80)}, {citation.paragraph.place}"
    return (
        f'<button type="button" class="mark" data-link="{escape(citation.link)}" '
        f'aria-label="{escape(label)}" title="{escape(label)}">[{citation.number}]</button>'
    )


def _alternatives(answer: Answer) -> str:
    items = "".join(_alternative(alternative) for alternative in answer.alternatives)
    return f'<div class="alternatives"><h4>The documents differ; others say</h4><ul>{items}</ul></div>' if items else ""


def _alternative(alternative: Alternative) -> str:
    said = "; ".join(dict.fromkeys(_dated(citation) for citation in alternative.citations))
    marks = _marks(alternative.citations)
    return f'<li><bdi>{escape(alternative.text)}</bdi>{marks} <span class="dated">{said}</span></li>'


def _dated(citation: Citation) -> str:
    return f"<bdi>{escape(clip(citation.document.title, 80))}</bdi>, {escape(citation.document.date or 'undated')}"


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


def _sources(answer: Answer) -> str:
    items = "".join(_cited(citation, f"[{citation.number}]", citation.quote) for citation in every_citation(answer))
    return f'<ol class="cited">{items}</ol>' if items else ""


def _near(hit: Hit, query: str) -> str:
    paragraph = closest_paragraph(hit, query)
    return _cited(whole(hit, paragraph), "", paragraph.text)


def _cited(citation: Citation, mark: str, quote: str) -> str:
    number = f'<span class="number">{mark}</span>' if mark else ""
    title = escape(clip(citation.document.title, 120))
    return (
        f'<li><button type="button" class="open" data-link="{escape(citation.link)}">{number}'
        f'<span class="title"><bdi>{title}</bdi>, {citation.paragraph.place}</span>'
        f'<q dir="auto">{escape(clip(quote))}</q></button></li>'
    )

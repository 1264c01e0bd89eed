"""Which lines of a plain message are its own: replies that it quotes, signatures and list footers are told apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

QUOTED_REPLY = "quoted reply"
SIGNATURE = "signature"
LIST_FOOTER = "mailing list footer"
QUOTE = re.compile(r"(?: {0,3}>)+ ?")
FORWARD_SUBJECT = re.compile(r"\s*(fwd?|wg|tr|rv|enc|doorst|vs|vb|i)\s*:", re.IGNORECASE)
FORWARDED = re.compile(
    r"\s*(-{2,} ?(forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado|messaggio inoltrato)"
    r"|begin forwarded message:)",
    re.IGNORECASE,
)
ORIGINAL = re.compile(
    r"\s*[-_]{2,} ?(original message|original appointment|ursprüngliche nachricht|originalnachricht"
    r"|message d['’]origine|mensaje original|messaggio originale|mensagem original"
    r"|oorspronkelijk bericht|исходное сообщение) ?[-_]{2,}\s*$",
    re.IGNORECASE,
)
ATTRIBUTION = re.compile(
    r"\b(wrote|writes|said|schrieb|écrit|a écrit|escribió|ha scritto|escreveu|schreef|skrev|napisał|kirjoitti|писал|"
    r"пишет|написал)\b[^\n]{0,120}:\s*$|^\s*(on|am|le|el|il|op|den|em) [^\n]{4,200}[\d>@][^\n]{0,120}:\s*$",
    re.IGNORECASE,
)
LONGEST_ATTRIBUTION = 3
"""Lines over which a mail program wraps "On DATE, NAME wrote:"."""
LONGEST_ATTRIBUTION_TEXT = 400
COPIED_FROM = re.compile(r"\*?(from|von|de|da|van|från|od|от)\*?\s*:\s*\S", re.IGNORECASE)
COPIED_SUBJECT = re.compile(
    r"\*?(subject|betreff|objet|asunto|oggetto|assunto|onderwerp|ämne|тема)\*?\s*:", re.IGNORECASE
)
COPIED_WITHIN = 8
"""Lines of the block of headers that a mail program copies above a message that is replied to."""
SIGNATURE_RULE = re.compile(r"--\s*$")
LONGEST_SIGNATURE = 20
SENT_FROM = re.compile(
    r"(sent from (my|mail for|outlook|yahoo|proton)\b.{0,60}|get outlook for \w+.{0,60}|von meinem \w+ gesendet.{0,20}"
    r"|envoyé de mon .{0,40}|enviado desde mi .{0,40}|inviato da .{0,40})",
    re.IGNORECASE,
)
FOOTER_RULE = re.compile(r"[_-]{30,}\s*$")
FOOTER_WORDS = re.compile(r"mailing list|unsubscribe|listinfo|list-manage", re.IGNORECASE)


class Piece(NamedTuple):
    """Hold consecutive lines and why they are none of the message's own; an empty reason where they are."""

    lines: list[str]
    reason: str


def pieces(text: str, is_forward: bool = False) -> list[Piece]:
    """Cut a message's text; a message that is passed on keeps what it passes on as its own."""
    lines = text.split("\n")
    reasons = [""] * len(lines)
    if not is_forward:
        _mark_quotes(lines, reasons)
        _mark_copied(lines, reasons)
    _mark_signature(lines, reasons)
    return list(_grouped(lines, reasons))


def is_forward(subject: str) -> bool:
    """Tell by its subject that a message passes another one on."""
    return FORWARD_SUBJECT.match(subject) is not None


def _mark_quotes(lines: Sequence[str], reasons: list[str]) -> None:
    """Mark lines that begin with ">", the blank ones between them, and the line above that says who wrote them."""
    previous = -2
    for index, line in enumerate(lines):
        if not QUOTE.match(line):
            continue
        if previous >= 0 and not any(lines[previous + 1 : index]):
            reasons[previous + 1 : index] = [QUOTED_REPLY] * (index - previous - 1)
        elif previous + 1 < index:
            _mark_attribution(lines, reasons, index)
        reasons[index], previous = QUOTED_REPLY, index


def _mark_attribution(lines: Sequence[str], reasons: list[str], quote: int) -> None:
    last = quote - 1
    while last >= 0 and not lines[last].strip():
        last -= 1
    for first in range(last, max(-1, last - LONGEST_ATTRIBUTION), -1):
        if not lines[first].strip() or reasons[first]:
            return
        starts = first == 0 or not lines[first - 1].strip()
        above = " ".join(lines[first : last + 1])
        if starts and len(above) <= LONGEST_ATTRIBUTION_TEXT and ATTRIBUTION.search(above):
            reasons[first:quote] = [QUOTED_REPLY] * (quote - first)


def _mark_copied(lines: Sequence[str], reasons: list[str]) -> None:
    """Mark all that stands below "Original message", or below copied headers, where the writer's own text is above."""
    own = False
    for index, line in enumerate(lines):
        if FORWARDED.match(line):
            return
        if ORIGINAL.match(line) or (_is_copied(lines, index) and own):
            reasons[index:] = [QUOTED_REPLY] * (len(lines) - index)
            return
        own = own or bool(line.strip(" _-") and not reasons[index])


def _is_copied(lines: Sequence[str], index: int) -> bool:
    if not COPIED_FROM.match(lines[index]) or lines[index - 1].strip(" _-"):
        return False
    return any(COPIED_SUBJECT.match(line) for line in lines[index + 1 : index + COPIED_WITHIN])


def _mark_signature(lines: Sequence[str], reasons: list[str]) -> None:
    """Mark what a message's own text ends with: the lines below "-- ", "Sent from my ...", a list's footer."""
    for index, line in enumerate(lines):
        if reasons[index]:
            continue
        if SENT_FROM.fullmatch(line.strip()):
            reasons[index] = SIGNATURE
        elif SIGNATURE_RULE.match(line):
            _mark_to_next(lines, reasons, index, SIGNATURE)
        elif FOOTER_RULE.match(line) and FOOTER_WORDS.search(" ".join(lines[index : index + 4])):
            _mark_to_next(lines, reasons, index, LIST_FOOTER)


def _mark_to_next(lines: Sequence[str], reasons: list[str], first: int, reason: str) -> None:
    """Mark what follows up to the next quote or the end, unless it is too long for what it should be."""
    last, full = first, 0
    while last < len(lines) and not reasons[last]:
        full += bool(lines[last].strip())
        last += 1
        if full > LONGEST_SIGNATURE:
            return
    reasons[first:last] = [reason] * (last - first)


def _grouped(lines: Sequence[str], reasons: Sequence[str]) -> Iterator[Piece]:
    first = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or reasons[index] != reasons[first]:
            yield Piece([_bare(line, reasons[first]) for line in lines[first:index]], reasons[first])
            first = index


def _bare(line: str, reason: str) -> str:
    """Leave out the marks of a quote and the rules above a signature: what is left is what was written."""
    if reason == QUOTED_REPLY:
        return QUOTE.sub("", line, count=1) if QUOTE.match(line) else line
    return "" if reason and (SIGNATURE_RULE.match(line) or FOOTER_RULE.match(line)) else line

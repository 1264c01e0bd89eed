"""The lines that web pages carry around their text: a table of reason, place and pattern.

A pattern takes a whole line, capitals or not, without the dashes and dots that decorate it. What a body could say
too stands only at the page's head or tail.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Where = Literal["anywhere", "edges"]
"""Anywhere, or only before the first and after the last paragraph of the body."""


class Rule(NamedTuple):
    """Name one kind of furniture: why it is none of the text, where it may stand, and how its lines read."""

    reason: str
    where: Where
    lines: tuple[str, ...]


_NETWORK = (
    r"(facebook|twitter|x|whats ?app|linked ?in|pinterest|reddit|telegram|instagram|you ?tube|tik ?tok|threads|mastodon"
    r"|bluesky|tumblr|e-?mail|print|copy link|messenger|viber)"
)
_NETWORKS = rf"{_NETWORK}([ ,/&|·•]+(and )?{_NETWORK})*"
_PIECE = r"(article|story|post|page|news|entry|video|recipe)"
_PIECES = r"(articles?|stories|posts?|news|topics|content|reading|links|comments)"
_SITE_LINK = (
    r"(home|about( us)?|contact( us)?|advertise( with us)?|careers|press|imprint|impressum|site ?map|help|faqs?"
    r"|archives?|privacy( policy| notice)?|cookies?( policy| settings)?|terms( (of|and|&) (use|service|conditions))?"
    r"|accessibility|legal( notice)?|disclaimer|log ?in|sign in|register|subscribe|newsletters?|rss)"
)
_LOG_IN = r"(logged in|log in|sign in|login)( or register)?"

RULES = (
    Rule(
        "share line",
        "anywhere",
        (
            rf"(please )?share( this)?( {_PIECE})?:?( (on|via|with|to))?( {_NETWORKS})?:?",
            rf"{_NETWORK}([ ,/&|·•]+(and )?{_NETWORK})+",
            r"click to (share|print|e-?mail).{0,60}",
            rf"(e-?mail|print|save) this {_PIECE}",
            r"copy link|link copied!?|listen to this article|share full article",
        ),
    ),
    Rule(
        "comment prompt",
        "anywhere",
        (
            r"(leave|add|post|write|submit) (a|your) (comment|reply)( below)?( cancel reply)?|cancel reply",
            r"your e-?mail address will not be (published|shared)\.?( required fields are marked.{0,20})?",
            r"required fields are marked( with)?( an asterisk)? ?\*?\.?",
            r"save my name,?( and)? e-?mail(,? and website)? in this browser for the next time i comment\.?",
            r"notify me of (new|follow-?up) (posts|comments)( by e-?mail)?\.?",
            rf"(you must be|please) {_LOG_IN} to (leave|post|write) a comment\.?",
            r"be the first to (leave a )?comment!?",
            r"comments (are|have been) (closed|disabled|turned off)( (on|for) this \w+)?\.?",
            r"(post|view|show|load|hide|read)( all| more)? comments?|join the (conversation|discussion)",
        ),
    ),
    Rule("comment count", "edges", (r"(no|\d{1,4}) (comments?|repl(y|ies)|responses)( yet)?",)),
    Rule(
        "advertisement",
        "anywhere",
        (
            r"(advertisement|advertisment|advertising|advertorial)( feature)?",
            r"sponsored( content| links?| post)?|promoted( content)?|paid (post|content)",
            r"(story|article) continues (below|after)( (the|this))? ad(vertisement)?|remove ads|why this ad\??",
        ),
    ),
    Rule(
        "reading time",
        "anywhere",
        (
            r"(reading time:? )?(about |ca?\. )?\d{1,3}[ -]?min(ute)?s?\.? read(ing)?( time)?",
            r"((estimated|average) )?read(ing)? time:? (about |ca?\. )?\d{1,3} ?min(ute)?s?\.?",
        ),
    ),
    Rule(
        "cookie notice",
        "edges",
        (
            r"(we|this (web)?site|our (web)?site|we and our partners) (also )?uses? cookies\b"
            r".*(experience|accept|agree|consent|continu(e|ing)|preferences|analy[sz]e|personali[sz]e|traffic).*",
            r"by (continuing|using|browsing|clicking)\b.{0,80}\b(agree|consent|accept)\b.{0,60}\bcookies?\b.{0,80}",
            r"cookie (settings|preferences|policy|notice|consent)|manage (consent|preferences)",
        ),
    ),
    Rule(
        "cookie notice",
        "anywhere",
        (r"(accept|reject|allow|decline|manage)( all| only necessary| optional)? cookies?( settings| preferences)?",),
    ),
    Rule(
        "newsletter sign-up",
        "anywhere",
        (
            r"(sign ?up|subscribe|register)( now| today| here| free)?,? (to|for) (our|the|my|this)( [\w-]+){0,3}"
            r" (newsletter|mailing list)( today| now| here| for .{1,40})?[.!]?",
            r"(subscribe|sign ?up)( now| today| here| for free)?!?|join our (newsletter|mailing list).{0,40}",
            r"get (the|our|all the) (latest|best|top|daily)\b.{0,60}\b(in|to) your (inbox|e-?mail|phone).{0,30}",
            r"(enter )?your e-?mail( address)?( here)?( to subscribe)?( \*)?",
        ),
    ),
    Rule(
        "follow line",
        "anywhere",
        (
            rf"(follow|like|find|join|connect with) us( on {_NETWORKS})?[.!:]?",
            rf"follow @?\w+( \w+)? on {_NETWORKS}[.!]?",
            rf"(join|subscribe to|follow) our (official )?({_NETWORK}|social media) (channel|group|page)s?.{{0,40}}",
        ),
    ),
    Rule(
        "link to other pages",
        "anywhere",
        (
            r"(read|watch)( more| also| next)(:| -| –| \|| »| >).{1,150}|also read: .{1,150}",
            r"(read|learn|view|show|load|see) (more|all)( »| >|…|\.\.\.)?|continue reading( [→»>…])?",
            rf"(related|recommended|recent|latest|popular|trending|more|similar|previous|next) {_PIECES}( for you)?:?",
            r"(you (may|might) also (like|be interested in)|recommended for you|in case you missed it):?",
            r"trending now|most (read|popular|viewed)",
        ),
    ),
    Rule(
        "copyright line",
        "anywhere",
        (
            r"(copyright )?© ?(copyright )?.{0,60}\d{4}.{0,140}",
            r"copyright \(c\) .{0,160}|\(c\) (copyright )?\d{4}\b.{0,80}",
            r".{0,120}\ball rights reserved\.?",
        ),
    ),
    Rule("copyright line", "edges", (r"copyright,? \d{4}( ?[-–] ?\d{4})?(,? (by )?[\w.&’' -]{1,60})?\.?",)),
    Rule(
        "site notice",
        "edges",
        (
            r"((proudly )?powered by \w+|theme by \w+|designed by \w+)( \w+)?\.?",
            r"(download|get) (our|the) (mobile |free |new )?app( (on|from|for|now|today)\b.{0,40})?",
        ),
    ),
    Rule("site notice", "anywhere", (r"(please |you need to )?enable javascript( in your browser)?( to .{1,60})?\.?",)),
    Rule(
        "navigation",
        "anywhere",
        (
            r"(you are here:? ?)?home( ?(>|»|›|::|→| / ) ?[^>»›→/]{1,60}){1,6}(?<![.!?])",
            rf"{_SITE_LINK}( ?[|·•/>»–-] ?{_SITE_LINK})+",
            r"(skip|jump) to( the)?( main)? (content|navigation|search)|back to( the)? (top|home ?page)",
            r"toggle navigation|(main|site) menu",
        ),
    ),
)

SHARE_TARGET = re.compile(_NETWORK, re.IGNORECASE)
"""Names one network, or one way to pass a page on; furniture only right behind other furniture."""

_NAME = r"[A-Z][\w.’'-]*"
_DESK = (
    r"(([Tt]he |[Oo]ur |[Aa] )?([A-Z][\w.&’-]* ){1,3}"
    r"([Dd]esk|[Ss]taff( [Rr]eporter| [Ww]riter)?|[Nn]ewsroom|[Bb]ureau|[Tt]eam)( [Rr]eport)?"
    r"|([Nn]ews|[Ww]eb|[Ss]ports?) ?[Dd]esk|[Nn]ewsroom|([Tt]he )?[Ee]ditorial ([Tt]eam|[Ss]taff|[Bb]oard)"
    r"|([Oo]ur |[Aa] |[Bb]y )?([Ss]taff|[Ss]pecial|[Oo]wn) ([Rr]eporter|[Ww]riter|[Cc]orrespondent))"
)
BYLINE = re.compile(
    rf"((([Ww]ords|[Tt]ext|[Ww]ritten|[Pp]osted|[Rr]eported) )?[Bb][Yy]:? ({_DESK}|{_NAME}( {_NAME}){{0,3}}"
    rf"((,| and| &) {_NAME}( {_NAME}){{1,3}})*)|{_DESK})(?!\w)"
)
"""Begins a line between title and text that says who wrote it."""
READING_TIME = re.compile("|".join(next(rule.lines for rule in RULES if rule.reason == "reading time")), re.IGNORECASE)


def reason_for(line: str, where: Where) -> str:
    """Find the rule that takes the whole line there; empty where none does."""
    if not _ALL[where].fullmatch(line):
        return ""
    return next(
        reason for reason, place, pattern in _COMPILED if place in ("anywhere", where) and pattern.fullmatch(line)
    )


def _compiled(lines: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(lines), re.IGNORECASE)


_COMPILED = tuple((rule.reason, rule.where, _compiled(rule.lines)) for rule in RULES)
_ALL: dict[Where, re.Pattern[str]] = {
    "anywhere": _compiled(tuple(line for rule in RULES if rule.where == "anywhere" for line in rule.lines)),
    "edges": _compiled(tuple(line for rule in RULES for line in rule.lines)),
}
"""All rules of a place in one pattern: most lines match none, and are told so at once."""

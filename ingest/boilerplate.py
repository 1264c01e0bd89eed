"""What is page furniture, and why: kept for display, never counted, retrieved or cited.

Precision before recall: a rule takes a whole line or nothing, and the doubtful ones only stand at the page's head or
tail, outside its body. A sentence about cookies or sharing inside the body stays what it is.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from ingest.dates import without_date

if TYPE_CHECKING:
    from ingest.block import Block

Where = Literal["anywhere", "head", "edges"]
"""Anywhere; before the first body block; before the first or after the last one."""

LONGEST_LINE = 320
"""Characters; a longer block is never furniture by its words alone."""
LEAST_BODY = 80
"""Characters of a block from which it can only be body, furniture patterns aside."""

_NETWORK = (
    r"(facebook|twitter|x|whats ?app|linked ?in|pinterest|reddit|telegram|instagram|you ?tube|tik ?tok|threads"
    r"|mastodon|bluesky|tumblr|e-?mail|print|copy link|messenger|viber)"
)
_SITE_LINK = (
    r"(home|about( us)?|contact( us)?|advertise( with us)?|careers|press|imprint|impressum|site ?map|help|faqs?"
    r"|(our )?privacy( policy| notice)?|cookies?( policy| settings)?|terms( (of|and|&) (use|service|conditions))?"
    r"|accessibility|legal( notice)?|disclaimer|log ?in|sign in|register|subscribe|newsletters?|rss)"
)
_PIECE = r"(article|story|post|page|news|entry|video|recipe)"
_NAME = r"[A-Z][\w.’'-]*"
_DESK = (
    r"([Tt]he |[Oo]ur |[Aa] )?([A-Z][\w.&’-]* ){0,3}"
    r"(([Nn]ews|[Ww]eb|[Ss]ports?|[Cc]ity|[Bb]usiness|[Ww]orld|[Dd]igital|[Nn]ational|[Mm]onitoring|[Ff]oreign) ?)?"
    r"([Dd]esk|[Ss]taff( [Rr]eporter| [Ww]riter)?|[Nn]ewsroom|[Bb]ureau|[Rr]eporter|[Cc]orrespondent"
    r"|[Ee]ditorial ([Tt]eam|[Ss]taff|[Bb]oard)|[Ww]eb [Tt]eam)( [Rr]eport)?"
)
BYLINE = re.compile(
    rf"(?:(?:[Ww]ords |[Tt]ext |[Ww]ritten |[Pp]osted |[Rr]eported )?[Bb][Yy]:? )(?:{_DESK}|{_NAME}(?: {_NAME}){{0,3}}"
    rf"(?:(?:,| and| &) {_NAME}(?: {_NAME}){{1,3}})*)(?!\w)|{_DESK}(?!\w)"
)
READING_TIME = re.compile(
    r"(?:(?:estimated |average )?read(?:ing)?(?: time)?:? )?(?:about |ca?\. )?\d{1,3}[ -]?min(?:ute)?s?\.? read(?:ing)?"
    r"(?: time)?|(?:estimated |average )?read(?:ing)? time:? (?:about |ca?\. )?\d{1,3} ?min(?:ute)?s?\.?",
    re.IGNORECASE,
)
SHARE_TARGET = re.compile(_NETWORK, re.IGNORECASE)
"""Names one network or one way to pass a page on; furniture only right behind other furniture."""
PARTS_OF_HEAD = re.compile(r"\s+[|·•–—-]\s+|\s*[|·•]\s*")


class Rule(NamedTuple):
    """Name one kind of furniture: a reason in plain words, a pattern for the whole line, and where it may stand."""

    reason: str
    pattern: re.Pattern[str]
    where: Where


def _rule(reason: str, pattern: str, where: Where = "anywhere") -> Rule:
    return Rule(reason, re.compile(pattern, re.IGNORECASE), where)


RULES = (
    _rule("share line", rf"(please )?share( this)?( {_PIECE})?( (on|via|with|to) {_NETWORK}([ ,/&|]+(and )?{_NETWORK})*)?:?"),
    _rule("share line", rf"(share|share on|share via)?:?\s*{_NETWORK}([ ,/&|·•]+(and )?{_NETWORK})+"),
    _rule("share line", rf"click to (share|print|e-?mail).{{0,60}}(\(opens in new window\))|(e-?mail|print|save) this {_PIECE}"),
    _rule("share line", r"(copy link|link copied!?|listen to this article|share (full )?article)"),
    _rule("comment prompt", r"(leave|add|post|write|submit) (a|your) (comment|reply)( below)?( cancel reply)?|cancel reply"),
    _rule("comment prompt", r"your e-?mail address will not be (published|shared)\.?( required fields are marked( with)? \*?)?"),
    _rule("comment prompt", r"required fields are marked( with)?( an asterisk)? ?\*?\.?"),
    _rule("comment prompt", r"save my name,? e-?mail(,? and website)? in this browser for the next time i comment\.?"),
    _rule("comment prompt", r"notify me of (new|follow-?up) (posts|comments)( by e-?mail)?\.?"),
    _rule("comment prompt", r"(you must be|please) (logged in|log in|sign in|login)( or register)? to (leave|post|write) a comment\.?"),
    _rule("comment prompt", r"be the first to (leave a )?comment!?|comments (are|have been) (closed|disabled|turned off)( (on|for) this \w+)?\.?"),
    _rule("comment prompt", r"(post|view|show|load|hide|read)( all| more)? comments?|join the (conversation|discussion)"),
    _rule("comment count", r"(no|\d{1,4}) (comments?|repl(y|ies)|responses)( yet)?", "edges"),
    _rule("advertisement", r"(advertisement|advertisment|advertising|sponsored( content| links?| post)?|promoted( content)?)( feature)?"),
    _rule("advertisement", r"(story|article) continues (below|after)( (the|this))? ad(vertisement)?|remove ads|why this ad\??"),
    Rule("reading time", READING_TIME, "anywhere"),
    _rule(
        "cookie notice",
        r"(we|this (web)?site|our (web)?site|we and our partners) (also )?uses? cookies\b"
        r".*(experience|accept|agree|consent|continu(e|ing)|preferences|analy[sz]e|personali[sz]e|traffic).*",
        "edges",
    ),
    _rule("cookie notice", r"by (continuing|using|browsing|clicking).{0,80}\b(you )?(agree|consent|accept).{0,60}\bcookies?\b.{0,80}", "edges"),
    _rule("cookie notice", r"(accept|reject|allow|decline|manage)( all| only necessary| necessary| optional)? cookies?( settings| preferences)?"),
    _rule("cookie notice", r"(cookie (settings|preferences|policy|notice|consent)|manage (consent|preferences))", "edges"),
    _rule("newsletter sign-up", r"(sign ?up|subscribe|register)( now| today| here| free)?,? (to|for) (our|the|my|this)( [\w-]+){0,3} (newsletter|mailing list|e-?mails?|alerts|feed|channel)\b.{0,60}"),
    _rule("newsletter sign-up", r"(subscribe|sign ?up)( now| today| here| for free)?!?|join our (newsletter|mailing list).{0,40}"),
    _rule("newsletter sign-up", r"get (the|our|all the) (latest|best|top|daily)\b.{0,60}\b(your|to your) (inbox|e-?mail|phone).{0,30}"),
    _rule("newsletter sign-up", r"(enter )?your e-?mail( address)?( here)?( to subscribe)?( \*)?"),
    _rule("follow line", rf"(follow|like|find|join|connect with) us( on {_NETWORK}([ ,/&|]+(and )?{_NETWORK})*)?[.!:]?"),
    _rule("follow line", rf"follow @?\w+( \w+)? on {_NETWORK}([ ,/&|]+(and )?{_NETWORK})*[.!]?"),
    _rule("follow line", rf"(join|subscribe to|follow) (our|us on|the) (official )?({_NETWORK}|social media) (channel|group|page)s?.{{0,40}}"),
    _rule("link to other pages", r"(read|also read|see|watch)( more| also| next)(:| -| –| \|| »| >).{1,150}|also read:? .{1,150}"),
    _rule("link to other pages", r"(read|learn|view|show|load|see) (more|all)( »| >|…|\.\.\.)?|continue reading( [→»>…])?"),
    _rule("link to other pages", rf"(related|recommended|recent|latest|popular|trending|more|similar|previous|next) (articles?|stories|posts?|news|topics|content|reading|links)( for you)?:?"),
    _rule("link to other pages", r"(you (may|might) also (like|be interested in)|recommended for you|trending now|most (read|popular|viewed)|in case you missed it):?"),
    _rule("copyright line", r"(copyright )?(©|\(c\)) ?(copyright )?.{0,60}\d{4}.{0,140}|.{0,120}\ball rights reserved\.?"),
    _rule("copyright line", r"copyright,? \d{4}( ?[-–] ?\d{4})?(,? (by )?[\w.&’' -]{1,60})?\.?", "edges"),
    _rule("site notice", r"((proudly )?powered by \w+|theme by \w+|designed by \w+)( \w+)?\.?", "edges"),
    _rule("site notice", r"(please |you need to )?enable javascript( in your browser)?( to .{1,60})?\.?"),
    _rule("site notice", r"(download|get) (our|the) (mobile |free |new )?app( (on|from|for|now|today)\b.{0,40})?", "edges"),
    _rule("navigation", r"(you are here:? ?)?home( ?(>|»|/|›|::|→) ?[^>»/›→]{1,80}){1,6}"),
    _rule("navigation", rf"{_SITE_LINK}( ?[|·•/>»–-] ?{_SITE_LINK})+"),
    _rule("navigation", r"(skip|jump) to( the)?( main)? (content|navigation|search)|back to( the)? (top|home ?page)|toggle navigation|(main|site) menu"),
)  # fmt: skip


def furniture_reason(line: str, where: Where = "anywhere") -> str:
    """Say why a line that stands there is page furniture; empty for what the page says."""
    text = " ".join(line.split())
    if not text or len(text) > LONGEST_LINE:
        return ""
    bare = text.strip(" -–—*•·|=~_#>»«") or text
    for rule in RULES:
        if _allowed(rule.where, where) and (rule.pattern.fullmatch(text) or rule.pattern.fullmatch(bare)):
            return rule.reason
    return _head_reason(bare) if where == "head" else ""


def mark(blocks: list[Block]) -> list[Block]:
    """Give each block of furniture its reason; the others come back as they are, in the same order."""
    first, last = _body_span(blocks)
    marked: list[Block] = []
    for index, block in enumerate(blocks):
        where: Where = "head" if 0 < index < first else "edges" if index > last or index == 0 < first else "anywhere"
        reason = "" if block.furniture or block.kind in ("row", "code") else furniture_reason(block.text, where)
        if not reason and marked and marked[-1].furniture and block.kind == "text":
            reason = "share line" if SHARE_TARGET.fullmatch(block.text) else ""
        marked.append(replace(block, furniture=reason) if reason and not block.furniture else block)
    return marked


def _allowed(rule: Where, place: Where) -> bool:
    """Tell whether a rule may speak at a place: head rules at the head, edge rules at the head and the tail."""
    return rule in ("anywhere", place) or (rule == "edges" and place == "head")


def _head_reason(line: str) -> str:
    """Judge what stands between title and text: who wrote it, when, and how long it takes, in one line or several."""
    reasons = []
    for part in PARTS_OF_HEAD.split(line):
        rest = part.strip()
        while rest:
            reason, rest = _head_part(rest)
            if not reason:
                return ""
            reasons.append(reason)
    return next((reason for reason in ("byline", "date line", "reading time") if reason in reasons), "")


def _head_part(text: str) -> tuple[str, str]:
    """Take one item of a head line off its beginning, with the reason; no reason where the text is something else."""
    undated = without_date(text)
    if undated != text:
        return "date line", undated.strip(" ,;")
    for reason, pattern in (("reading time", READING_TIME), ("byline", BYLINE)):
        found = pattern.match(text)
        if found:
            return reason, text[found.end() :].strip(" ,;")
    return "", text


def _body_span(blocks: list[Block]) -> tuple[int, int]:
    """Find the first and the last block that are body whatever stands around them; without any, all is body."""
    body = [index for index, block in enumerate(blocks) if _is_body(block)]
    return (body[0], body[-1]) if body else (0, len(blocks))


def _is_body(block: Block) -> bool:
    if block.furniture or block.kind == "heading":
        return False
    return block.kind in ("row", "code") or (len(block.text) >= LEAST_BODY and not furniture_reason(block.text, "head"))

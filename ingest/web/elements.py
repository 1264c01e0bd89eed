"""What each element of a page is: never shown, page furniture, a block of its own, or part of a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

NEVER_SHOWN = frozenset(
    "script style template noscript iframe object embed canvas svg audio video select option datalist input textarea "
    "head title meta link base map area progress meter".split()
)
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table "
    "tbody td tfoot th thead tr ul button".split()
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
FURNITURE_ELEMENTS = {
    "nav": "site navigation",
    "footer": "page footer",
    "aside": "beside the page's main text",
    "form": "form",
    "search": "form",
    "dialog": "dialog",
    "menu": "site navigation",
    "button": "button",
}
FURNITURE_ROLES = {
    "navigation": "site navigation",
    "banner": "page header",
    "contentinfo": "page footer",
    "complementary": "beside the page's main text",
    "search": "form",
    "dialog": "dialog",
    "alertdialog": "dialog",
}
COOKIE_NAME = re.compile(
    r"(?:^|[\s_-])(?:cookies?|gdpr|ccpa|consent)[\s_-]*(?:banner|notice|bar|box|popup|pop-up|modal|overlay|consent|wall|law|"
    r"message|dialog|disclaimer|container|wrapper)|^(?:onetrust|cookiebot|didomi|usercentrics|cmp)[\w-]*$",
    re.IGNORECASE,
)
_PART = (
    r"([\s_-]*(buttons?|bar|links?|list|box|block|posts?|articles?|stories|icons?|form|slot|unit|sign-?up|inline|top|bottom|"
    r"widget|area|section|wrapper|container|content|label))*"
)
FURNITURE_NAMES = tuple(
    (reason, re.compile(rf"(?:{names}){_PART}", re.IGNORECASE))
    for reason, names in (
        ("advertisement", r"ads?|advert|advertisements?|adsbygoogle|sponsored"),
        ("share line", r"(post|entry|article|social)?[_-]?(share|sharing)|social([_-](media|share))?|sharedaddy"),
        ("site navigation", r"bread[_-]?crumbs?|pagination|skip-?link|site-nav|main-menu|menu-bar"),
        ("link to other pages", r"related|recommended|read-?more|you-may-like|yarpp-related"),
        ("newsletter sign-up", r"newsletter|mailing-?list"),
        ("comments", r"comments?|comment[_-]respond|respond|disqus_thread"),
        ("beside the page's main text", r"side-?bar"),
    )
)
"""What pages name their furniture by, as whole class names or ids."""
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def inner_text(element: _Element) -> str:
    """Read all text inside an element, shown or not."""
    return "".join(map(str, element.itertext()))


def is_hidden(element: _Element) -> bool:
    """Tell what no reader sees: scripts, styles, and what the page itself hides."""
    return (
        element.tag in NEVER_SHOWN
        or not isinstance(element.tag, str)
        or element.get("hidden") is not None
        or HIDDEN_STYLE.search(element.get("style", "")) is not None
    )


def furniture_element(element: _Element) -> str:
    """Say why all that an element holds is page furniture; empty where its element does not tell."""
    names = (element.get("id", ""), *element.get("class", "").split())
    if any(COOKIE_NAME.search(name) for name in names):
        return "cookie notice"
    named = next((reason for reason, pattern in FURNITURE_NAMES if any(map(pattern.fullmatch, names))), "")
    if named:
        return named
    reason = FURNITURE_ROLES.get(element.get("role", "").strip().lower(), "")
    if not reason and isinstance(element.tag, str):
        reason = FURNITURE_ELEMENTS.get(element.tag, "")
        if element.tag in ("footer", "header"):
            reason = _page_edge(element, reason)
    return reason


def _page_edge(element: _Element, reason: str) -> str:
    """Judge header and footer by what they belong to: a quote's footer signs it, an article's header titles it."""
    around = next((above.tag for above in element.iterancestors("article", "main", "blockquote", "section")), "")
    if around == "blockquote" or (around and element.tag == "header"):
        return ""
    return reason or "page header"

"""Would "yes" or "no" answer a question?

Of 339 questions of abg_coqa that were answered so 314 are told, of the 1,808 others 7 (dev, 2026-11-22).
"""

from __future__ import annotations

import re

LONGEST = 400
"""Characters of a question that are looked at."""

_WH = r"(?:who|whom|whose|when|where|what|which|why|how)"
_OPENER = (
    rf"(?:(?:and|but|so|then|well|ok|okay|please)\b,?\s+)*"
    rf"(?:(?:in|on|at|by|during|since|after|before|under|for|from|with|within|between|until|as of|according to)\s+"
    rf"(?:(?!{_WH}\b)[^\s,?]+\s+){{0,6}}?(?!{_WH}\b)[^\s,?]+,?\s+)?"
)
"""What may stand before: "And ...", "In 2024, ...", "According to the contract ..."."""
AUXILIARY = (
    r"(?:(?:is|are|was|were|do|does|did|has|have|had|could|would|should|must)(?:n['’]t)?"
    r"|am|can|can['’]t|cannot|won['’]t|will|may(?!\s+\d)|might|shall)\b"
)
_EMBEDDED = (
    rf"(?:say|tell|know|known|mention|state|show|explain|give|specify|reveal|describe)\s+(?:me\s+|us\s+)?{_WH}\b"
)
_NOT = rf"{_EMBEDDED}|[,;]\s*(?:and |so |then )*{_WH}\b|or (?!not\b)|(?:who|where|(?:what|which)(?: \w+)?)\W*$"
"""An embedded question ("Does it say who led?"), a second one, a choice ("red or blue?"), one that ends in its word."""
_BEGINS = re.compile(
    rf"{_OPENER}(?:(?:can|could|would|will|do) you (?:please )?(?:tell me|say|know) (?:if|whether)\b"
    rf"|{AUXILIARY}\s+(?!{_WH}\b|you (?:please )?(?:tell|show|give|list|explain|describe|summari[sz]e)\b)"
    rf"(?!.*\b(?:{_NOT})))",
    re.IGNORECASE,
)
_TO_AUXILIARY = re.compile(
    rf"\s*{_OPENER}(?:(?:can|could|would|will|do) you .*?\b(?:if|whether)\b|{AUXILIARY})\s*", re.IGNORECASE
)


def asks_yes_or_no(text: str) -> bool:
    """Tell whether "yes" or "no" would answer: "Did it open?", "In 2024, was there a strike?".

    >>> asks_yes_or_no("Is the road open?"), asks_yes_or_no("Is the road open or closed?")
    (True, False)
    """
    return _BEGINS.match(" ".join(text[:LONGEST].split())) is not None


def after_auxiliary(text: str) -> str:
    """Give what stands behind the "did" or "is" of a question that "yes" or "no" answers; the text if it is none."""
    found = _TO_AUXILIARY.match(text)
    return text[found.end() :] if found else text

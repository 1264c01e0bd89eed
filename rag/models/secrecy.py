"""What is shown of a model and of its server's words: no key, no password, one short line."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST: Final = 300
"""Characters of a server's message that are shown."""
HIDDEN: Final = "[key]"
_RECOGNISABLE: Final = 8
"""Characters from which a key is looked for inside words; a shorter one ("none", "x") only as a word of its own."""
_ECHO: Final = 4
"""Characters at either end of a key that servers like to echo: "sk-a...b1c2"."""
_OVERLAP: Final = 6
"""Characters in a row that a word may not share with a key."""
_LOOKS_LIKE_A_KEY = re.compile(
    r"\b(?:sk|pk|rk|gsk|xai|hf|ghp|nvapi)[-_](?:[\w-]{12,}|[\w-]*(?:\*{2,}|\.{2,}|…)[\w*-]*)"
    r"|\bAIza[\w-]{16,}|\beyJ[\w-]{16,}[\w.-]*"
    r"|(?i:(?<=bearer )|(?<=basic ))\S{4,}|(?<=//)[^\s/@]+@"
)
_MASKED = re.compile(r"\S*(?:\*{2,}|…|(?<=\w)\.{2,}(?=\w))\S*")
_WORD = re.compile(r"[^\s\"'`,;()<>{}=]+")


def scrubbed(text: str, secrets: Iterable[str] = (), longest: int = LONGEST) -> str:
    """Give a text as one line without keys or parts of them, without control characters, of limited length."""
    # A hostile server's megabytes are not searched; what is cut here is beyond what is shown.
    line = _one_line(text[: longest * 8])
    line = _LOOKS_LIKE_A_KEY.sub(HIDDEN, line)
    for secret in {secret.strip() for secret in secrets if secret and secret.strip()}:
        line = _without(line, secret)
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def shown_address(url: str) -> str:
    """Give an address without user, password, query and fragment; as it stands where it has none of them."""
    if not set("@?#") & set(url):
        return scrubbed(url)
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "(an address that cannot be read)"
    host = parts.hostname or ""
    return _one_line(f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}{parts.path}")


def _one_line(text: str) -> str:
    kept = (" " if unicodedata.category(one) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else one for one in text)
    return " ".join("".join(kept).split())


def _without(line: str, secret: str) -> str:
    if len(secret) < _RECOGNISABLE:
        return re.sub(rf"(?<!\w){re.escape(secret)}(?!\w)", HIDDEN, line)
    line = line.replace(secret, HIDDEN)
    line = _MASKED.sub(lambda found: HIDDEN if _echoes(found[0], secret) else found[0], line)
    return _WORD.sub(lambda found: HIDDEN if _is_part(found[0], secret) else found[0], line)


def _echoes(masked: str, secret: str) -> bool:
    """Say whether a masked word ("sk-a****c2") shows an end of the key."""
    shown = [part for part in re.split(r"[^\w-]+", masked) if len(part) > 1]
    return any(secret.startswith(part) or secret.endswith(part) for part in shown)


def _is_part(word: str, secret: str) -> bool:
    word = word.strip(".:!?")
    if len(word) < _ECHO:
        return False
    if secret.endswith(word) or (secret.startswith(word) and word != HIDDEN):
        return True
    return any(word[start : start + _OVERLAP] in secret for start in range(len(word) - _OVERLAP + 1))

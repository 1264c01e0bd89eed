"""What a PDF says of itself: a title and a date, where a person wrote them and no program did."""

from __future__ import annotations

import re
from datetime import date

FROM_PROGRAMS = re.compile(
    r"(microsoft (word|powerpoint|excel|office)|powerpoint presentation|slide \d+|adobe|acrobat|quark|indesign)\b.*"
    r"|libreoffice\b.*|untitled.*|unbenannt.*|sans titre.*|unknown|\(?anonymous\)?|none|null|title|no ?title"
    r"|document\d*|dokument\d*|print(ing)?"
    r"|.{0,200}\.(docx?|odt|rtf|pdf|pptx?|xlsx?|indd|tex|dvi|qxd|txt|html?|ps|wpd|pages|cdr|eps|ai|tmp|fm)"
    r"|(https?|file)://.*|about:blank|[\W\d_]*|[0-9a-f-]{16,}|scan[ _-]?\d*.*|img[ _-]?\d+|cover|layout \d+|page \d+",
    re.IGNORECASE,
)
LONGEST_TITLE = 300
DATED = re.compile(r"D?:?(\d{4})(\d{2})(\d{2})")
FIRST_YEAR = 1985


def stated_title(title: str) -> str:
    """Take the title that the file states, unless it is a program's."""
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in title).split())
    is_sane = text and len(text) <= LONGEST_TITLE and not FROM_PROGRAMS.fullmatch(text) and "\ufffd" not in text
    return text if is_sane else ""


def created(stated: str) -> str | None:
    """Read the day on which the file says it was made, as YYYY-MM-DD; None where no PDF can be so old or so new."""
    found = DATED.match(stated)
    if found is None:
        return None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    return day.isoformat() if day.year >= FIRST_YEAR and day <= date.today() else None

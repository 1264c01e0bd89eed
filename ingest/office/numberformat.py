"""A cell's number and its format -> what a reader of the sheet sees.

Day and month in figures alone (3/4/2024) depend on the reader's country: such dates are written YYYY-MM-DD.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    14: "yyyy-mm-dd",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm",
    37: "#,##0;(#,##0)",
    38: "#,##0;(#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
}
"""Formats that a workbook names by number alone (ECMA-376, part 1, 18.8.30)."""
TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[\$(?P<currency>[^\]-]*)(-[^\]]*)?\]|\[(?P<elapsed>h+|m+|s+)\]'
    r"|\[[^\]]*\]|(?P<noon>AM/PM|A/P)|(?P<date>y+|d+|h+|s+(\.0+)?|m+|e+(?![+-]))|(?P<digits>[#0?][#0?,]*(\.[#0?]*)?|\.[#0?]+)"
    r"|(?P<power>E[+-][0#?]+)|(?P<percent>%)|(?P<scale>,)|(?P<text>@)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
LAST_SERIAL = 2_958_466
"""The day after 9999-12-31."""
MOST_DECIMALS = 30
LONGEST_FORMAT = 255


class Token(NamedTuple):
    """Hold one item of a format: what it is, and how it is written."""

    kind: str
    text: str


def shown(value: float, pattern: str, since_1904: bool = False) -> str:
    """Write a number as the format says; as plain figures where it says nothing that is understood."""
    section, magnitude = _section(value, pattern)
    tokens = _tokens(section)
    if any(token.kind in ("date", "elapsed", "noon") for token in tokens):
        return _date(value, tokens, since_1904)
    if not any(token.kind == "digits" for token in tokens):
        literal = "".join(token.text for token in tokens if token.kind == "literal").strip()
        general = not section or section.strip().lower() in ("general", "@") or not literal
        return plain(value) if general else literal
    return _number(magnitude, tokens)


def plain(value: float) -> str:
    """Write a number as a sheet does that has no format for it: 15 figures count, whole numbers have no point."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    text = f"{value:.10g}" if abs(value) < 1e11 else f"{value:.15g}"
    return text.upper() if "e" in text else text


def _section(value: float, pattern: str) -> tuple[str, float]:
    """Choose the part of the format for positive, negative or zero; a part for negatives writes its own sign."""
    sections = _sections(pattern[:LONGEST_FORMAT])
    if value < 0 and len(sections) > 1:
        return sections[1], abs(value)
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0], value


@lru_cache(maxsize=512)
def _sections(pattern: str) -> list[str]:
    return re.findall(r'(?:^|(?<=;))((?:"[^"]*"|\\.|[^;"\\]|["\\])*?)(?=;|$)', pattern) or [""]


@lru_cache(maxsize=512)
def _tokens(section: str) -> tuple[Token, ...]:
    if section.strip().lower() == "general":
        return ()
    tokens = []
    for found in TOKEN.finditer(section):
        kind = found.lastgroup or ""
        kind = next((name for name, text in found.groupdict().items() if text is not None), kind)
        if kind == "other" and found[kind] in '"[':
            return ()  # what opens there never closes
        if kind in ("quoted", "escaped", "currency", "other"):
            tokens.append(Token("literal", found[kind]))
        elif kind:
            tokens.append(Token(kind, found[kind]))
    return tuple(_minutes(tokens))


def _minutes(tokens: list[Token]) -> list[Token]:
    """Tell minutes from months: an m after hours or before seconds."""
    times = [index for index, token in enumerate(tokens) if token.kind in ("date", "elapsed")]
    for place, index in enumerate(times):
        token = tokens[index]
        if token.kind != "date" or token.text.lower() not in ("m", "mm"):
            continue
        before = tokens[times[place - 1]].text.lower() if place else ""
        after = tokens[times[place + 1]].text.lower() if place + 1 < len(times) else ""
        if before.startswith("h") or after.startswith("s"):
            tokens[index] = Token("date", "n" * len(token.text))
    return tokens


def _number(value: float, tokens: tuple[Token, ...]) -> str:
    digits = [token.text for token in tokens if token.kind == "digits"]
    if any(token.kind == "literal" and "/" in token.text for token in tokens) and len(digits) > 1:
        return plain(value)  # a fraction: 1/2 is written 0.5
    value *= 100.0 ** sum(token.kind == "percent" for token in tokens)
    value /= 1000.0 ** sum(token.kind == "scale" for token in tokens)
    power = next((token.text for token in tokens if token.kind == "power"), "")
    figures = _scientific(value, digits[0], power) if power else _fixed(value, digits[0])
    parts: list[str] = []
    written = False
    for token in tokens:
        if token.kind == "digits" and not written:
            parts.append(figures)
            written = True
        elif token.kind in ("literal", "percent"):
            parts.append(token.text)
    text = "".join(parts)
    return " ".join((f"-{text.replace('-', '', 1)}" if figures.startswith("-") else text).split())


def _fixed(value: float, pattern: str) -> str:
    whole, _, decimals = pattern.partition(".")
    scale = len(whole) - len(whole.rstrip(",")) if not decimals else 0
    value /= 1000.0**scale
    thousands = "," in whole.rstrip(",")
    places = min(len(decimals), MOST_DECIMALS)
    text = f"{_rounded(value, places):{',' if thousands else ''}.{places}f}"
    optional = places - len(decimals[:places].rstrip("#?"))
    if optional:
        kept = text[: len(text) - optional] + text[len(text) - optional :].rstrip("0")
        text = kept.rstrip(".")
    least = whole.count("0")
    sign, bare = ("-", text[1:]) if text.startswith("-") else ("", text)
    point = bare.find(".") if "." in bare else len(bare)
    return sign + ("" if thousands else "0" * max(0, least - point)) + bare


def _rounded(value: float, places: int) -> float:
    """Round half away from zero, as sheets do, on the 15 figures that count."""
    if abs(value) >= 1e15:
        return value
    counted = float(f"{value:.15g}")
    shifted = abs(counted) * 10**places
    nearest = float(f"{shifted:.15g}")
    rounded: float = int(nearest + 0.5) / 10**places
    return -rounded if value < 0 else rounded


def _scientific(value: float, pattern: str, power: str) -> str:
    mantissa, _, exponent = f"{value:.{min(len(pattern.partition('.')[2]), MOST_DECIMALS)}E}".partition("E")
    sign = "-" if exponent.startswith("-") else "+" if "+" in power else ""
    return f"{mantissa}E{sign}{abs(int(exponent)):0{max(1, power.count('0'))}d}"


def _date(value: float, tokens: tuple[Token, ...], since_1904: bool) -> str:
    if not 0 <= value < LAST_SERIAL:
        return plain(value)
    elapsed = next((token.text.lower() for token in tokens if token.kind == "elapsed"), "")
    moment = _moment(value, since_1904, any(token.text.lower().startswith("s") for token in tokens))
    kinds = {token.text.lower()[0] for token in tokens if token.kind == "date"}
    figures = {"d", "m"} <= kinds and not any(len(token.text) > 2 for token in tokens if token.text[:1] in "mM")
    noon = any(token.kind == "noon" for token in tokens)
    if figures or (moment is not None and kinds >= {"y", "m", "d"} and "mmm" not in "".join(t.text for t in tokens)):
        return _in_figures(moment, tokens, kinds, noon)
    return "".join(_item(token, moment, value, noon, elapsed) for token in tokens).strip()


def _moment(value: float, since_1904: bool, has_seconds: bool) -> datetime:
    """Count days from the sheet's first; before March 1900 one less, since sheets believe in 29 February 1900."""
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30 if value >= 60 else 31)
    seconds = round(value * 86_400) if has_seconds else int(round(value * 86_400, 3) / 60) * 60
    return start + timedelta(seconds=min(seconds, (LAST_SERIAL - 1_463) * 86_400 if since_1904 else seconds))


def _in_figures(moment: datetime, tokens: tuple[Token, ...], kinds: set[str], noon: bool) -> str:
    day = moment.strftime("%m-%d") if "y" not in kinds else moment.date().isoformat()
    if "h" not in kinds:
        return day
    clock = "%H:%M:%S" if "s" in kinds else "%H:%M"
    return f"{day} {moment.strftime(clock)}"


def _item(token: Token, moment: datetime, value: float, noon: bool, elapsed: str) -> str:
    """Write one item of a date or time."""
    if token.kind in ("literal", "scale"):
        return token.text
    if token.kind == "noon":
        return "AM" if moment.hour < 12 else "PM"
    if token.kind == "elapsed":
        unit = {"h": 24, "m": 1440, "s": 86_400}[elapsed[0]]
        return f"{int(round(value * 86_400) * unit // 86_400):0{len(elapsed)}d}"
    if token.kind == "digits":
        return ""
    return _date_item(token.text.lower(), moment, noon) if token.kind == "date" else ""


def _date_item(text: str, moment: datetime, noon: bool) -> str:
    hour = (moment.hour % 12 or 12) if noon else moment.hour
    named = {
        "mmm": MONTHS[moment.month - 1][:3],
        "mmmm": MONTHS[moment.month - 1],
        "mmmmm": MONTHS[moment.month - 1][0],
        "ddd": DAYS[moment.weekday()][:3],
        "dddd": DAYS[moment.weekday()],
        "yy": f"{moment.year % 100:02d}",
    }
    if text in named:
        return named[text]
    number = {"y": moment.year, "e": moment.year, "m": moment.month, "d": moment.day, "h": hour, "n": moment.minute}
    return f"{number.get(text[0], moment.second):0{min(2, len(text))}d}"

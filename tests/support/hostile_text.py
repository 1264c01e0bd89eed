"""Text that no person wrote: endless lines and brackets, broken encodings, what sets patterns back."""

from __future__ import annotations

import json
import random
from functools import partial
from typing import TYPE_CHECKING

from hostile import Fate, Hostile, same

if TYPE_CHECKING:
    from collections.abc import Iterator

LINE_FORMATS = {
    "txt": "{}",
    "md": "{}",
    "csv": "a,{}\nb,c",
    "tsv": "a\t{}\nb\tc",
    "json": '{{"a": "{}"}}',
    "jsonl": '{{"a": "{}"}}',
    "html": "<!doctype html><p>{}</p>",
    "eml": "From: a@example.org\nTo: b@example.org\nSubject: s\n\n{}",
    "mbox": "From a@example.org Mon May  6 10:00:00 2024\nFrom: a@example.org\nTo: b@example.org\n\n{}\n",
    "rtf": "{{\\rtf1 {}}}",
    "py": "x = '{}'",
    "yaml": "a: {}",
}
MEGABYTE = 1_000_000
HUGE = 20 * MEGABYTE


def long_lines() -> Iterator[Hostile]:
    """Put a megabyte, and twenty, on one line: as one word, and as words."""
    for suffix, frame in LINE_FORMATS.items():
        # csv: a field has at most 131,072 characters.
        fate: Fate = "either" if suffix in ("csv", "tsv") else "read"
        yield Hostile(f"lines/a-word.{suffix}", same(frame.format("a" * MEGABYTE).encode()), "either")
        yield Hostile(f"lines/words.{suffix}", same(_framed(frame, MEGABYTE)), fate)
        yield Hostile(
            f"lines/20-megabytes.{suffix}",
            partial(_framed, frame, HUGE),
            "either",
            is_heavy=True,
        )


def _framed(frame: str, size: int) -> bytes:
    return frame.format("some words " * (size // 11)).encode()


def nested(depth: int = 10_000) -> Iterator[Hostile]:
    """Nest what each format can nest."""
    laughs = "".join(f"k{n + 1}: &k{n + 1} [{f'*k{n},' * 9}]\n" for n in range(20))
    files = {
        "lists.json": "[" * depth + "1" + "]" * depth,
        "lists-open.json": "[" * depth * 10,
        "objects.json": '{"a":' * depth + "1" + "}" * depth,
        "lists.jsonl": '{"a": 1}\n' + "[" * depth + "]" * depth,
        "quotes.md": "> " * depth + "words",
        "quotes-tight.md": ">" * depth * 10 + "words",
        "items.md": "".join("  " * level + "- a\n" for level in range(1_000)),
        "items-on-a-line.md": "- " * depth + "a",
        "numbers-on-a-line.md": "1. " * depth + "a",
        "brackets.md": "[" * depth * 5 + "a" + "](b)" * depth * 5,
        "pictures.md": "![" * depth * 5 + "a" + "](b)" * depth * 5,
        "stars.md": "*a **a " * depth * 2,
        "stars-closed.md": "*" * depth * 5 + "a" + "*" * depth * 5,
        "underlines.md": "_a_ __b" * depth * 3,
        "ticks.md": "".join("`" * (n % 500) + "a" for n in range(depth)),
        "tags.md": "<div>" * depth + "words",
        "open-tags.md": "a <b " * depth * 5,
        "entities.md": "&" * depth * 10 + "a",
        "references.md": "".join(f"[a{n}]: b\n" for n in range(depth * 3)) + "[a1]" * depth,
        "footnotes.md": "".join(f"[^{n}]: b [^{n + 1}]\n\n" for n in range(3_000)) + "[^0]",
        "footnotes-in-each-other.md": "^[" * depth + "a" + "]" * depth,
        "table.md": "|a" * depth + "|\n" + "|-" * depth + "|\n" + "|b" * depth + "|\n",
        "front-matter.md": "---\nk0: &k0 [x, x]\n" + laughs + "---\nwords",
        "front-matter-deep.md": f"---\ntitle: {'[' * 9_000}\n---\nwords",
        "groups.rtf": "{\\rtf1 " + "{" * depth + "words" + "}" * depth + "}",
        "groups-open.rtf": "{\\rtf1 " + "{" * depth * 10 + "}",
        "groups-closed.rtf": "{\\rtf1 words" + "}" * depth * 10,
        "code.py": "x = " + "(" * depth + "1" + ")" * depth,
        "indents.py": "".join(" " * level + "if x:\n" for level in range(2_000)),
        "code.yaml": "".join(" " * level + "a:\n" for level in range(2_000)),
        "quotes.eml": LINE_FORMATS["eml"].format("> " * depth + "words\n"),
        "quote-levels.eml": LINE_FORMATS["eml"].format("".join(">" * n + "w\n" for n in range(2_000))),
    }
    for name, text in files.items():
        yield Hostile(f"nested/{name}", same(text.encode()), "either", is_heavy=name in ("pictures.md", "ticks.md"))


def encodings() -> Iterator[Hostile]:
    """Write words in encodings that are broken, mixed or not named; and bytes that only look like words."""
    words = (
        "Die Brücke über die Örtze wurde im Jahr 1931 gebaut, und der Leuchtturm von Färholm steht dort seit 1868. "
        * 20
    )
    dice = random.Random(3)
    files = {
        "utf-16-without-a-mark": words.encode("utf-16-le"),
        "utf-16-big-without-a-mark": words.encode("utf-16-be"),
        "utf-16-cut-in-a-letter": words.encode("utf-16")[:-1],
        "utf-32-without-a-mark": words.encode("utf-32-le"),
        "utf-16-with-lone-surrogates": b"\xff\xfe" + b"\0\xd8a\0" * 500,
        "half-surrogates": ("word \ud800 word \udfff " * 99).encode("utf-8", "surrogatepass"),
        "overlong": b"a\xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf b" * 99,
        "beyond-unicode": b"word \xf7\xbf\xbf\xbf \xfc\x84\x80\x80\x80\x80 " * 99,
        "mixed": words.encode("utf-8") + words.encode("latin-1") + words.encode("utf-16-le"),
        "two-marks": b"\xff\xfe\xef\xbb\xbf" + words.encode(),
        "a-mark-alone": b"\xef\xbb\xbf",
        "wide-mark-alone": b"\xff\xfe\0\0",
        "nulls-between": words.encode().replace(b" ", b"\0"),
        "a-null-at-the-end": words.encode() + b"\0",
        "controls": bytes(range(1, 32)) * 200,
        "controls-in-words": words.encode().replace(b" ", b"\x07\x08\x1b[2J "),
        "escape-codes": b"\x1b]0;owned\x07\x1b[31mred\x1b[0m " * 400,
        "high-bytes": bytes(range(128, 256)) * 100,
        "noise-of-letters": bytes(dice.choice(b"\xe4\xf6\xfcab \n") for _ in range(20_000)),
        "iso-2022-broken": b"\x1b$B" + bytes(dice.randrange(33, 127) for _ in range(3_001)),
        "utf-7": b"+ADw-script+AD4-alert(1)+ADw-/script+AD4- " * 99,
        "only-marks": "\u200b\u200e\u202e\ufeff\u2060".encode() * 500,
        "only-accents": ("a" + "\u0301" * 100_000).encode(),
        "turned-around": ("\u202e" + words + "\u202c").encode(),
        "private-letters": "\ue000\uf8ff\U0010fffd ".encode() * 999,
        "spaces-alone": b" \n\t\r\n\x0c\x0b" * 5_000,
        "line-ends-alone": "\r\u2028\u2029\u0085\r\n".encode() * 20_000,
        "empty": b"",
    }
    for name, data in files.items():
        for suffix in ("txt", "md", "csv", "html", "json", "eml"):
            empty = name in ("empty", "a-mark-alone", "spaces-alone", "line-ends-alone")
            yield Hostile(f"encodings/{name}.{suffix}", same(data), "refused" if empty else "either")


STRESS = {
    "spaces": " " * 50_000 + "a",
    "tabs": "\t" * 50_000 + "a",
    "lines": "\n" * 75_000 + "a",
    "spaced-lines": " \n" * 25_000 + "a",
    "dashes": "-" * 75_000,
    "spaced-dashes": "- " * 37_500,
    "rules": "-----\n" * 10_000,
    "equals-under": "a\n===\n" * 7_500,
    "quotes": "\"'“”‘’" * 10_000,
    "marks": ">" * 25_000 + "\n" + "> " * 12_500,
    "open-marks": "<" * 50_000,
    "comments": "<!--" * 12_500,
    "data": "<![CDATA[" * 7_500,
    "a-and-at": "a" * 25_000 + "@" + "a" * 25_000,
    "mail-addresses": "a@" * 25_000 + "b.example ",
    "dots": "a." * 37_500,
    "web-addresses": "http://" * 10_000,
    "slashes": "/" * 50_000,
    "dates": "1.1.2020 " * 7_500,
    "half-dates": "3 March " * 10_000,
    "digits": "1" * 75_000,
    "grouped-digits": "1,000" * 15_000,
    "bullets": "• a\n" * 15_000,
    "numbers": "".join(f"{n}. a\n" for n in range(12_500)),
    "keys": "Subject: a\n" * 10_000,
    "on-wrote": "On Mon, 6 May 2024, a " * 5_000 + "wrote:",
    "von-gesendet": "Von: a\nGesendet: b\nAn: c\nBetreff: d\n" * 2_000,
    "encoded-words": "=?utf-8?q?a?= " * 7_500,
    "capitals": "A" * 75_000,
    "brackets": "[" * 25_000 + "]" * 25_000,
    "parentheses": "(" * 25_000 + ")" * 25_000,
    "commas": "," * 75_000,
    "semicolons-and-bars": ";|" * 37_500,
    "open-quotes": 'a,"b\n' * 15_000,
    "ends": "." * 75_000,
    "asked": "?! " * 25_000,
    "soft-hyphens": "a\u00ad" * 37_500,
    "backslashes": "\\" * 75_000,
    "dollars": "$a$" * 20_000,
    "page-of": "Page 1 of 2\n" * 7_500,
    "sentences": "A b. " * 15_000,
    "from-lines": "From a b 10:00 2024\n" * 5_000,
}
STRESSED = ("txt", "md", "html", "csv", "eml", "py")


def stress() -> Iterator[Hostile]:
    """Repeat what a pattern may begin with and never end."""
    for index, (name, text) in enumerate(STRESS.items()):
        for suffix in STRESSED[index % 2 :: 2]:
            frame = LINE_FORMATS["eml"] if suffix == "eml" else "{}"
            heavy = (name, suffix) == ("brackets", "md")
            yield Hostile(f"stress/{name}.{suffix}", same(frame.format(text).encode()), "either", is_heavy=heavy)


HEAVY_TABLES = ("300000-rows.csv", "4000-columns.csv", "million-numbers.json", "keys.json", "one-line.py")


def tables() -> Iterator[Hostile]:
    """Hold numbers, keys and columns without measure."""
    files = {
        "100000-columns.csv": ",".join(map(str, range(100_000))) + "\n" + ",".join(["x"] * 100_000),
        "4000-columns.csv": (",".join(f"name{n}" for n in range(4_000)) + "\n") + (",".join(["x"] * 4_000) + "\n") * 50,
        "300000-rows.csv": "a,b\n" + "1,2\n" * 300_000,
        "a-quote-that-stays-open.csv": 'a,b\n1,"2\n' + "3,4\n" * 100_000,
        "formulas.csv": "name,call\na,=HYPERLINK(\"http://192.0.2.1\")\nb,@SUM(1+1)*cmd|' /C calc'!A0\n",
        "a-digit-string.json": "[" + "9" * 500_000 + "]",
        "an-exponent.json": '{"a": 1e999999999, "b": -1E+99999}',
        "keys.json": json.dumps({f"key{n}": n for n in range(100_000)}),
        "same-keys.json": "{" + ",".join('"a": 1' for _ in range(100_000)) + "}",
        "a-key-of-a-megabyte.json": json.dumps({"a" * MEGABYTE: "words"}),
        "million-numbers.json": json.dumps(list(range(1_000_000))),
        "records.json": json.dumps([{"a": n, "b": {"c": [n]}} for n in range(50_000)]),
        "surrogates.json": '{"a": "\\ud800", "b": "\\udc00\\ud800"}',
        "one-bad-line.jsonl": '{"a": 1}\n' * 5_000 + "{bad\n",
        "no-numbers.json": '[NaN, Infinity, -Infinity, "words"]',
        "one-line.py": "x=1;" * 250_000,
        "one-line.js": "function(a){return a}" * 50_000,
        "binary-count.rtf": "{\\rtf1 words \\bin999999999 }",
        "unicode-count.rtf": "{\\rtf1 \\uc999999999 words \\u-99999999? \\u1114112? }",
        "controls.rtf": "{\\rtf1 " + "\\b\\b0 " * 200_000 + "words}",
        "rows.rtf": "{\\rtf1 " + "\\trowd\\cellx1 a\\cell\\row\n" * 30_000 + "}",
        "one-row.rtf": "{\\rtf1 \\trowd " + "a\\cell " * 60_000 + "\\row}",
        "pictures.rtf": "{\\rtf1 words {\\pict " + "ff" * 2_000_000 + "}}",
    }
    for name, text in files.items():
        yield Hostile(f"tables/{name}", same(text.encode()), "either", is_heavy=name in HEAVY_TABLES)


FAMILIES = (long_lines, nested, encodings, stress, tables)

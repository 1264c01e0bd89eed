"""Bytes -> text: no byte is dropped, and what is not text is refused."""

from __future__ import annotations

import codecs
import re

from rag.errors import LoadError

MAGIC_NUMBERS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"BZh9", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"{\\rtf", "a rich text (RTF) document"),
)
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
LATIN_1_NAMES = frozenset({"iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii", "iso_8859-1"})
"""Names that on the web and in mail mean Windows-1252 (https://encoding.spec.whatwg.org/#names-and-labels)."""
CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))
MOST_CONTROL = 0.02
"""Share of control characters from which bytes are not text: prose has none, compressed data a tenth."""
SAMPLE_BYTES = 64_000
"""How much of a file's non-ASCII lines the detection looks at."""
TEXT_ENCODING = re.compile(
    r"(ascii|utf-?(8|16|32)([-_][bl]e)?|iso8859-\d+|cp\d+|windows-\d+|koi8-[rtu]|mac-\w+|gb\w+|big5\w*|euc_\w+"
    r"|shift_jis\w*|iso2022_\w+|tis-620|johab|kz1048|ptcp154)"
)
LIKELY_ENCODINGS = (
    "cp1250 iso8859_2 cp1251 koi8_r cp932 euc_jp gb18030 big5 cp949 cp1253 cp1254 cp1255 cp1256"
).split()
WESTERN_ALPHABETS = (
    "àâæçéèêëîïôœùûüÿ",
    "äöüßé",
    "áéíñóúüïç·ª",
    "áàâãçéêíóôõúü",
    "àèéìíîòóùú",
    "åæøéèêóòôü",
    "åäöéü",
    "áéëïíóöúüèê",
    "áðéíóúýþæö",
)
"""Accented letters of French, German, Spanish and Catalan, Portuguese, Italian, Danish, Swedish, Dutch, Icelandic."""
SYMBOL_INSIDE_WORD = re.compile(r"[^\W\d_][^\w\s\x00-\x7f’‘–—·´­\xa0][^\W\d_]|[^\W\d_][¹²³][^\W\d_]")


def decode(data: bytes, declared: str = "") -> str:
    """Turn a file's bytes into text.

    Order: byte order mark, the encoding that the file declares, UTF-8, detection.

    Raises:
        LoadError: the bytes are not text.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _refuse_nulls(_decode_strictly(data[len(mark) :], encoding) or data.decode(encoding, "replace"))
    _refuse_magic_numbers(data)
    if b"\0" in data:
        return _refuse_nulls(_decode_unmarked_utf16(data))
    _refuse_control_characters(data)
    for encoding in (declared, "iso2022_jp" if b"\x1b$" in data else "", "utf-8"):
        text = _decode_strictly(data, encoding)
        if text is not None:
            return text
    return _mend_utf8(data) or _decode_detected(data)


def declared_encoding(label: str) -> str:
    """Read the name that a page or a message gives its encoding; a declared UTF-16 is wrong, as it was readable."""
    name = label.strip().strip("\"'").lower()
    if name in LATIN_1_NAMES:
        return "cp1252"
    return {"shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030"}.get(name, "" if "utf-16" in name else name)


def _refuse_magic_numbers(data: bytes) -> None:
    for magic, name in MAGIC_NUMBERS:
        if data.startswith(magic):
            raise LoadError(f"is not text: it begins like {name}; save it as text, or give it its right suffix")


def _refuse_control_characters(data: bytes) -> None:
    controls = len(data) - len(data.translate(None, CONTROL_BYTES))
    if controls > MOST_CONTROL * len(data):
        raise LoadError(f"is not text: {controls:,} of its {len(data):,} bytes are control characters")


def _refuse_nulls(text: str) -> str:
    if "\0" in text:
        raise LoadError("is not text: it holds NUL characters, as binary files do")
    return text


def _decode_strictly(data: bytes, encoding: str) -> str | None:
    try:
        if not encoding or not TEXT_ENCODING.fullmatch(codecs.lookup(encoding).name):
            return None
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _decode_unmarked_utf16(data: bytes) -> str:
    """Decode UTF-16 without a mark: Latin letters leave a NUL in every second byte, and only there."""
    half = max(1, len(data) // 2)
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        here, there = data[first::2].count(0), data[1 - first :: 2].count(0)
        if here > 0.4 * half and there == 0:
            text = _decode_strictly(data, encoding)
            if text is not None:
                return text
    return "\0"


def _mend_utf8(data: bytes) -> str | None:
    """Decode UTF-8 with a few stray bytes, each read as Windows-1252; None where UTF-8 is not the rule."""
    text = data.decode("utf-8", "surrogateescape")
    strays = len(re.findall(r"[\udc80-\udcff]", text))
    good = len(re.findall(r"[^\x00-\x7f\ud800-\udfff]", text))
    if strays * 4 > good:
        return None
    return re.sub(r"[\udc80-\udcff]+", lambda found: _decode_windows(found[0].encode("utf-8", "surrogateescape")), text)


def _decode_windows(data: bytes) -> str:
    """Decode Windows-1252; its five undefined bytes as Latin-1 has them, so that none is dropped."""
    return _decode_strictly(data, "cp1252") or data.decode("latin-1")


def _decode_detected(data: bytes) -> str:
    from charset_normalizer import from_bytes  # here: most files are UTF-8 and never need it

    sample = _telling_lines(data)
    if _is_western(sample):
        return _decode_windows(data)
    best = from_bytes(sample, cp_isolation=LIKELY_ENCODINGS).best() or from_bytes(sample).best()
    return (_decode_strictly(data, best.encoding) if best else None) or _decode_windows(data)


def _telling_lines(data: bytes) -> bytes:
    """Pick the lines that hold bytes outside ASCII, in order, up to the sample's size."""
    lines: list[bytes] = []
    size = 0
    for found in re.finditer(rb"[^\n]*[\x80-\xff][^\n]*\n?", data):
        lines.append(found[0][:SAMPLE_BYTES])
        size += len(lines[-1])
        if size >= SAMPLE_BYTES:
            break
    return b"".join(lines)


def _is_western(sample: bytes) -> bool:
    """Tell whether the bytes read as Windows-1252 are a Western European language: all accents of one alphabet."""
    text = _decode_strictly(sample, "cp1252")
    if text is None or SYMBOL_INSIDE_WORD.search(text):
        return False
    accented = {letter for letter in text.lower() if letter > "\x7f" and letter.isalpha()}
    return any(accented <= set(alphabet) for alphabet in WESTERN_ALPHABETS)

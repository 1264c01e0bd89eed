from __future__ import annotations

import pytest

from ingest.decode import decode
from rag.errors import LoadError

FRENCH = "L'été dernier, la commune a rénové l'école et créé un marché couvert. Les élèves y déjeunent à midi."
ENGLISH = "The mayor’s “bridge” opened on Monday – it cost £4 million, she said."
POLISH = "Most otwarto w poniedziałek. Budowa trwała dwa lata i kosztowała cztery miliony złotych."
RUSSIAN = "Мост через реку открыли в понедельник. Строительство заняло два года и стоило четыре миллиона рублей."
JAPANESE = "橋は月曜日に開通した。工事には二年かかり、費用は四億円だった。市長は式典で感謝を述べた。"
CHINESE = "大桥于星期一通车。工程历时两年，耗资四亿元。市长在仪式上表示感谢。"
GREEK = "Η γέφυρα άνοιξε τη Δευτέρα. Η κατασκευή κράτησε δύο χρόνια."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", [FRENCH, RUSSIAN, JAPANESE])
def test_unicode_is_read_with_and_without_its_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "cp1252"),
        (ENGLISH, "cp1252"),
        ("Le café coûte 3 €.", "cp1252"),
        (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (CHINESE, "gb18030"),
        (CHINESE, "big5"),
        (GREEK, "cp1253"),
    ],
)
def test_bytes_that_are_not_utf_8_are_detected_and_decoded(text: str, encoding: str) -> None:
    wanted = text.encode(encoding, "ignore").decode(encoding)
    assert decode(text.encode(encoding, "ignore")) == wanted


def test_utf_16_without_a_mark_is_read() -> None:
    assert decode(ENGLISH.encode("utf-16-le")) == ENGLISH.encode("utf-16-le").decode("utf-16-le")


def test_a_declared_encoding_is_believed_before_any_guess() -> None:
    assert decode("Größe".encode("cp850"), "cp850") == "Größe"


@pytest.mark.parametrize("name", ["rot13", "hex", "unicode_escape", "idna", "no-such-encoding", "\x00"])
def test_a_declared_name_that_is_no_encoding_of_text_is_ignored(name: str) -> None:
    assert decode("Größe\\n".encode(), name) == "Größe\\n"


def test_a_stray_byte_in_utf_8_is_read_and_not_dropped() -> None:
    text = "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich. " * 3
    assert decode(text.encode() + "Käse".encode("cp1252")) == text + "Käse"


def test_no_byte_is_dropped_whatever_the_bytes() -> None:
    high = bytes(range(0x80, 0x100))
    assert len(decode(b"plain words and then " + high)) >= len("plain words and then ") + len(high) / 4


def test_a_null_character_of_a_binary_file_is_refused() -> None:
    with pytest.raises(LoadError, match="is not text"):
        decode(b"some words\0\0\0\x01\x02 and more")


@pytest.mark.parametrize(
    "magic", [b"%PDF-1.7\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\x1f\x8b\x08", b"\x7fELF", b"GIF89a"]
)
def test_the_beginning_of_another_format_is_named(magic: bytes) -> None:
    with pytest.raises(LoadError, match="is not text: it begins like"):
        decode(magic + b"abc")


def test_many_control_characters_are_not_text() -> None:
    with pytest.raises(LoadError, match="control characters"):
        decode(bytes(range(1, 256)) * 10)


def test_tabs_form_feeds_and_colour_codes_are_text() -> None:
    assert decode(b"a\tb\x0cc\x1b[1md\x1b[0m\r\n") == "a\tb\x0cc\x1b[1md\x1b[0m\r\n"

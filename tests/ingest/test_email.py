from __future__ import annotations

import base64
from pathlib import Path

import pytest

from ingest.block import Block, Loaded
from ingest.loaders import load
from rag.errors import LoadError

HEAD = "From: a@example.org\nTo: b@example.org\nSubject: S\nDate: Tue, 14 May 2024 09:12:41 +0200\n"


def read(folder: Path, text: str | bytes, name: str = "letter.eml") -> Loaded:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape"))
    return load(path)


def own(loaded: Loaded) -> list[str]:
    """Give what the message itself says, below its headers."""
    return [block.text for block in loaded.blocks if not block.furniture and block.kind not in ("heading", "row")]


def reasons(loaded: Loaded) -> dict[str, str]:
    return {block.text: block.furniture for block in loaded.blocks if block.furniture}


def plain(folder: Path, body: str, subject: str = "S") -> Loaded:
    return read(folder, HEAD.replace("Subject: S", f"Subject: {subject}") + "\n" + body)


@pytest.mark.parametrize(
    "attribution",
    [
        "On Mon, 13 May 2024 at 16:40, Ole <ole@example.org> wrote:",
        "On 13.05.24 16:40, Ole Lund wrote:",
        "Am 13.05.2024 um 16:40 schrieb Ole:",
        "Le lun. 13 mai 2024 à 16:40, Ole <ole@example.org> a écrit :",
        "El lun, 13 may 2024 a las 16:40, Ole (<ole@example.org>) escribió:",
        "Il giorno lun 13 mag 2024 alle ore 16:40 Ole ha scritto:",
        "Ole Lund <ole@example.org>\nwrote on Monday:",
    ],
)
def test_a_quoted_reply_is_furniture_with_the_line_that_says_who_wrote_it(tmp_path: Path, attribution: str) -> None:
    loaded = plain(tmp_path, f"Yes, it is free.\n\n{attribution}\n> Is it free?\n>\n>> And the crane?\n")
    assert own(loaded) == ["Yes, it is free."]
    assert set(reasons(loaded).values()) == {"quoted reply"}


@pytest.mark.parametrize(
    "copied",
    [
        "-----Original Message-----\nFrom: Ole\nIs it free?",
        "________________________________\nFrom: Ole\nSent: Monday\nTo: Anna\nSubject: Berth\n\nIs it free?",
        "Von: Ole\nGesendet: Montag\nAn: Anna\nBetreff: Platz\n\nIst er frei?",
        "*From:* Ole\n*Sent:* Monday\n*To:* Anna\n*Subject:* Berth\n\nIs it free?",
    ],
)
def test_a_message_copied_below_is_furniture(tmp_path: Path, copied: str) -> None:
    loaded = plain(tmp_path, f"Yes, it is free.\n\n{copied}\n", "Re: Berth")
    assert own(loaded) == ["Yes, it is free."]
    assert set(reasons(loaded).values()) == {"quoted reply"}


@pytest.mark.parametrize("subject", ["Fwd: Berth", "FW: Berth", "WG: Platz", "TR: Quai"])
def test_a_message_that_is_passed_on_is_read(tmp_path: Path, subject: str) -> None:
    loaded = plain(
        tmp_path, "See below.\n\nFrom: Ole\nSent: Monday\nSubject: Berth\n\nIt is free.\n\n> quoted\n", subject
    )
    assert "It is free." in own(loaded)
    assert not reasons(loaded)


def test_lines_that_only_look_like_a_copied_head_are_read(tmp_path: Path) -> None:
    assert own(plain(tmp_path, "From: the pier, go left.\n\nThe office is open.")) == [
        "From: the pier, go left.",
        "The office is open.",
    ]


@pytest.mark.parametrize(
    ("tail", "reason"),
    [
        ("-- \nAnna\nHarbour office", "signature"),
        ("--\nAnna", "signature"),
        ("Sent from my iPhone", "signature"),
        ("Get Outlook for Android", "signature"),
        ("_" * 47 + "\nTide mailing list\nhttps://list.example/listinfo/tide", "mailing list footer"),
    ],
)
def test_what_a_message_is_signed_with_is_furniture(tmp_path: Path, tail: str, reason: str) -> None:
    loaded = plain(tmp_path, f"The crane works again.\n\n{tail}\n")
    assert own(loaded) == ["The crane works again."]
    assert set(reasons(loaded).values()) == {reason}


def test_two_dashes_above_a_long_text_are_no_signature(tmp_path: Path) -> None:
    loaded = plain(tmp_path, "Head.\n\n--\n" + "A line of the text, which goes on.\n\n" * 30)
    assert not reasons(loaded)
    assert len(own(loaded)) == 31


def test_a_short_message_is_a_paragraph_and_no_heading(tmp_path: Path) -> None:
    assert own(plain(tmp_path, "Hello Ole\n\nMeeting moved to Friday\n\nAnna")) == [
        "Hello Ole",
        "Meeting moved to Friday",
        "Anna",
    ]


def test_quotes_that_mail_programs_mark_in_a_page_are_furniture(tmp_path: Path) -> None:
    page = (
        "<div>Yes, it is free.</div><div class='moz-cite-prefix'>On Monday Ole wrote:</div>"
        "<blockquote type='cite'><p>Is it free?</p></blockquote><pre class='moz-signature'>-- \nAnna</pre>"
    )
    loaded = read(tmp_path, f"{HEAD}Content-Type: text/html\n\n{page}")
    assert own(loaded) == ["Yes, it is free."]
    assert sorted(set(reasons(loaded).values())) == ["quoted reply", "signature"]


def test_what_outlook_puts_below_its_line_is_furniture(tmp_path: Path) -> None:
    page = "<p>Yes.</p><hr><div id='divRplyFwdMsg'>From: Ole<br>Subject: Berth</div><div><p>Is it free?</p></div>"
    loaded = read(tmp_path, f"{HEAD}Content-Type: text/html\n\n<html><body>{page}</body></html>")
    assert own(loaded) == ["Yes."]
    assert "Is it free?" in reasons(loaded)


COPIED = "<p><b>From:</b> Ole<br><b>Sent:</b> Monday<br><b>Subject:</b> Berth</p>"


def test_headers_that_a_program_copies_without_a_mark_begin_the_quote(tmp_path: Path) -> None:
    page = f"<div><p>Yes.</p><div><div>{COPIED}</div></div><p>Is it free?</p></div>"
    loaded = read(tmp_path, f"{HEAD}Content-Type: text/html\n\n<html><body>{page}</body></html>")
    assert own(loaded) == ["Yes."]
    assert "Is it free?" in reasons(loaded)


def test_copied_headers_above_which_nobody_wrote_quote_nothing(tmp_path: Path) -> None:
    loaded = read(tmp_path, f"{HEAD}Content-Type: text/html\n\n<html><body>{COPIED}<p>Is it free?</p></body></html>")
    assert "Is it free?" in own(loaded)


def test_a_long_quote_in_a_page_is_furniture_though_it_is_most_of_it(tmp_path: Path) -> None:
    page = f"<div>Short.</div><div class='gmail_quote'><p>{'Long quoted text. ' * 200}</p></div>"
    assert own(read(tmp_path, f"{HEAD}Content-Type: text/html\n\n{page}")) == ["Short."]


def test_a_page_that_gmail_passes_on_is_read(tmp_path: Path) -> None:
    page = (
        "<div>FYI</div><div class='gmail_quote'><div class='gmail_attr'>---------- Forwarded message ---------<br>"
        "From: Ole</div><p>It is free.</p></div>"
    )
    assert "It is free." in own(read(tmp_path, f"{HEAD}Content-Type: text/html\n\n{page}"))


def test_the_plain_alternative_is_read_and_the_page_is_not_read_twice(tmp_path: Path) -> None:
    body = (
        "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nOnce.\n"
        "--b\nContent-Type: text/html\n\n<p>Once.</p>\n--b--\n"
    )
    assert own(read(tmp_path, HEAD + body)) == ["Once."]


def test_files_are_named_and_never_read_as_text(tmp_path: Path) -> None:
    packed = base64.b64encode(b"secret" * 1000).decode()
    body = (
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nText.\n--b\nContent-Type: application/zip\n"
        'Content-Disposition: attachment; filename="../../etc/plan.zip"\n'
        f"Content-Transfer-Encoding: base64\n\n{packed}\n"
        "--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=notes.txt\n\nnot read\n--b--\n"
    )
    loaded = read(tmp_path, HEAD + body)
    assert own(loaded) == ["Text."]
    assert loaded.blocks[-1] == Block(
        "Attachments: plan.zip (application/zip, 6 kB); notes.txt (text/plain, 1 kB)", "row"
    )


@pytest.mark.parametrize(
    ("date", "iso"),
    [
        ("Tue, 14 May 2024 23:59:59 -0800", "2024-05-14"),
        ("14 May 24 09:12 GMT", "2024-05-14"),
        ("yesterday", None),
        ("Tue, 99 May 2024 09:12:41 +0200", None),
        ("Tue, 14 May 2024 09:12:41 +9999999", None),
        ("", None),
    ],
)
def test_the_date_is_the_sender_s_own_day(tmp_path: Path, date: str, iso: str | None) -> None:
    assert read(tmp_path, f"From: a\nDate: {date}\nSubject: S\n\nText.").date == iso


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("=?utf-8?B?R3LDvMOfZQ==?=", "Grüße"),
        ("=?utf-8?Q?Gr=C3=BC?= =?utf-8?Q?=C3=9Fe?=", "Grüße"),
        ("Grüße", "Grüße"),
        ("=?utf-8?B?broken", "=?utf-8?B?broken"),
        ("=?no-such-charset?Q?a?=", "=?no-such-charset?Q?a?="),
        ("=?utf—8?Q?a?=", "=?utf—8?Q?a?="),
        ("two\n lines", "two lines"),
        ("", "letter"),
    ],
)
def test_a_subject_is_decoded_or_stays_what_it_is(tmp_path: Path, subject: str, title: str) -> None:
    assert read(tmp_path, f"From: a@b\nTo: c@d\nSubject: {subject}\n\nText.").title == title


@pytest.mark.parametrize("parts", [900, 10_000])
def test_a_mail_of_too_many_parts_is_refused(tmp_path: Path, parts: int) -> None:
    body = "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nA part.\n" * parts + "--b--\n"
    if parts > 1000:
        with pytest.raises(LoadError, match="more than 1,000 parts"):
            read(tmp_path, HEAD + body)
    else:
        assert len(own(read(tmp_path, HEAD + body))) == parts


@pytest.mark.parametrize("depth", [100, 5000])
def test_parts_nested_in_each_other_without_end_are_refused(tmp_path: Path, depth: int) -> None:
    body = "".join(f"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n" for level in range(depth))
    with pytest.raises(LoadError, match="nested too deeply"):
        read(tmp_path, f"{HEAD}{body}\nText.\n")


def test_messages_nested_in_each_other_without_end_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="nested too deeply"):
        read(tmp_path, HEAD + "Content-Type: message/rfc822\n\nSubject: x\n" * 200 + "\nText.\n")


@pytest.mark.parametrize(
    "body",
    [
        "Content-Type: multipart/mixed\n\nText without a boundary.",
        "Content-Type: multipart/mixed; boundary=b\n\nText in front of a boundary that never comes.",
        "Content-Type: text/plain; charset=no-such\n\nText.",
        "Content-Type: text/plain; charset*=a'b'c%00\n\nText.",
        "Content-Transfer-Encoding: no-such\n\nText.",
        "Content-Type: ;;;=\n\nText.",
        "Content-Disposition: attach; filename*0*=x\x01''%ff\n\nText.",
        "Content-Type: text/plain; charset=a\0b\n\nText, größer.",
        "no header at all\n\nText.",
    ],
)
def test_broken_headers_do_not_lose_the_text(tmp_path: Path, body: str) -> None:
    assert "Text" in " ".join(own(read(tmp_path, HEAD + body)))


def test_a_line_of_a_megabyte_and_null_bytes_end_in_text_or_a_reason(tmp_path: Path) -> None:
    assert len(own(plain(tmp_path, "word " * 250_000))) == 1
    assert len(own(plain(tmp_path, "> " * 500_000))) <= 1
    with pytest.raises(LoadError, match="NUL"):
        plain(tmp_path, "Some words.\0\0\0 And more of them.\x01")


def test_a_header_of_a_hundred_thousand_encoded_words_is_read_in_full(tmp_path: Path) -> None:
    loaded = read(tmp_path, f"From: a\nTo: {'=?utf-8?Q?a?= ' * 100_000}\nSubject: S\n\nText.")
    assert loaded.blocks[1].text.count("a") >= 100_000


def test_a_page_of_ten_thousand_replies_is_read(tmp_path: Path) -> None:
    page = "<p>Own.</p>" + "<div id='divRplyFwdMsg'>x</div>" * 10_000
    assert own(read(tmp_path, f"{HEAD}Content-Type: text/html\n\n{page}")) == ["Own."]


def test_a_part_whose_packing_is_wrong_says_that_it_is_not_text(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="is not text"):
        read(tmp_path, HEAD + "Content-Transfer-Encoding: base64\n\nText that is no base64!")


@pytest.mark.parametrize("data", [b"", b"\n\n", b"just words\nwithout headers\n"])
def test_what_is_no_mail_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(LoadError, match=r"is not mail|is empty"):
        read(tmp_path, data)

"""Messages and mailboxes that nest, lie about their edges, or repeat themselves without end."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from hostile import Hostile, same
from hostile_good import good

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = b"From: Mette <mette@example.org>\nTo: per@example.org\nSubject: Arn\nMIME-Version: 1.0\n"
MBOX = b"From mette@example.org Mon May  6 10:00:00 2024\n"
WORDS = b"The lamp burned rape oil at first.\n"


def messages() -> Iterator[Hostile]:
    """Make messages that no program sends."""
    for name, data in {**_nested(), **_headed(), **_parted()}.items():
        yield Hostile(f"mail/{name}.eml", same(data), "either")
        page = data.replace(b"multipart/mixed", b"multipart/related").replace(b"To: per@example.org\n", b"")
        yield Hostile(f"mail/{name}.mhtml", same(page), "either")


def _nested() -> dict[str, bytes]:
    multipart = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(1_000))
    rfc822 = b"Content-Type: message/rfc822\n\n" * 1_000
    tree = WORDS
    for level in range(12):
        tree = b'Content-Type: multipart/mixed; boundary="t%d"\n\n' % level + (b"--t%d\n" % level + tree + b"\n") * 2
    return {
        "1000-multiparts": HEAD + multipart + b"Content-Type: text/plain\n\n" + WORDS,
        "1000-messages": HEAD + rfc822 + HEAD + b"\n" + WORDS,
        "a-tree-of-parts": HEAD + tree,
        "20000-parts": HEAD + b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n\nx\n" * 20_000 + b"--b--\n",
    }


def _headed() -> dict[str, bytes]:
    return {
        "100000-headers": b"".join(b"X-Note-%d: a\n" % n for n in range(100_000)) + HEAD + b"\n" + WORDS,
        "a-header-of-5-megabytes": HEAD + b"X-Note: " + b"a" * 5_000_000 + b"\n\n" + WORDS,
        "a-folded-header": HEAD + b"X-Note: a\n" + b" b\n" * 200_000 + b"\n" + WORDS,
        "a-subject-of-encoded-words": HEAD.replace(b"Arn", b"=?utf-8?q?a?= " * 20_000) + b"\n" + WORDS,
        "a-subject-half-encoded": HEAD.replace(b"Arn", b"=?utf-8?b?" + b"A" * 100_000) + b"\n" + WORDS,
        "a-charset-of-nobody": HEAD + b"Content-Type: text/plain; charset=x-nobody\n\n" + WORDS,
        "a-charset-of-code": HEAD + b"Content-Type: text/plain; charset=rot13\n\n" + WORDS,
        "a-charset-that-unpacks": HEAD + b"Content-Type: text/plain; charset=zlib\n\n" + WORDS,
        "addresses": HEAD.replace(b"per@example.org", b"a@b.example, " * 50_000) + b"\n" + WORDS,
        "comments-in-addresses": HEAD.replace(b"per@example.org", b"(" * 20_000) + b"\n" + WORDS,
        "parameters": HEAD + b"Content-Type: text/plain" + b"; a*0=b" * 20_000 + b"\n\n" + WORDS,
        "a-file-name-that-climbs": HEAD
        + b'Content-Type: application/pdf; name="../../etc/passwd"\nContent-Disposition: attachment\n\n'
        + WORDS,
        "a-date-of-nobody": HEAD + b"Date: Mon, 99 Foo 99999 99:99:99 +9999\n\n" + WORDS,
        "nulls-in-headers": HEAD.replace(b"Arn", b"A\0rn\r") + b"\n" + WORDS,
        "no-body": HEAD,
        "only-line-ends": HEAD + b"\n" * 300_000,
    }


def _parted() -> dict[str, bytes]:
    mixed = HEAD + b'Content-Type: multipart/mixed; boundary="b"\n\n'
    encoded = b"Content-Type: text/plain\nContent-Transfer-Encoding: "
    return {
        "edge-never-comes": mixed + WORDS,
        "edge-never-ends": mixed + b"--b\n\n" + WORDS,
        "edge-of-nothing": HEAD + b'Content-Type: multipart/mixed; boundary=""\n\n--\n\n' + WORDS,
        "edge-of-a-megabyte": HEAD + b'Content-Type: multipart/mixed; boundary="' + b"b" * 1_000_000 + b'"\n\n' + WORDS,
        "edges-alone": mixed + b"--b\n" * 100_000,
        "edges-not-quite": mixed + b"--bb\n--b \n-- b\n" * 30_000 + WORDS,
        "base64-of-nothing": HEAD + encoded + b"base64\n\n" + b"=" * 100_000,
        "base64-broken": HEAD + encoded + b"base64\n\n" + base64.b64encode(WORDS * 99)[:-3] + b"\xff\xfe!",
        "quoted-printable-broken": HEAD + encoded + b"quoted-printable\n\n" + b"=ZZ=\n=" * 50_000,
        "uuencoded-broken": HEAD + encoded + b"x-uuencode\n\nbegin 666 a\n" + b"M" * 100_000,
        "an-encoding-of-nobody": HEAD + encoded + b"x-nobody\n\n" + WORDS,
        "a-page-that-nests": HEAD + b"Content-Type: text/html\n\n" + b"<div>" * 20_000 + WORDS,
        "a-page-that-reaches-out": HEAD + b"Content-Type: text/html\n\n<img src=file:///etc/passwd><p>" + WORDS,
        "a-program-attached": mixed + b"--b\nContent-Type: text/plain\n\n" + bytes(9_000) + b"\n--b--\n",
    }


def mailboxes() -> Iterator[Hostile]:
    """Make mailboxes of nothing, of too much, and of what is none."""
    mail = good("eml").replace(b"\r\n", b"\n")
    files = {
        "100000-empty": MBOX * 100_000,
        "100000-empty-apart": (MBOX + b"\n") * 100_000,
        "30000-messages": (MBOX + HEAD + b"\nx\n\n") * 30_000,
        "only-separators-that-are-none": b"From nobody\n\n" * 50_000,
        "one-bad-among-good": MBOX + mail + b"\n" + MBOX + b"\n\0\0\0\n\n" + MBOX + mail + b"\n",
        "nested-without-end": MBOX + HEAD + b"Content-Type: message/rfc822\n\n" * 2_000 + WORDS,
        "escaped": MBOX + HEAD + b"\n" + b">" * 100_000 + b"From a\n",
    }
    for name, data in files.items():
        yield Hostile(f"mailboxes/{name}.mbox", same(data), "either", is_heavy=name == "30000-messages")


FAMILIES = (messages, mailboxes)

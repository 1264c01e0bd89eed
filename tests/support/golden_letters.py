"""Messages, a mailbox and a saved page, each with the paragraphs that its reader counts."""

from __future__ import annotations

from golden import Golden


def order() -> Golden:
    """A message with a page and plain text, a file attached, a signature, an encoded subject."""
    golden = Golden(
        "order.eml",
        b"From: =?utf-8?q?Ida_S=C3=B8rensen?= <ida@arn.example>\r\nTo: Yard <yard@skag.example>\r\n"
        b"Date: Fri, 03 May 2024 08:15:00 +0200\r\nSubject: =?utf-8?b?QmVzdGVsbHVuZyBmw7xyIE1haQ==?=\r\n"
        b"MIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="out"\r\n\r\n--out\r\n'
        b'Content-Type: multipart/alternative; boundary="in"\r\n\r\n--in\r\n'
        b"Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"Please send us the new rudder by 20 May; the old one was lost off =D8stby.\r\n\r\nThe price of "
        b"14,200 kr is agreed.\r\n"
        b"\r\n-- \r\nIda S=F8rensen\r\n--in\r\nContent-Type: text/html\r\n\r\n<p>Please send us the new "
        b"rudder.</p>\r\n--in--\r\n"
        b'--out\r\nContent-Type: application/pdf; name="drawing.pdf"\r\nContent-Transfer-Encoding: base64\r\n'
        b'Content-Disposition: attachment; filename="drawing.pdf"\r\n\r\nJVBERi0xLjcK\r\n--out--\r\n',
    )
    golden.under("Bestellung für Mai")
    golden.says(
        "From: Ida Sørensen <ida@arn.example>; To: Yard <yard@skag.example>; Date: Fri, 03 May 2024 08:15:00 +0200",
        kind="row",
    )
    golden.says(
        "Please send us the new rudder by 20 May; the old one was lost off Østby.", "The price of 14,200 kr is agreed."
    )
    golden.says("Attachments: drawing.pdf (application/pdf, 1 kB)", kind="row")
    return golden


def archive() -> Golden:
    """A mailbox of two messages: one answers the other and quotes it."""
    golden = Golden(
        "archive.mbox",
        b"From per@skag.example Fri May  3 09:00:00 2024\nFrom: Per Dahl <per@skag.example>\nTo: ida@arn.example\n"
        b"Date: Fri, 3 May 2024 09:00:00 +0200\nSubject: The rudder\n\nThe rudder is ready. >From Monday on "
        b"you can fetch it.\n\n"
        b"From ida@arn.example Fri May  3 10:30:00 2024\nFrom: Ida <ida@arn.example>\nTo: per@skag.example\n"
        b"Date: Fri, 3 May 2024 10:30:00 +0200\nSubject: Re: The rudder\n\nWe shall come on Tuesday with the crane.\n\n"
        b"On Fri, 3 May 2024 at 09:00, Per Dahl <per@skag.example> wrote:\n> The rudder is ready.\n\n",
    )
    golden.under("The rudder")
    golden.says(
        "From: Per Dahl <per@skag.example>; To: ida@arn.example; Date: Fri, 3 May 2024 09:00:00 +0200", kind="row"
    )
    golden.says("The rudder is ready. >From Monday on you can fetch it.")
    golden.under("Re: The rudder")
    golden.says("From: Ida <ida@arn.example>; To: per@skag.example; Date: Fri, 3 May 2024 10:30:00 +0200", kind="row")
    golden.says("We shall come on Tuesday with the crane.")
    return golden


def saved_page() -> Golden:
    """A saved page: its picture and style beside it, soft line ends, a figure's caption."""
    golden = Golden(
        "saved.mhtml",
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://coast.example/ice\r\nSubject: Ice on "
        b"the Sound\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="cut"\r\n\r\n--cut\r\n'
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        b"Content-Location: https://coast.example/ice\r\n\r\n"
        b'<!DOCTYPE html><html><head><meta charset=3D"utf-8"><title>Ice on the Sound</title></head><body><article>'
        b"<h1>Ice on the Sound</h1><p>In February 1963 the Sound was frozen from shore to shore, and the mail "
        b"went by =\r\n"
        b"sledge for nineteen days.</p><p>The ferry M=C3=A5gen lay fast off Holm; her crew walked home for dinner.</p>"
        b"<blockquote>We had bread, but no salt.</blockquote></article></body></html>\r\n"
        b"--cut\r\nContent-Type: text/css\r\nContent-Location: cid:a\r\n\r\np { color: red }\r\n--cut--\r\n",
    )
    golden.under("Ice on the Sound")
    golden.says(
        "In February 1963 the Sound was frozen from shore to shore, and the mail went by sledge for nineteen days.",
        "The ferry Mågen lay fast off Holm; her crew walked home for dinner.",
    )
    golden.says("We had bread, but no salt.", kind="quote")
    return golden


FILES = (order, archive, saved_page)

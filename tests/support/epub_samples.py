"""Books made chapter by chapter: good ones, each with a trait of real EPUBs, and the parts to make bad ones of."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field

CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="{opf}" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
OPF = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">{metadata}</metadata>
<manifest>{manifest}</manifest><spine{toc}>{spine}</spine></package>"""
PAGE = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
    'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>{title}</title></head><body>{body}</body></html>'
)


@dataclass
class Book:
    """Hold what a book is made of."""

    metadata: str
    chapters: dict[str, str | bytes]
    """File name -> its page, or the body of one."""
    opf: str = "OEBPS/content.opf"
    spine: tuple[str, ...] = ()
    """File names in reading order; the chapters' own order where empty."""
    contents: str = ""
    """The file name of the table of contents, among the chapters or the others."""
    others: dict[str, str | bytes] = field(default_factory=dict)
    """Path in the archive -> further files."""

    def bytes(self) -> bytes:
        """Zip it, its type first and not packed, as the standard has it."""
        folder = self.opf.rpartition("/")[0]
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
            archive.writestr("META-INF/container.xml", CONTAINER.format(opf=self.opf))
            archive.writestr(self.opf, self._package())
            for name, page in self.chapters.items():
                archive.writestr(
                    f"{folder}/{name}" if folder else name, page if isinstance(page, bytes) else full(page)
                )
            for name, content in self.others.items():
                archive.writestr(name, content)
        return out.getvalue()

    def _package(self) -> str:
        items, references = [], []
        names = self.spine or tuple(self.chapters)
        listed = dict.fromkeys([*self.chapters, *names])
        for index, name in enumerate(listed):
            nav = ' properties="nav"' if name == self.contents else ""
            href = name.replace(" ", "%20")
            items.append(f'<item id="c{index}" href="{href}" media-type="application/xhtml+xml"{nav}/>')
        order = list(listed)
        references = [f'<itemref idref="c{order.index(name)}"/>' for name in names]
        toc = ""
        if self.contents.endswith(".ncx"):
            items.append(f'<item id="ncx" href="{self.contents}" media-type="application/x-dtbncx+xml"/>')
            toc = ' toc="ncx"'
        return OPF.format(metadata=self.metadata, manifest="".join(items), spine="".join(references), toc=toc)


def full(body: str) -> str:
    """Put a body into a page; a whole page stays what it is."""
    return body if body.lstrip().startswith("<?xml") or "<html" in body else PAGE.format(title="", body=body)


SAMPLES = {
    "lighthouse": Book(
        "<dc:title>The keepers of Arn</dc:title><dc:creator>Tilda Brun</dc:creator><dc:creator>Per Holt</dc:creator>"
        "<dc:date>2019-04-02</dc:date><dc:language>en</dc:language>",
        {
            "nav.xhtml": '<nav epub:type="toc"><h1>Contents</h1><ol><li><a href="one.xhtml">The rock</a></li>'
            '<li><a href="two.xhtml#top">The lamp</a></li></ol></nav>',
            "one.xhtml": "<section><h1>The rock</h1><p>The rock of Arn is dry for <em>three</em> hours of each tide, "
            'and no boat lands on it after October.</p><span epub:type="pagebreak" title="12">12</span>'
            '<p>The masons came in 1864.<a epub:type="noteref" href="#n1">1</a></p>'
            '<aside epub:type="footnote" id="n1"><p>1. The contract names sixteen of them.</p></aside></section>',
            "two.xhtml": "<h1>The lamp</h1><h2>Oil</h2><p>Rape oil burned first.</p><h2>Paraffin</h2>"
            "<blockquote><p>It smells, but it shines.</p></blockquote><ul><li>one wick in calm weather</li>"
            "<li>two in fog</li></ul>",
        },
        contents="nav.xhtml",
    ),
    "old-standard": Book(
        '<dc:title>Tables of the tide</dc:title><dc:creator opf:role="aut">Ida Vik</dc:creator>'
        '<dc:date opf:event="modification">2015-01-01</dc:date><dc:date opf:event="publication">2003-11-20</dc:date>',
        {
            "text/chap 1.html": '<p class="head">High water</p><p>High water comes twelve hours and twenty-five '
            "minutes after the last one.</p>",
            "text/chap2.html": "<p>Low water leaves the inner pier dry.</p>",
        },
        contents="toc.ncx",
        others={
            "OEBPS/toc.ncx": '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>'
            '<navPoint><navLabel><text>High water</text></navLabel><content src="text/chap%201.html"/></navPoint>'
            '<navPoint><navLabel><text>Low  water</text></navLabel><content src="text/chap2.html#a"/></navPoint>'
            "</navMap></ncx>"
        },
    ),
    "broken-markup": Book(
        "<dc:title>Self-closed &amp; torn</dc:title>",
        {
            "a.xhtml": '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/>'
            '<script src="x.js"/></head><body><a id="top"/><h1 id="h">A <span/>title</h1>'
            "<p>An&nbsp;empty <i/>mark &mdash; and text after it.</p><div/><p>Line<br/>break</p></body></html>",
            "b.xhtml": "<p>Unclosed <b>bold<p>Next paragraph",
            "c.xhtml": "<?xml version='1.0' encoding='iso-8859-1'?><html><body><p>Größe und Höhe</p></body></html>"
            "".encode("latin-1"),
        },
        opf="package.opf",
    ),
    "spine-order": Book(
        "<dc:title>Recipes</dc:title><dc:creator>Cook</dc:creator><dc:date>2011</dc:date>",
        {
            "z.xhtml": "<h1>Soup</h1><table><tr><th>What</th><th>How much</th></tr><tr><td>Leek</td><td>2</td></tr>"
            "<tr><td>Cream</td><td>100 ml</td></tr></table><ol><li>Cut the leek.</li><li>Boil it.</li></ol>",
            "a.xhtml": "<h1>Bread</h1><p>Let it rise for a night.</p><pre>  500 g flour\n   10 g salt</pre>",
            "unlisted.xhtml": "<p>Not in the spine, and not read.</p>",
        },
        spine=("a.xhtml", "z.xhtml"),
    ),
    "fonts-disguised": Book(
        "<dc:title>港の本</dc:title><dc:creator>山田</dc:creator><dc:date>2022-08-15T00:00:00Z</dc:date>",
        {"1.xhtml": "<h1>第一章</h1><p>港は東にあります。</p><p>船は毎朝出ます。</p>"},
        others={
            "META-INF/encryption.xml": '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
            'xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod '
            'Algorithm="http://www.idpf.org/2008/embedding"/><enc:CipherData><enc:CipherReference URI="OEBPS/f.otf"/>'
            "</enc:CipherData></enc:EncryptedData></encryption>",
            "OEBPS/f.otf": b"\0\1\2",
        },
    ),
    "one-chapter-missing": Book(
        "<dc:title>Torn book</dc:title>",
        {"1.xhtml": "<h1>One</h1><p>The first chapter is there.</p>"},
        spine=("1.xhtml", "2.xhtml"),
    ),
}
DRM = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#">'
    '<enc:EncryptedData><enc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/><enc:CipherData>'
    '<enc:CipherReference URI="OEBPS/1.xhtml"/></enc:CipherData></enc:EncryptedData></encryption>'
)
